import { beforeAll, describe, expect, test } from 'vitest'
import { coverage } from '../src/modules/compliance/contract.ts'
import { createCustomer } from '../src/modules/customers/contract.ts'
import { doTask } from '../src/modules/tasks/contract.ts'
import { testOffice } from './office.ts'
import { duty, plan, taskTown } from './tasks.ts'

const office = await testOffice()
const today = '2026-11-22'
const evidence = [{ kind: 'VISIT_FORM', note: '登记表 1 页' }]
let town: Awaited<ReturnType<typeof taskTown>>

describe('VIS-13 the customers of the core that were visited', () => {
  const core: number[] = []
  const entered = (customerId: number, onDay: string, tier: string, before: string | null) =>
    office.sql(
      `insert into tier_history (customer_id, on_day, tier_before, tier, stage, r, f, m, resolved_by, tier_spend_tenure, tags, rule_id,
         policy_version, orders_90d, amount_12m, run_id)
       values ($1, $2, $3, $4, 'MATURE', 5, 5, 5, 'SOURCE', 'CORE', '{}', 'SEG-01', 1, 3, 100, 1)`,
      [customerId, onDay, before, tier],
    )

  beforeAll(async () => {
    town = await taskTown(office)
    for (let i = 0; i < 7; i++)
      core.push((await office.call(createCustomer, { name: `核心客户${'甲乙丙丁戊己庚'[i]}有限公司`, acceptDuplicates: true })).id)
    const [a, b, c, d, e, f, g] = core as [number, number, number, number, number, number, number]
    for (const id of [a, b, c, d, g]) await entered(id, '2026-01-15', 'CORE', null)
    // Left the core before the day; came into it less than 30 days before; never belonged.
    await entered(d, '2026-08-01', 'GENERAL', 'CORE')
    await entered(e, '2026-11-01', 'CORE', 'GENERAL')
    await entered(f, '2026-01-15', 'GENERAL', null)
    const visit = { ruleId: 'VIS-06', kind: 'FOLLOW_UP_VISIT', period: 'v' }
    const call = { ruleId: 'CARE-01', kind: 'MAINTENANCE', period: 'v' }
    const ids = await plan(office, [
      duty(a, '2026-03-10', visit),
      duty(b, '2026-03-10', call),
      duty(g, '2026-03-10', call),
      duty(e, '2026-11-10', visit),
    ])
    const report = { outcome: '一切正常', uncheckedReason: '已逐项问过', evidence }
    const done = (i: number, doneOn: string, channel: 'PHONE' | 'VISIT') =>
      office.call(doTask, { id: ids[i] ?? 0, version: 1, doneOn, channel, ...report })
    await done(0, '2026-03-12', 'PHONE')
    await done(1, '2026-03-12', 'PHONE')
    await done(2, '2026-06-30', 'VISIT')
    await done(3, '2026-11-12', 'PHONE')
    await office.sql(
      `insert into interaction (customer_id, channel, direction, happened_at, happened_on, text, logged_by_name, logged_at)
       values ($1, 'VISIT', 'OUT', '2026-09-03T02:00:00Z', '2026-09-03', '现场看了设备', 'test', now())`,
      [c],
    )
  })

  const numbers = (rows: readonly { customerId: number }[]) => rows.map((r) => core.indexOf(r.customerId)).sort()

  test('the year: four belong, three were visited; a call is a visit only where one was owed', async () => {
    const reply = await office.call(coverage, {})
    expect(reply).toMatchObject({
      from: '2026-01-01',
      until: '2026-12-31',
      asOf: today,
      targetPercent: 90,
      customers: 4,
      visited: 3,
      share: 0.75,
    })
    expect(numbers(reply.rows)).toEqual([0, 1, 2, 6])
    const missing = await office.call(coverage, { visited: false })
    expect(numbers(missing.rows)).toEqual([1])
    expect(missing.customers).toBe(4)
  })

  test.each([
    ['the second quarter: one who left later still belonged', '2026-04-01', '2026-06-30', [0, 1, 2, 3, 6], [6]],
    ['the third: a visit that was only recorded counts', '2026-07-01', '2026-09-30', [0, 1, 2, 6], [2]],
    ['the first days: nobody had belonged for 30 days', '2026-01-01', '2026-02-13', [], []],
  ] as const)('%s', async (_, from, until, all, visited) => {
    const reply = await office.call(coverage, { from, until })
    expect(numbers(reply.rows)).toEqual(all)
    expect(numbers(reply.rows.filter((r) => r.visitedOn !== null))).toEqual(visited)
    expect(reply).toMatchObject({ customers: all.length, visited: visited.length })
  })

  test('page by page nobody is twice, and who sees a part counts a part', async () => {
    const first = await office.call(coverage, { limit: 3 })
    const second = await office.call(coverage, { limit: 3, after: first.next ?? '' })
    expect(numbers([...first.rows, ...second.rows])).toEqual([0, 1, 2, 6])
    expect(await office.call(coverage, {}, await town.as('lu'))).toMatchObject({ customers: 0, share: null, rows: [] })
  })
})
