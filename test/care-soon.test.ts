import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Day } from '../src/core/day.ts'
import { createCustomerDate } from '../src/modules/care/contract/dates.ts'
import { startPlan } from '../src/modules/care/contract.ts'
import { createCustomer } from '../src/modules/customers/contract.ts'
import { changeInteraction, logInteraction } from '../src/modules/interactions/contract.ts'
import { createPerson } from '../src/modules/organisation/contract.ts'
import { packSource } from '../src/modules/policies/actions/publishing.ts'
import { changeCalendar, listCalendar, publishPolicy } from '../src/modules/policies/contract.ts'
import { createOrder } from '../src/modules/purchases/contract.ts'
import { doTask } from '../src/modules/tasks/contract.ts'
import { startRun } from '../src/modules/tiering/contract.ts'
import { startWorker, type Worker } from '../src/platform/jobs/worker.ts'
import { testOffice } from './office.ts'
import { done, setDay } from './studio-book.ts'

const office = await testOffice()
let worker: Worker | undefined
let [key, potential, unowned] = [0, 0, 0]

type Standing = { period: string; due_on: Day; window_from: Day; state: string; ended_reason: string | null }
const standing = (customerId: number, ruleId: string) =>
  office.sql<Standing>(
    `select period, due_on::text, window_from::text, state, ended_reason from task where customer_id = $1 and rule_id = $2 order by id`,
    [customerId, ruleId],
  )
const open = async (customerId: number, ruleId: string) => (await standing(customerId, ruleId)).filter(({ state }) => state === 'OPEN')
const dueDays = async (customerId: number, ruleId: string) => (await open(customerId, ruleId)).map((task) => task.due_on)

/** Waits until the worker has done all there is to do. */
async function idle(): Promise<void> {
  const busy = async () => {
    const [waiting] = await office.sql<{ n: number }>(
      "select (select count(*)::int from job where state in ('WAITING', 'RUNNING')) + (select count(*)::int from graphile_worker.jobs) as n",
    )
    return waiting?.n ?? 0
  }
  await vi.waitUntil(async () => (await busy()) === 0, { timeout: 60_000, interval: 100 })
}

const runs = () =>
  office.sql<{ kind: string; looked: number; added: number; ended: number }>(
    'select kind, looked::int, added::int, ended::int from care_run order by id',
  )

async function dayOff(day: Day): Promise<void> {
  const year = Number(day.slice(0, 4))
  const { noticed, days } = await office.call(listCalendar, { year })
  const kept = days.filter((d) => d.day !== day).map(({ day: on, working, name }) => ({ day: on, working, name }))
  await office.call(changeCalendar, { year, noticed, days: [...kept, { day, working: false, name: '厂休' }] })
}

beforeAll(async () => {
  setDay(office, '2026-09-10')
  await office.call(publishPolicy, { source: packSource('rfm-lifecycle'), effectiveOn: '2026-01-01' })
  const { id: ownerId } = await office.call(createPerson, { login: 'qian', name: '钱月', roles: ['account_manager'], unitId: null })
  const made = async (name: string, fields: object) => (await office.call(createCustomer, { name, ...fields })).id
  key = await made('嘉兴梧桐纺织有限公司', { ownerId })
  potential = await made('宁波海棠精密机械有限公司', { ownerId })
  unowned = await made('台州杜鹃阀门有限公司', {})
  await office.sql(`update customer set class = 'KEY' where id = any($1::bigint[])`, [[key, unowned]])
  for (const [i, on] of ['2025-09-01', '2025-12-01', '2026-06-02', '2026-07-03', '2026-08-04', '2026-08-20', '2026-09-01'].entries()) {
    for (const customerId of [key, potential]) {
      await office.call(createOrder, { orderNo: `S-${customerId}-${i}`, customerId, orderedAt: `${on}T02:00:00Z`, netAmount: 20_000_000 })
    }
  }
  await office.call(createCustomerDate, {
    customerId: potential,
    kind: 'FOUNDING',
    title: '厂庆',
    calendar: 'SOLAR',
    monthDay: '12-18',
    recurring: true,
  })
  await done(office, await office.call(startRun, {}))
  await done(office, await office.call(startPlan, {}))
  worker = await startWorker({
    deployment: office.deployment,
    house: office.house,
    clock: () => office.now,
    log: office.log,
    version: 'test',
  })
  await idle()
}, 120_000)

afterAll(() => worker?.stop())

describe('CARE-31 a contact moves the reminder to keep in touch', () => {
  test('at once, from the day of the contact; a note does not', async () => {
    const before = await dueDays(key, 'CARE-31')
    expect(before.length).toBeGreaterThan(0)
    await office.call(logInteraction, { customerId: key, channel: 'NOTE', text: '下次带样品' })
    await idle()
    expect(await dueDays(key, 'CARE-31')).toEqual(before)

    await office.call(logInteraction, { customerId: key, channel: 'PHONE', text: '问近况', happenedAt: '2026-09-08T02:00:00Z' })
    await idle()
    expect((await dueDays(key, 'CARE-31'))[0]).toBe('2026-10-08')
    expect((await standing(key, 'CARE-31')).filter(({ state }) => state === 'ENDED').map((t) => t.ended_reason)).toContain('RESCHEDULED')
  })

  test('a contact that was none after all moves it back; a note that was a call moves it on', async () => {
    const text = '问近况'
    const { id, version } = await office.call(logInteraction, { customerId: key, channel: 'PHONE', text })
    await idle()
    expect((await dueDays(key, 'CARE-31'))[0]).toBe('2026-10-10')
    const noted = await office.call(changeInteraction, { id, version, channel: 'NOTE' })
    await idle()
    expect((await dueDays(key, 'CARE-31'))[0]).toBe('2026-10-08')
    await office.call(changeInteraction, { id, version: noted.version, channel: 'IM' })
    await idle()
    expect((await dueDays(key, 'CARE-31'))[0]).toBe('2026-10-10')
  })

  test('a task reported with its contact is planned for once', async () => {
    setDay(office, '2026-09-12')
    const [task] = await office.sql<{ id: string; version: number }>(
      "select id, version from task where customer_id = $1 and rule_id = 'CARE-31' and state = 'OPEN' order by due_on limit 1",
      [key],
    )
    const before = (await runs()).length
    const contact = { channel: 'PHONE' as const, text: '问近况' }
    await office.call(doTask, { id: Number(task?.id), version: task?.version ?? 0, doneOn: '2026-09-12', channel: 'PHONE', contact })
    await idle()
    const since = (await runs()).slice(before)
    // On a slow machine a run that finds nothing left to do may follow.
    expect(since.filter(({ looked }) => looked > 0)).toHaveLength(1)
  })
})

describe('a work calendar that changed', () => {
  test('CARE-08 EVT-04 KA-09 everybody is planned for anew: what is not due yet moves, what is overdue stays', async () => {
    setDay(office, '2026-09-28')
    await office.call(startPlan, {})
    await idle()
    expect(await dueDays(potential, 'CARE-08')).toEqual(['2026-09-30'])
    setDay(office, '2026-11-20')
    const { id: fresh } = await office.call(createCustomer, { name: '衢州木槿泵业有限公司' })
    await office.sql(`update customer set class = 'KEY' where id = $1`, [fresh])
    await office.call(startPlan, {})
    await idle()
    const [late] = await open(potential, 'CARE-08')
    expect(await dueDays(potential, 'CARE-08')).toEqual(['2026-09-30', '2026-12-31'])
    expect(await dueDays(fresh, 'KA-09')).toEqual(['2026-11-27'])
    expect((await open(potential, 'EVT-02')).map((t) => [t.window_from, t.due_on])).toEqual([['2026-12-11', '2026-12-18']])
    const managed = await open(unowned, 'KA-09')

    for (const day of ['2026-12-31', '2026-12-11', '2026-11-25', '2026-09-30']) await dayOff(day)
    await idle()
    expect((await open(potential, 'CARE-08')).map((t) => t.due_on)).toEqual(['2026-09-30', '2026-12-30'])
    expect((await standing(potential, 'CARE-08')).filter((t) => t.due_on === '2026-12-31')).toMatchObject([
      { state: 'ENDED', ended_reason: 'RESCHEDULED' },
    ])
    expect((await open(potential, 'CARE-08'))[0]).toEqual(late)
    expect((await open(potential, 'EVT-02')).map((t) => [t.window_from, t.due_on])).toEqual([['2026-12-10', '2026-12-18']])
    expect(await open(unowned, 'KA-09')).toEqual(managed)
    expect(managed.map((t) => t.due_on < '2026-11-20')).toEqual([true])
    expect(await dueDays(fresh, 'KA-09')).toEqual(['2026-11-30'])
  })

  test('what says nothing new about work plans for nobody', async () => {
    const before = (await runs()).length
    const { noticed, days } = await office.call(listCalendar, { year: 2026 })
    const renamed = days.map(({ day, working, name }) => ({ day, working, name: name === '厂休' ? '放假' : name }))
    await office.call(changeCalendar, { year: 2026, noticed, days: renamed })
    await idle()
    expect((await runs()).slice(before)).toMatchObject([{ looked: 0, added: 0, ended: 0 }])
  })
})
