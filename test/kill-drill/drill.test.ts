import { afterAll, expect, test } from 'vitest'
import { begin, bring, csv } from '../import-files.ts'
import { type TestOffice, testOffice } from '../office.ts'
import { attempt, type Drill, endDrill, randomFrom, runKilling } from './driver.ts'

const isDeep = process.env['KEWEI_DEEP'] === '1'
const kills = isDeep ? 200 : 50
const seed = Number(process.env['KEWEI_SEED'] ?? 20261122)

const disturbed = await testOffice()
const calm = await testOffice()
afterAll(endDrill)

/** Customers, then orders that make more of them: with faults, repeats, changes far below, and no numbers of their own for some. */
function fileOf(round: number): { kind: 'customers' | 'orders'; content: string } {
  const random = randomFrom(seed + round)
  const pick = (n: number) => Math.floor(random() * n)
  if (round % 2 === 0) {
    const rows = Array.from({ length: 2500 }, () => {
      const n = pick(1800)
      const phone = ['', '', `0574-8${1000000 + n}`, '不是电话'][pick(4)] ?? ''
      return `${n % 3 === 0 ? '' : `R${round}-${n}`},第${round}轮${n}号公司,${phone},${pick(40) === 0 ? '巨型' : '大型'}`
    })
    return { kind: 'customers', content: csv('客户编号,客户名称,总机,规模', ...rows) }
  }
  const rows = Array.from({ length: 3500 }, () => {
    const n = pick(3000)
    const day = 1 + pick(28)
    return `O${round}-${n},${pick(30) === 0 ? '' : `C${n % 400}`},2026-0${1 + pick(9)}-${day},${pick(9) === 0 ? '-' : ''}${pick(50) === 0 ? 'x' : n}.50,地区${pick(9)}`
  })
  return { kind: 'orders', content: csv('订单编号,客户编号,下单时间,金额,备注列', ...rows) }
}

async function start(office: TestOffice, round: number): Promise<number> {
  const { kind, content } = fileOf(round)
  const map = {
    columns: { order_no: '订单编号', customer_no: '客户编号', ordered_at: '下单时间', net_amount: '金额', 'customer.remark': '备注列' },
  }
  return begin(office, await bring(office, content), kind === 'orders' ? { kind, createCustomers: true, map } : { kind })
}

/** Numbers given by the company's series leave gaps where a killed chunk had taken some: what must be the same is their order. */
function ranked(traces: Record<string, unknown>): Record<string, unknown> {
  const text = JSON.stringify(traces)
  const numbers = [...new Set([...text.matchAll(/KH-?(\d{5,})/g)].map(([, n]) => Number(n)))].sort((a, b) => a - b)
  const rank = new Map(numbers.map((n, i) => [n, String(i).padStart(5, '0')]))
  return JSON.parse(text.replace(/(KH-?)(\d{5,})/g, (_, prefix: string, n: string) => `${prefix}${rank.get(Number(n))}`))
}

/** Everything an import leaves behind that must be the same however often it was killed. */
async function traces(office: TestOffice): Promise<Record<string, unknown>> {
  const all = (text: string) => office.sql(text)
  return {
    imports: await all('select kind, new_rows, changed_rows, skipped_rows, failed_rows, customers_created from import order by job_id'),
    failed: await all('select line, cells, reasons from import_failed_row order by import_id, line'),
    customers: await all(
      `select c.customer_no, c.name, c.phone, c.remark, c.size_class, c.filled_fields, c.version, s.text, s.name as found, s.name_key,
        (select count(*)::int from unnest(s.tokens) t where t not like 'c:%') as tokens
       from customer c left join customer_search s on s.customer_id = c.id order by 1`,
    ),
    orders: await all(
      'select o.order_no, c.customer_no, o.ordered_at, o.net_amount, o.version from purchase_order o join customer c on c.id = o.customer_id order by 1',
    ),
    facts: await all(
      "select c.customer_no, encode(f.ledger, 'hex') as ledger, f.valid_orders, f.net_total from purchase_facts f join customer c on c.id = f.customer_id order by 1",
    ),
    events: await all(
      `select e.name, e.subject_version, coalesce(c.customer_no, o.order_no, '') as subject from event e
       left join customer c on e.subject_kind = 'customer' and c.id = e.subject_id left join purchase_order o on e.subject_kind = 'order' and o.id = e.subject_id
       where e.job_id is not null order by 3, 1, 2`,
    ),
    orphans: await all('select count(*)::int as n from event_value v where not exists (select 1 from event e where e.id = v.event_id)'),
  }
}

test(`F1 an import killed ${kills} times: nothing lost, nothing doubled, the same report of failed rows`, {
  timeout: isDeep ? 1_800_000 : 600_000,
}, async () => {
  const drill: Drill = { office: disturbed, random: randomFrom(seed), program: 'import', rows: 0 }
  let killed = 0
  let most = 0
  for (let round = 0; killed < kills; round++) {
    const job = await start(disturbed, round)
    const here = await runKilling(drill, job, kills - killed)
    killed += here
    most = Math.max(most, here)
    await calm.runJob(await start(calm, round))
  }
  expect(killed).toBe(kills)
  expect(most).toBeGreaterThan(1)
  const [broken, whole] = [ranked(await traces(disturbed)), ranked(await traces(calm))]
  expect(await calm.sql("select 1 from job where state <> 'DONE'")).toEqual([])
  for (const [what, rows] of Object.entries(whole)) expect(broken[what], what).toEqual(rows)
})

test('the same driver catches an importer that keeps its rows and its place apart', { timeout: 300_000 }, async () => {
  const rows = 100_000
  await disturbed.sql('truncate customer cascade')
  const [job] = await disturbed.sql<{ id: number }>(
    "insert into job (kind, state, input, created_by_kind, created_by_name, created_at) values ('naive', 'RUNNING', '{}', 'SYSTEM', 'drill', now()) returning id::int",
  )
  const drill: Drill = { office: disturbed, random: randomFrom(seed), program: 'naive', rows }
  const doubled = async () => (await disturbed.sql('select name from customer group by name having count(*) > 1')).length
  for (let kill = 0; kill < 60 && (await doubled()) === 0; kill++) await attempt(drill, job?.id ?? 0, true)
  expect(await doubled()).toBeGreaterThan(0)
})
