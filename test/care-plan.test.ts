import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { addDays } from '../src/core/day.ts'
import { createCustomerDate, deleteCustomerDate } from '../src/modules/care/contract/dates.ts'
import { exportDuties, listPlans, startPlan } from '../src/modules/care/contract.ts'
import { changeCustomer, createCustomer, readCustomer } from '../src/modules/customers/contract.ts'
import { createPerson } from '../src/modules/organisation/contract.ts'
import { packSource } from '../src/modules/policies/actions/publishing.ts'
import { publishPolicy } from '../src/modules/policies/contract.ts'
import { createOrder } from '../src/modules/purchases/contract.ts'
import { doTask } from '../src/modules/tasks/contract.ts'
import { startRun } from '../src/modules/tiering/contract.ts'
import { testOffice } from './office.ts'
import { bothTallies } from './tasks.ts'

const office = await testOffice()

async function ran(endpoint: typeof startPlan | typeof startRun, input: object): Promise<{ looked: number; added: number; ended: number }> {
  const { jobId } = await office.call(endpoint as typeof startPlan, input)
  await office.runJob(jobId)
  const [job] = await office.sql<{ state: string; result: string; problem: string | null }>(
    'select state, result, problem from job where id = $1',
    [jobId],
  )
  expect(job?.state, job?.problem ?? '').toBe('DONE')
  return JSON.parse(job?.result ?? '{}')
}
const planned = (input: object = {}) => ran(startPlan, input)

type Task = { id: number; rule_id: string; kind: string; due_on: string; state: string; ended_reason: string | null; tier: string | null }
const tasksOf = (customerId: number) =>
  office.sql<Task>(
    `select id::int, rule_id, kind, due_on::text, state, ended_reason, tier from task where customer_id = $1 order by rule_id, due_on`,
    [customerId],
  )

const ids: number[] = []
const key = () => ids[0] ?? 0

beforeAll(async () => {
  await office.call(publishPolicy, { source: packSource('rfm-lifecycle') })
  for (let i = 0; i < 40; i++) {
    const { id } = await office.call(createCustomer, { name: `宁波海棠第${i}机械有限公司`, acceptDuplicates: true })
    ids.push(id)
    if (i === 39) continue
    for (const [n, on] of ['2024-03-05', '2025-11-10', '2026-10-20'].entries())
      await office.call(createOrder, { orderNo: `D${i}-${n}`, customerId: id, orderedAt: `${on}T02:00:00Z`, netAmount: 6_000_000 })
  }
  await office.sql(`update customer set class = 'KEY' where id = $1`, [key()])
  await ran(startRun, {})
})

describe('planning the book', () => {
  test('CARE-01 CARE-02 VIS-06 KA-09: a key customer is owed what the policy writes for it; one that never ordered nothing', async () => {
    const run = await planned()
    expect(run.looked).toBe(40)
    const rules = new Set((await tasksOf(key())).map((t) => t.rule_id))
    for (const rule of ['CARE-01', 'VIS-06', 'CARE-31', 'KA-09']) expect(rules).toContain(rule)
    expect(rules).not.toContain('CARE-03')
    expect(await tasksOf(ids[39] ?? 0)).toEqual([])
  })

  test('first duties wake nobody up overdue, and stand within the horizon', async () => {
    const outside = await office.sql(
      `select 1 from task where due_on < '2026-11-22' or due_on > '2027-02-20' and rule_id not in ('CARE-05')`,
    )
    expect(outside).toEqual([])
  })

  test('CARE-26 a second run adds and ends nothing, whole or only for news', async () => {
    expect(await planned()).toMatchObject({ looked: 40, added: 0, ended: 0 })
    expect(await planned({ incremental: true })).toMatchObject({ added: 0, ended: 0 })
  })

  test('two runs at once plan each duty once', async () => {
    await office.sql('delete from task')
    await office.sql('truncate duty_tally, duty_total, duty_load')
    const jobs = await Promise.all([office.call(startPlan, {}), office.call(startPlan, {})])
    await Promise.all(jobs.map(({ jobId }) => office.runJob(jobId)))
    const twice = await office.sql('select 1 from task group by customer_id, rule_id, due_on having count(*) > 1')
    expect(twice).toEqual([])
    const { kept, recounted } = await bothTallies(office)
    expect(kept).toEqual(recounted)
    expect(kept.length).toBeGreaterThan(0)
  })

  test('a change of class ends what was owed to the old one, with the reason, and plans for the new one', async () => {
    await office.sql(`update customer set class = 'GENERAL' where id = $1`, [key()])
    await office.sql(`insert into customer_touched values ('care', $1) on conflict do nothing`, [key()])
    const run = await planned({ incremental: true })
    expect(run.looked).toBe(1)
    const tasks = await tasksOf(key())
    const ended = tasks.filter((t) => t.state === 'ENDED')
    expect(ended.length).toBeGreaterThan(0)
    expect(ended.filter((t) => t.rule_id === 'CARE-01').map((t) => t.ended_reason)).toContain('CLASS_CHANGED')
    expect(tasks.filter((t) => t.state === 'OPEN' && t.rule_id === 'CARE-01')).toEqual([])
  })
})

describe('a replay', () => {
  test('is stored under its label, exported, the same twice, and changes no plan', async () => {
    const before = await office.sql('select count(*)::int as n from task')
    await planned({ asOf: '2026-06-30', until: '2026-12-31' })
    const file = async () => {
      const { fileId, rows } = await office.call(exportDuties, { asOf: '2026-06-30' })
      expect(rows).toBeGreaterThan(0)
      return readFileSync(office.company.files.pathOf(fileId), 'utf8')
    }
    const first = await file()
    expect(first.split('\n')[0]).toBe('customer_no,rule_id,kind,due_on,window_from,window_to,basis,policy_version')
    await planned({ asOf: '2026-06-30', until: '2026-12-31' })
    expect(await file()).toBe(first)
    expect(await office.sql('select count(*)::int as n from task')).toEqual(before)
    const { rows } = await office.call(listPlans, {})
    expect(rows[0]).toMatchObject({ kind: 'REPLAY', label: 'as-of 2026-06-30 policy 1', until: '2026-12-31' })
  })
})

test('a duty done in its window is followed by the next from its due day', async () => {
  const [task] = await office.sql<{ id: number; customer_id: number; due_on: string; rule_id: string }>(
    `select id::int, customer_id::int, due_on::text, rule_id from task where state = 'OPEN' and rule_id in ('CARE-03', 'CARE-21') order by due_on, id limit 1`,
  )
  expect(task).toBeDefined()
  office.now = new Date(`${task?.due_on}T02:00:00Z`)
  await office.call(doTask, {
    id: task?.id ?? 0,
    version: 1,
    doneOn: task?.due_on ?? '',
    channel: 'PHONE',
    outcome: '一切正常',
    uncheckedReason: '电话里已逐项问过',
  })
  await planned({ incremental: true })
  const { kept, recounted } = await bothTallies(office)
  expect(kept).toEqual(recounted)
  const done = (await tasksOf(task?.customer_id ?? 0)).filter((t) => t.rule_id === task?.rule_id)
  expect(done.map((t) => t.state)).toContain('DONE')
})

test('KA-08 KA-09 a manager assigned meets the duty to assign one', async () => {
  const other = ids[5] ?? 0
  await office.sql(`update customer set class = 'KEY' where id = $1`, [other])
  await office.sql(`insert into customer_touched values ('care', $1) on conflict do nothing`, [other])
  await planned({ incremental: true })
  const [open] = await office.sql<{ id: number; customer_id: number }>(
    `select id::int, customer_id::int from task where state = 'OPEN' and kind = 'ASSIGN_MANAGER' order by id limit 1`,
  )
  expect(open).toBeDefined()
  const owner = await office.call(createPerson, { login: 'zhoumin', name: '周敏', roles: ['account_manager'], unitId: null })
  const { version } = await office.call(readCustomer, { id: open?.customer_id ?? 0 })
  await office.call(changeCustomer, { id: open?.customer_id ?? 0, version, ownerId: owner.id })
  await planned({ incremental: true })
  const [met] = await office.sql<{ state: string }>('select state from task where id = $1', [open?.id])
  expect(met?.state).toBe('DONE')
})

test('EVT-02 a founding day noted today is planned with its week of preparing; taken away, its task ends', async () => {
  const customerId = ids[7] ?? 0
  const at = addDays(office.now.toISOString().slice(0, 10), 30)
  const date = await office.call(createCustomerDate, {
    customerId,
    kind: 'FOUNDING',
    title: '厂庆',
    calendar: 'SOLAR',
    monthDay: at.slice(5),
    recurring: true,
  })
  await planned({ incremental: true })
  const gift = async () => (await tasksOf(customerId)).filter((t) => t.rule_id === 'EVT-02')
  expect(await gift()).toMatchObject([{ kind: 'GIFT', due_on: at, state: 'OPEN' }])
  await office.call(deleteCustomerDate, { id: date.id, version: 1 })
  await planned({ incremental: true })
  expect(await gift()).toMatchObject([{ state: 'ENDED', ended_reason: 'RESCHEDULED' }])
})
