import { beforeAll, describe, expect, test } from 'vitest'
import { addDays } from '../src/core/day.ts'
import { createCustomerDate } from '../src/modules/care/contract/dates.ts'
import { startPlan } from '../src/modules/care/contract.ts'
import { touchCustomers } from '../src/modules/customers/actions/touch.ts'
import { changeCustomer, createCustomer, readCustomer } from '../src/modules/customers/contract.ts'
import { customerChanged } from '../src/modules/customers/policy/values.ts'
import { changeInteraction, logInteraction } from '../src/modules/interactions/contract.ts'
import { createPerson } from '../src/modules/organisation/contract.ts'
import { packSource } from '../src/modules/policies/actions/publishing.ts'
import { publishPolicy } from '../src/modules/policies/contract.ts'
import { createOrder } from '../src/modules/purchases/contract.ts'
import { doTask, waiveTask } from '../src/modules/tasks/contract.ts'
import { startRun } from '../src/modules/tiering/contract.ts'
import { recordEvents } from '../src/platform/record.ts'
import { randomFrom } from './kill-drill/driver.ts'
import { type TestOffice, testOffice } from './office.ts'
import { flaws, resultOf } from './plan-drill/traces.ts'
import { inTx } from './tasks.ts'

const seed = Number(process.env['KEWEI_SEED'] ?? 20261122)
const customers = 60
const rounds = 14

/** Two offices that live through the same; one plans for news alone, the other for the whole book each time. */
const offices = [await testOffice(), await testOffice()] as const
const [byNews, whole] = offices
const both = async (work: (office: TestOffice) => Promise<void>): Promise<void> => {
  for (const office of offices) await work(office)
}

async function ran(office: TestOffice, endpoint: typeof startPlan | typeof startRun, input: object) {
  const { jobId } = await office.call(endpoint as typeof startPlan, input)
  await office.runJob(jobId)
  return jobId
}
const planned = async (office: TestOffice, input: object = {}) => resultOf(office, await ran(office, startPlan, input))

const dayOf = (office: TestOffice): string => office.now.toISOString().slice(0, 10)

const settled = (office: TestOffice) =>
  office.sql<{ line: string }>(`
    select concat_ws(' ', c.customer_no, t.rule_id, t.period, t.due_on, t.window_from, t.window_to, t.state, t.basis, t.tier, t.class, t.assignee_id,
      t.done_on, t.ended_reason, t.facts) as line from task t join customer c on c.id = t.customer_id order by 1`)

const open = (office: TestOffice, until: string) =>
  office.sql<{ line: string }>(
    `select concat_ws(' ', c.customer_no, t.rule_id, t.period, t.kind, t.due_on, t.window_from, t.window_to, t.basis) as line
     from task t join customer c on c.id = t.customer_id where t.state = 'OPEN' and (t.due_on <= $1 or t.rule_id = 'CARE-05') order by 1`,
    [until],
  )

const replayed = (office: TestOffice) =>
  office.sql<{ line: string }>(`
    select concat_ws(' ', customer_no, rule_id, period, kind, due_on, window_from, window_to, basis) as line
    from care_run_row where run_id = (select max(id) from care_run where kind = 'REPLAY') order by 1`)

/** One thing that happens to a customer between two plans; `n` draws below a number. */
type News = (office: TestOffice, id: number, n: (below: number) => number) => Promise<unknown>

async function changed(office: TestOffice, id: number, fields: object) {
  const { version } = await office.call(readCustomer, { id })
  return office.call(changeCustomer, { id, version, ...fields })
}

/** There is no verb yet that makes a key customer; its trail is that of any change of the file. */
const reclassed: News = (office, id) =>
  inTx(office, async (tx) => {
    const before = await tx.selectFrom('customer').select(['class', 'version']).where('id', '=', id).executeTakeFirstOrThrow()
    const after = before.class === 'KEY' ? 'GENERAL' : 'KEY'
    await tx
      .updateTable('customer')
      .set({ class: after, version: before.version + 1 })
      .where('id', '=', id)
      .execute()
    await touchCustomers(tx, [id], ['care'])
    const event = customerChanged(id, before.version + 1, { class: before.class }, { class: after })
    await recordEvents(tx, office.caller(), { changeId: crypto.randomUUID(), jobId: null }, [event])
  })

const reported = { channel: null, outcome: '一切正常', uncheckedReason: '已逐项谈过' }
const evidence = ['PRODUCT_LIST', 'GIFT_RECORD', 'VISIT_FORM'].map((kind) => ({ kind, note: '已登记' }))

/** Some open duty of the customer, by its natural key and not by its number, which may differ. */
async function dutyOf(office: TestOffice, id: number, place: number) {
  const rows = await office.sql<{ id: string; version: number; rule_id: string }>(
    "select id, version, rule_id from task where customer_id = $1 and state = 'OPEN' order by due_on, rule_id, period",
    [id],
  )
  return rows[place % Math.max(1, rows.length)]
}

const done: News = async (office, id, n) => {
  const [place, ago] = [n(4), n(3)]
  const duty = await dutyOf(office, id, place)
  if (!duty) return
  const channel = ['CARE-02', 'CARE-05'].includes(duty.rule_id) ? ('VISIT' as const) : ('PHONE' as const)
  const task = { id: Number(duty.id), version: duty.version, ...reported, channel, evidence }
  await office.call(doTask, { ...task, doneOn: addDays(dayOf(office), -ago) })
}

const waived: News = async (office, id, n) => {
  const duty = await dutyOf(office, id, n(4))
  if (duty) await office.call(waiveTask, { id: Number(duty.id), version: duty.version, reason: '客户停业装修' })
}

const contacted: News = async (office, customerId, n) => {
  const happenedAt = new Date(office.now.getTime() - n(50) * 86_400_000).toISOString()
  const channel = (['PHONE', 'IM', 'NOTE'] as const)[n(3)] ?? 'PHONE'
  const { id, version } = await office.call(logInteraction, { customerId, channel, text: '问近况', happenedAt })
  if (n(3) === 0) await office.call(changeInteraction, { id, version, channel: channel === 'NOTE' ? 'PHONE' : 'NOTE' })
}

const orders = new Map<TestOffice, number>()
const ordered: News = (office, customerId, n) => {
  const no = (orders.get(office) ?? 0) + 1
  orders.set(office, no)
  const netAmount = (1 + n(90)) * 1_000_000
  return office.call(createOrder, { orderNo: `N-${no}`, customerId, orderedAt: office.now.toISOString(), netAmount })
}

const dated: News = (office, customerId, n) => {
  const monthDay = addDays(dayOf(office), 5 + n(200))
    .slice(5)
    .replace('02-29', '02-28')
  return office.call(createCustomerDate, { customerId, kind: 'FOUNDING', title: '厂庆', calendar: 'SOLAR', monthDay, recurring: true })
}

const news: [weight: number, News][] = [
  [9, ordered],
  [4, reclassed],
  [4, (office, id, n) => changed(office, id, { ownerId: people[n(people.length)] ?? null })],
  [1, (office, id) => changed(office, id, { ownerId: null })],
  [2, (office, id, n) => changed(office, id, { contractSignedOn: addDays('2024-01-01', n(700)) })],
  [10, done],
  [3, waived],
  [3, dated],
  [8, contacted],
]
const deck = news.flatMap(([weight, one]) => Array.from({ length: weight }, () => one))

const ids: number[] = []
const people: number[] = []
/** What stood open at the end of each day on which was planned, as far as the horizon of the policy. */
const stood: { asOf: string; lines: { line: string }[] }[] = []
const horizonDays = 90

async function opened(office: TestOffice): Promise<void> {
  office.now = new Date('2025-06-03T10:00:00Z')
  await office.call(publishPolicy, { source: packSource('rfm-lifecycle'), effectiveOn: '2025-01-01' })
  const random = randomFrom(seed)
  const n = (below: number) => Math.floor(random() * below)
  const mine = office === byNews
  for (const login of ['zhou', 'shen', 'ding']) {
    const { id } = await office.call(createPerson, { login, name: login, roles: ['account_manager'], unitId: null })
    if (mine) people.push(id)
  }
  for (let i = 0; i < customers; i++) {
    const owner = n(5)
    const { id } = await office.call(createCustomer, {
      name: `绍兴第${i}号丝织有限公司`,
      acceptDuplicates: true,
      ownerId: people[owner] ?? null,
    })
    if (mine) ids.push(id)
    for (let k = n(9); k > 0; k--) {
      const at = `${addDays(dayOf(office), -1 - n(700))}T02:00:00Z`
      await office.call(createOrder, { orderNo: `A-${i}-${k}`, customerId: id, orderedAt: at, netAmount: (1 + n(90)) * 1_000_000 })
    }
  }
}

/** Some days later, with news of a third of the customers. */
async function liveOn(round: number): Promise<void> {
  await both(async (office) => {
    const random = randomFrom(seed + round)
    const n = (below: number) => Math.floor(random() * below)
    office.now = new Date(office.now.getTime() + (1 + n(45)) * 86_400_000)
    for (let i = 0; i < customers / 3; i++) await (deck[n(deck.length)] ?? ordered)(office, ids[n(ids.length)] ?? 0, n)
    await ran(office, startRun, { incremental: round % 5 !== 3 })
    if (round % 5 === 3) await ran(office, startRun, { incremental: true })
  })
}

beforeAll(async () => both(opened), 120_000)

describe('planning for news alone', () => {
  test('CARE-26 whatever happened, it comes to what planning for the whole book comes to, and a second run adds nothing', {
    timeout: 600_000,
  }, async () => {
    for (let round = 0; round < rounds; round++) {
      await liveOn(round)
      await planned(byNews, { incremental: true })
      await planned(whole)
      expect(await settled(byNews), `round ${round} on ${dayOf(whole)}`).toEqual(await settled(whole))
      for (const incremental of [true, false]) expect(await planned(byNews, { incremental })).toMatchObject({ added: 0, ended: 0 })
      expect(await flaws(byNews)).toEqual([])
      stood.push({ asOf: dayOf(whole), lines: await open(whole, addDays(dayOf(whole), horizonDays)) })
    }
    const reviews = (office: TestOffice) =>
      office.sql<{ day: string | null }>('select review_on::text as day from care_customer order by customer_id')
    const [early, right] = [await reviews(byNews), await reviews(whole)]
    expect(early.filter(({ day }, i) => (right[i]?.day ?? '9999') < (day ?? '9999'))).toEqual([])
  })
})

describe('a replay of a past day', () => {
  test('holds every duty that stood planned at the end of that day, with its due day and window, and no other', {
    timeout: 300_000,
  }, async () => {
    expect(stood.length).toBe(rounds)
    for (const { asOf, lines } of stood) {
      await ran(whole, startPlan, { asOf })
      expect(await replayed(whole), asOf).toEqual(lines)
    }
    const tiers = await whole.sql<{ n: number }>('select count(*)::int as n from tier_history where tier_before <> tier')
    expect(tiers[0]?.n).toBeGreaterThan(20)
  })

  /** Whom a replay will owe what only customers of one tier are owed, and where a replay of tiers puts them. */
  async function tiersOf(input: { asOf: string; policyVersion?: number }): Promise<{ no: string; rule: string; tier: string }[]> {
    await ran(whole, startPlan, input)
    await ran(whole, startRun, input)
    return whole.sql<{ no: string; rule: string; tier: string }>(
      `select distinct r.customer_no as no, r.rule_id as rule, t.tier from care_run_row r
      join tier_run_row t on t.customer_id = r.customer_id and t.run_id = (select max(id) from tier_run where kind = 'REPLAY')
      where r.run_id = (select max(id) from care_run where kind = 'REPLAY') and r.rule_id in ('CARE-08', 'CARE-21')
        and r.due_on > $1 order by 1, 2`,
      [input.asOf],
    )
  }
  const owedTo: Record<string, string> = { 'CARE-08': 'POTENTIAL', 'CARE-21': 'GENERAL' }

  test('before the first run of tiers it judges the orders of that day, as a replay of tiers does', async () => {
    const rows = await tiersOf({ asOf: '2025-04-15' })
    expect(rows.length).toBeGreaterThan(10)
    for (const { no, rule, tier } of rows) expect(tier, no).toBe(owedTo[rule])
    expect(new Set(rows.map((r) => r.rule)).size).toBe(2)
  })

  test('a version that judges tiers otherwise is replayed with its own tiers', async () => {
    const source = packSource('rfm-lifecycle').replace(
      /(m: \{ windowMonths: 12, )high: 500000, mid: 100000/,
      '$1high: 5000000, mid: 3000000',
    )
    const { version } = await whole.call(publishPolicy, { source })
    const asOf = stood.at(-1)?.asOf ?? ''
    const [now, then] = [await tiersOf({ asOf, policyVersion: version }), await tiersOf({ asOf, policyVersion: 1 })]
    expect(now.filter(({ tier }) => tier === 'POTENTIAL').length).toBeLessThan(then.filter(({ tier }) => tier === 'POTENTIAL').length)
    for (const { no, rule, tier } of now) expect(tier, no).toBe(owedTo[rule])
  })
})
