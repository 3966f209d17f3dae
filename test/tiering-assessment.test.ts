import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { addDays, dayNumber } from '../src/core/day.ts'
import { churnOf } from '../src/modules/foresight/policy/churn.ts'
import { countAlike } from '../src/modules/foresight/policy/history.ts'
import { createPerson } from '../src/modules/organisation/contract.ts'
import { publishPolicy } from '../src/modules/policies/contract.ts'
import { assessmentTable, exportTiers, startRun } from '../src/modules/tiering/contract.ts'
import { valueScore } from '../src/modules/tiering/policy/assessment.ts'
import { mintScope } from '../src/platform/scope.ts'
import { importFile, sheetOf } from './import-files.ts'
import { type TestOffice, testOffice } from './office.ts'
import { type OrderRow, type RecountSettings, recount } from './recount.ts'

const pack = readFileSync(new URL('../policies/rfm-lifecycle.zh.yaml', import.meta.url), 'utf8')
const settings: RecountSettings = { ...parse(pack).tiering, policyVersion: '1' }
const today = '2026-11-22'
const headers = [
  ...['客户编号', '客户名称', 'R 天数', 'R 得分', 'F 次数', 'F 得分', 'M 金额（元）', 'M 得分', 'RFM 总分', '生命周期阶段'],
  ...['驱动层级', '层级来源', '另一模型的层级', '价值分', '流失风险（%）', '上期层级', '变化', '评估人', '评估日', '备注'],
]
const tierWords: Record<string, string> = { CORE: '核心', POTENTIAL: '潜力', GENERAL: '一般', CHURN_RISK: '流失风险', NEW: '新客户' }
const stageWords: Record<string, string> = { NEW: '新客户', GROWTH: '成长', MATURE: '成熟', DECLINE: '衰退', LOST: '流失' }
const originWords: Record<string, string> = { SOURCE: '制度原文', DEFAULT: '默认' }

/** Equal seeds give equal books: customers who order at rates of their own and leave with chances of their own, and one who never ordered. */
function ordersOf(customers: number): OrderRow[] {
  let state = 7
  const draw = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return (state + 0.5) / 2 ** 32
  }
  const rows: OrderRow[] = []
  for (let i = 0; i < customers; i++) {
    const gap = 10 + draw() * 60
    const leaving = draw() * 0.5
    let on = addDays(today, -700 + Math.floor(draw() * 650))
    do {
      const netFen = Math.round(draw() * 20_000_000) + 1
      rows.push({ customerNo: `K${String(i).padStart(4, '0')}`, orderNo: `O${rows.length}`, date: on, netFen })
      on = addDays(on, Math.max(1, Math.round(-Math.log(draw()) * gap)))
    } while (on <= today && draw() >= leaving)
  }
  return rows
}

async function feed(office: TestOffice, rows: readonly OrderRow[]): Promise<void> {
  const lines = rows.map((r) => `${r.orderNo},${r.customerNo},${r.date},${(r.netFen / 100).toFixed(2)}`)
  const content = `订单编号,客户编号,下单日期,净额\n${lines.join('\n')}\n`
  const columns = { order_no: '订单编号', customer_no: '客户编号', ordered_at: '下单日期', net_amount: '净额' }
  await importFile(office, content, { kind: 'orders', map: { columns }, createCustomers: true })
}

const runTiers = async (office: TestOffice, input: { asOf?: string } = {}) => office.runJob((await office.call(startRun, input)).jobId)

type Line = Record<string, unknown>

async function tableOf(office: TestOffice, input: { asOf?: string } = {}, caller = office.caller()): Promise<Line[]> {
  const { fileId, rows } = await office.call(assessmentTable, input, caller)
  const [head = [], ...lines] = await sheetOf(office, fileId)
  expect(head).toEqual(headers)
  expect(lines).toHaveLength(rows)
  return lines.map((cells) => Object.fromEntries(headers.map((header, i) => [header, cells[i] ?? null])))
}

/** How likely a customer has left by the published formula, in plain arithmetic on its order days. */
function riskOf(days: readonly string[], asOf: string, { r, alpha, a, b }: { r: number; alpha: number; a: number; b: number }): number {
  const x = days.length - 1
  const tx = (dayNumber(days.at(-1)!) - dayNumber(days[0]!)) / 7
  const T = (dayNumber(asOf) - dayNumber(days[0]!)) / 7
  const left = (a / (b + x)) * ((alpha + T) / (alpha + tx)) ** (r + x)
  return left / (1 + left)
}

/** Order days by customer up to a day. */
function orderDays(rows: readonly OrderRow[], asOf: string): Map<string, string[]> {
  const days = new Map<string, Set<string>>()
  for (const { customerNo, date, netFen } of rows) {
    if (netFen <= 0 || date > asOf) continue
    if (!days.has(customerNo)) days.set(customerNo, new Set())
    days.get(customerNo)!.add(date)
  }
  return new Map([...days].map(([no, own]) => [no, [...own].sort()]))
}

const churnAt = (days: ReadonlyMap<string, readonly string[]>, asOf: string) =>
  churnOf(
    countAlike(
      [...days.values()].map((own) => ({
        repeats: own.length - 1,
        lastWeek: (dayNumber(own.at(-1)!) - dayNumber(own[0]!)) / 7,
        weeks: (dayNumber(asOf) - dayNumber(own[0]!)) / 7,
      })),
    ),
  )

/** Every figure of the table against a recount from the order rows; answers the risks. */
function expectRecounted(lines: readonly Line[], rows: readonly OrderRow[], asOf: string): void {
  const days = orderDays(rows, asOf)
  const churn = churnAt(days, asOf)
  expect(churn.known).toBe(true)
  const counted = recount(rows, asOf, { ...settings, customers: ['never'] })
  expect(lines.map((l) => l['客户编号'])).toEqual([...counted.keys()].sort())
  for (const line of lines) {
    const own = counted.get(String(line['客户编号'])) ?? {}
    const bought = days.get(String(line['客户编号']))
    const total = Number(own['rfm_total'])
    expect(line).toMatchObject({
      'R 天数': own['recency_days'] === '' ? null : Number(own['recency_days']),
      'R 得分': Number(own['r']),
      'F 次数': Number(own['orders_90d']),
      'F 得分': Number(own['f']),
      'M 金额（元）': Number(own['amount_12m']),
      'M 得分': Number(own['m']),
      'RFM 总分': total,
      生命周期阶段: stageWords[own['stage'] ?? ''],
      驱动层级: tierWords[own['tier'] ?? ''],
      层级来源: originWords[own['resolved_by'] ?? ''],
      另一模型的层级: tierWords[own['tier_spend_tenure'] ?? ''],
      价值分: Math.round(((total - 3) / 12) * 1000) / 10,
      '流失风险（%）': bought && churn.known ? Math.round(riskOf(bought, asOf, churn.model) * 1000) / 10 : null,
      评估日: { date: asOf },
      备注: null,
    })
  }
}

describe('SEG-16 SEG-14 the table of assessments, recounted', () => {
  let office: TestOffice
  const rows = ordersOf(300)

  beforeAll(async () => {
    office = await testOffice()
    await office.call(publishPolicy, { source: pack })
    await office.sql("update policy_version set effective_on = '2020-01-01'")
    await feed(office, rows)
    await office.sql(
      "insert into customer (customer_no, name, name_key, name_identity, created_at, changed_at) values ('never', '=还没下单', '', '', now(), now())",
    )
  }, 120_000)

  test('before the first run it is refused, and for a day without one', async () => {
    await expect(office.call(assessmentTable, {})).rejects.toMatchObject({ code: 'refused', rule: 'no-tier-run-yet' })
    const past = office.call(assessmentTable, { asOf: '2026-06-30' })
    await expect(past).rejects.toMatchObject({ code: 'refused', rule: 'no-replay-for-day', facts: { asOf: '2026-06-30' } })
  })

  test('as things stand: every figure; the event; tiers as they were', async () => {
    await runTiers(office)
    const tiers = () => office.sql('select customer_id, tier, verdict from customer_tier order by 1')
    const before = await tiers()
    const lines = await tableOf(office)
    expectRecounted(lines, rows, today)
    expect(new Set(lines.map((l) => l['评估人']))).toEqual(new Set(['test']))
    expect(lines.every((l) => l['上期层级'] === null && l['变化'] === '没有变化')).toBe(true)
    expect(lines.find((l) => l['客户编号'] === 'never')).toMatchObject({ 客户名称: '=还没下单', 价值分: 0 })
    expect(await tiers()).toEqual(before)
    const [event] = await office.sql<{ name: string }>("select name from event where name like 'tiers.%' order by id desc limit 1")
    expect(event?.name).toBe('tiers.assessment-exported')
  })

  test('as of a past day, from the replay of it', async () => {
    await runTiers(office, { asOf: '2026-03-31' })
    const known = rows.filter((r) => r.date <= '2026-03-31')
    const later = [...new Set(rows.map((r) => r.customerNo))]
    const lines = await tableOf(office, { asOf: '2026-03-31' })
    const first = new Set(known.map((r) => r.customerNo))
    expectRecounted(
      lines.filter((l) => first.has(String(l['客户编号'])) || l['客户编号'] === 'never'),
      known,
      '2026-03-31',
    )
    expect(lines).toHaveLength(later.length + 1)
  })

  test('a move is told with the tier before and its day, now and in replays after it', async () => {
    const moved = async (input = {}) => new Map((await tableOf(office, input)).map((l) => [l['客户编号'], [l['上期层级'], l['变化']]]))
    office.now = new Date('2027-02-01T02:00:00Z')
    await runTiers(office)
    const history = await office.sql<{ customer_no: string; tier_before: string; tier: string }>(
      `select c.customer_no, t.tier_before, t.tier from customer_tier t join customer c on c.id = t.customer_id where t.tier_before is not null`,
    )
    expect(history.length).toBeGreaterThan(5)
    await runTiers(office, { asOf: '2027-02-01' })
    const now = await moved()
    const then = await moved({ asOf: '2027-02-01' })
    for (const { customer_no, tier_before, tier } of history) {
      const told = [tierWords[tier_before], `2027-02-01 由${tierWords[tier_before]}变为${tierWords[tier]}`]
      expect(now.get(customer_no)).toEqual(told)
      expect(then.get(customer_no)).toEqual(told)
    }
    expect([...now.values()].filter(([before]) => before !== null)).toHaveLength(history.length)
    await runTiers(office, { asOf: '2026-12-31' })
    expect([...(await moved({ asOf: '2026-12-31' })).values()].every(([before]) => before === null)).toBe(true)
  })

  test('whoever sees a part gets that part, with the same risks', async () => {
    const all = await tableOf(office)
    const person = await office.call(createPerson, { login: 'lin.yue', name: '林月', roles: [], unitId: null })
    await office.sql("update customer set owner_id = $1 where customer_no like 'K001%'", [person.id])
    const scope = mintScope({ all: false, unitIds: [], ownerIds: [person.id], masked: false })
    const part = await tableOf(office, {}, office.caller(['tiering.export'], { scope }))
    expect(part).toEqual(all.filter((l) => String(l['客户编号']).startsWith('K001')))
    expect(part).toHaveLength(10)
  })

  test('as csv in English, text that looks like a formula guarded; the tiers export beside it as it was', async () => {
    const { fileId, name } = await office.call(assessmentTable, { format: 'csv' }, office.caller(['*'], { locale: 'en' }))
    expect(name).toBe('Tier assessments-2027-02-01.csv')
    const text = readFileSync(office.company.files.pathOf(fileId), 'utf8')
    expect(text).toContain('Customer no.,Customer,R days')
    expect(text).toContain("never,'=还没下单,")
    const tiers = await office.call(exportTiers, {})
    expect(readFileSync(office.company.files.pathOf(tiers.fileId), 'utf8').split('\n')[0]).toBe(
      'customer_no,recency_days,orders_90d,amount_12m,r,f,m,rfm_total,stage,tier,resolved_by,tier_spend_tenure,tags,policy_version',
    )
  })
})

describe('SEG-14 §0.1.14 a book that does not show who has left', () => {
  test('says so for everybody, and under the second model the first is the other', async () => {
    const office = await testOffice()
    const bySpend = pack.replace(/drives: RFM_LC/, 'drives: SPEND_TENURE')
    expect(bySpend).not.toBe(pack)
    await office.call(publishPolicy, { source: bySpend })
    // Everybody orders every 30 days to this day: nobody has left.
    const rows = Array.from({ length: 40 }, (_, i) =>
      Array.from({ length: 5 + (i % 9) }, (_, k) => ({
        customerNo: `S${i}`,
        orderNo: `S${i}-${k}`,
        date: addDays(today, -(i % 20) - 30 * k),
        netFen: 3_000_000,
      })),
    ).flat()
    await feed(office, rows)
    await runTiers(office)
    const lines = await tableOf(office)
    expect(lines).toHaveLength(40)
    expect(new Set(lines.map((l) => l['流失风险（%）']))).toEqual(new Set(['流失不可识别']))
    const counted = recount(rows, today, settings)
    for (const line of lines) expect(line['另一模型的层级']).toBe(tierWords[counted.get(String(line['客户编号']))?.['tier'] ?? ''])
  }, 120_000)
})

describe('SEG-14 the value score', () => {
  const rfm = (high: number, mid: number, low: number) => ({ ...parse(pack).tiering.rfm, scores: { high, mid, low } })
  test.each([
    ['the least', rfm(5, 3, 1), 3, 0],
    ['the most', rfm(5, 3, 1), 15, 100],
    ['in between', rfm(5, 3, 1), 9, 50],
    ['to one decimal', rfm(5, 3, 1), 5, 16.7],
    ['other points', rfm(10, 4, 0), 18, 60],
    ['points that are all the same', rfm(2, 2, 2), 6, 0],
  ])('%s', (_, points, total, score) => {
    expect(valueScore(points, total)).toBe(score)
  })
})
