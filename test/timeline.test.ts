import { type CompiledQuery, Kysely, PostgresDialect } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { inZone } from '../src/core/instant.ts'
import { createCustomer, timeline } from '../src/modules/customers/contract.ts'
import { timelineOf } from '../src/modules/customers/queries/timeline.ts'
import { packSource } from '../src/modules/policies/actions/publishing.ts'
import { publishPolicy } from '../src/modules/policies/contract.ts'
import { changeOrder, createOrder, deleteOrder, listOrders } from '../src/modules/purchases/contract.ts'
import { startRun } from '../src/modules/tiering/contract.ts'
import type { DB } from '../src/platform/db/db.ts'
import { csv, importFile, undo } from './import-files.ts'
import { everything, testNow, testOffice } from './office.ts'

const office = await testOffice()
await office.call(publishPolicy, { source: packSource('rfm-lifecycle'), effectiveOn: '2025-01-01' })

let customerId: number
beforeEach(async () => {
  office.now = testNow
  await office.sql('truncate customer, contact, purchase_order, tier_run, tier_history, event cascade; alter sequence customer_no restart')
  customerId = (await office.call(createCustomer, { name: '苏州长风商贸有限公司', customerNo: 'C1' })).id
})

/** Pages of two: what stands on the timeline, with its day in Shanghai. */
async function lines(): Promise<string[]> {
  const found: string[] = []
  for (let after: string | undefined; ; ) {
    const page = await office.call(timeline, { id: customerId, limit: 2, ...(after ? { after } : {}) })
    found.push(
      ...page.rows.map((r) => [inZone(new Date(r.at), 'Asia/Shanghai').day, r.name, r.values?.['order_no'] ?? ''].join(' ').trim()),
    )
    if (page.next === null) return found
    after = page.next
  }
}

const typed = (orderNo: string, orderedAt: string) => office.call(createOrder, { orderNo, customerId, orderedAt, netAmount: 100_00 })

describe('on the timeline of a customer', () => {
  test('an order stands on its own day, whether imported or typed, among what was recorded', async () => {
    await importFile(office, csv('订单编号,客户编号,下单时间,金额', 'A,C1,2025-03-04,100', 'B,C1,2026-11-20 09:30,200'), { kind: 'orders' })
    await typed('T', '2025-12-31T16:30:00Z')
    expect(await lines()).toEqual([
      '2026-11-22 customer.created',
      '2026-11-20 order.created B',
      '2026-01-01 order.created T',
      '2025-03-04 order.created A',
    ])
  })

  test('orders of one minute keep their order, and pages neither repeat nor lose one', async () => {
    for (const no of ['A', 'B', 'C', 'D', 'E']) await typed(no, testNow.toISOString())
    const orders = ['E', 'D', 'C', 'B', 'A'].map((no) => `2026-11-22 order.created ${no}`)
    expect(await lines()).toEqual([...orders, '2026-11-22 customer.created'])
  })

  test('an order corrected to another day stands there, and the correction on the day it was made', async () => {
    const made = await typed('A', '2026-03-01T02:00:00Z')
    await office.call(changeOrder, { id: made.id, version: made.version, orderedAt: '2025-06-01T02:00:00Z', netAmount: 5_00 })
    expect(await lines()).toEqual(['2026-11-22 order.changed', '2026-11-22 customer.created', '2025-06-01 order.created A'])
    const { rows } = await office.call(timeline, { id: customerId })
    expect(rows.at(-1)).toMatchObject({ by: 'test', values: { order_no: 'A', ordered_on: '2025-06-01', net_amount: 5_00 } })
  })

  test('a deleted order is gone from its day; what was deleted is named', async () => {
    const made = await typed('A', '2026-03-01T02:00:00Z')
    await office.call(deleteOrder, { id: made.id, version: made.version })
    expect(await lines()).toEqual(['2026-11-22 order.deleted A', '2026-11-22 customer.created'])
  })

  test('an import taken back leaves no order on any day', async () => {
    await typed('T', '2026-03-01T02:00:00Z')
    const { job } = await importFile(office, csv('订单编号,客户编号,下单时间,金额', 'A,C1,2025-03-04,100'), { kind: 'orders' })
    await undo(office, job)
    expect(await lines()).toEqual(['2026-11-22 order.deleted A', '2026-11-22 customer.created', '2026-03-01 order.created T'])
  })

  test('a move between tiers stands on the day of the run that found it', async () => {
    await typed('T', '2026-03-01T02:00:00Z')
    for (const now of ['2026-03-02T00:00:00Z', '2026-11-22T00:00:00Z']) {
      office.now = new Date(now)
      await office.runJob((await office.call(startRun, { incremental: false })).jobId)
    }
    expect((await lines()).map((line) => line.slice(0, 23))).toEqual([
      '2026-11-22 customer.cre',
      '2026-11-22 tier.changed',
      '2026-03-01 order.create',
    ])
  })
})

type Plan = { 'Relation Name'?: string; 'Index Name'?: string; 'Actual Rows': number; 'Rows Removed by Filter'?: number; Plans?: Plan[] }
const nodes = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodes)]

/** Everything the timeline's statements read of these tables, by index. */
async function readsOf(after?: string): Promise<Record<string, number>> {
  const queries: CompiledQuery[] = []
  const dialect = new PostgresDialect({ pool: office.company.write })
  const db = new Kysely<DB>({ dialect, log: ({ query }) => void queries.push(query) })
  await timelineOf(db, everything, customerId, { after, limit: 50 })
  const reads: Record<string, number> = {}
  for (const { sql, parameters } of queries) {
    const [row] = await office.sql<{ 'QUERY PLAN': [{ Plan: Plan }] }>(`explain (analyze, format json) ${sql}`, [...parameters])
    for (const node of row ? nodes(row['QUERY PLAN'][0].Plan) : []) {
      const table = node['Relation Name']
      if (table !== 'purchase_order' && table !== 'event') continue
      const by = node['Index Name'] ?? `all of ${table}`
      reads[by] = (reads[by] ?? 0) + node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)
    }
  }
  return reads
}

describe('the timeline of a customer with 10 000 orders', { timeout: 60_000 }, () => {
  test('is read page by page from one range of an index each, and holds each order once', async () => {
    await office.sql(
      `insert into purchase_order (customer_id, ordered_at, ordered_on, net_amount, order_no)
       select $1, t, (t at time zone 'Asia/Shanghai')::date, 100, 'M' || i
       from (select i, timestamptz '2020-01-01 09:00+08' + i * interval '4 hours' as t from generate_series(1, 10000) i) x`,
      [customerId],
    )
    await office.sql(
      `insert into event (name, at, actor_kind, actor_name, change_id, subject_kind, subject_id, customer_id)
       select 'order.created', $2, 'SYSTEM', 'import', gen_random_uuid(), 'order', id, $1 from purchase_order`,
      [customerId, testNow],
    )
    await office.sql('analyze')
    const first = await office.call(timeline, { id: customerId, limit: 50 })
    for (const reads of [await readsOf(), await readsOf(first.next ?? '')]) {
      expect(Object.keys(reads).sort()).toEqual(['event_subject', 'event_timeline', 'purchase_order_by_customer'])
      for (const rows of Object.values(reads)) expect(rows, JSON.stringify(reads)).toBeLessThan(70)
    }

    const seen: string[] = []
    for (let after: string | undefined; ; ) {
      const page = await office.call(timeline, { id: customerId, limit: 200, ...(after ? { after } : {}) })
      seen.push(...page.rows.map((r) => r.id))
      if (page.next === null) break
      after = page.next
    }
    expect([seen.length, new Set(seen).size]).toEqual([10_001, 10_001])
    const { rows } = await office.call(listOrders, { customerId, limit: 1 })
    expect(seen.slice(0, 2)).toEqual([expect.stringMatching(/^event-/), `order-${rows[0]?.id}`])
  })
})
