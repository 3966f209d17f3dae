import { beforeEach, describe, expect, test } from 'vitest'
import { startReminders } from '../src/modules/care/contract/reminders.ts'
import { createCustomer, deleteCustomer, readCustomer } from '../src/modules/customers/contract.ts'
import * as notices from '../src/modules/notifications/contract.ts'
import { createDeputy, createPerson, setPersonActive } from '../src/modules/organisation/contract.ts'
import { listPolicies } from '../src/modules/policies/contract.ts'
import { assignTasks, doTask } from '../src/modules/tasks/contract.ts'
import { hold, mornings } from './mornings.ts'
import { testOffice } from './office.ts'
import { duty, maintained, of, plan, taskTown } from './tasks.ts'

const office = await testOffice()
const town = await taskTown(office)
const { shen, lu, far, east, west, haitang, baichuan, yunlu } = town

await hold(office, 'UNIT_HEAD', [{ personId: lu.id, unitId: east.id }])
const gu = await office.call(createPerson, { login: 'gu', name: 'gu', roles: ['executive'], unitId: null })
await hold(office, 'GENERAL_MANAGER', [{ personId: gu.id, unitId: null }])

const { told, lines, morning, list, unread } = mornings(office, town.as)

const asPerson = town.as
beforeEach(async () => {
  await office.sql('delete from notice')
  await office.sql('delete from task')
  await office.sql('truncate duty_tally, duty_total, duty_load')
})

const shens = (customer: { id: number }, dueOn: string, change = {}) => duty(customer.id, dueOn, { ...of(shen, east), ...change })

describe('CARE-26 the morning', () => {
  test('tells whoever does a duty a week before, with the rule, the version and the facts, once', async () => {
    const [id] = await plan(office, [shens(haitang, '2026-12-02')])
    expect(await morning('2026-11-24')).toEqual({ looked: 0, told: 0 })
    expect(await morning('2026-11-25')).toEqual({ looked: 1, told: 1 })
    expect(await morning('2026-11-25')).toEqual({ looked: 1, told: 0 })
    const [notice] = await list('shen')
    expect(notice).toMatchObject({
      ...{ kind: 'DUTY_SOON', subjectKind: 'TASK', subjectId: id, step: 'BEFORE_7', ruleId: 'CARE-26', policyVersion: 1, over: false },
      facts: {
        duty: '大客户定期维护',
        dutyRule: 'CARE-01',
        dueOn: '2026-12-02',
        windowTo: '2026-12-09',
        days: 7,
        late: 0,
        assignee: 'shen',
      },
      customer: { id: haitang.id },
    })
    const why = await office.call(notices.readNotice, { id: notice?.id ?? 0 }, await asPerson('shen'))
    expect(why.rule).toMatchObject({ title: '计划按时完成', clause: { document: '《大客户部客户关系维护职责》' } })
    expect(await office.sql("select 1 from event where name = 'care.reminded'")).toHaveLength(1)
  })

  test('climbs from whoever does it to the head and the general manager, what falls on a day off on the next workday', async () => {
    await plan(office, [shens(haitang, '2026-11-18')])
    for (let day = 10; day <= 30; day++) await morning(`2026-11-${day}`)
    for (let day = 1; day <= 9; day++) await morning(`2026-12-0${day}`)
    expect(await lines()).toEqual([
      '11-11 shen DUTY_SOON BEFORE_7',
      '11-17 shen DUTY_SOON BEFORE_1',
      '11-25 shen DUTY_LATE AFTER_0',
      '11-30 lu DUTY_RAISED AFTER_3',
      '12-02 gu DUTY_RAISED AFTER_7',
    ])
  })

  test('after days with the machine off tells the highest step alone', async () => {
    await plan(office, [shens(haitang, '2026-11-18'), shens(baichuan, '2026-11-23')])
    await morning('2026-12-07')
    expect(await lines()).toEqual(['12-07 gu DUTY_RAISED AFTER_7', '12-07 gu DUTY_RAISED AFTER_7'])
  })

  test('tells nobody on a day off', async () => {
    await plan(office, [shens(haitang, '2026-11-18')])
    expect(await morning('2026-11-28')).toEqual({ looked: 0, told: 0 })
    expect(await told()).toEqual([])
  })

  test('is silent about what is done, and what was told of it is over', async () => {
    const [id = 0] = await plan(office, [shens(haitang, '2026-11-18')])
    await morning('2026-11-20')
    expect(await unread('shen')).toBe(1)
    await office.call(doTask, { id, version: 1, ...maintained, doneOn: '2026-11-20' }, await asPerson('shen'))
    await morning('2026-12-02')
    expect(await lines()).toEqual(['11-20 shen DUTY_SOON BEFORE_1'])
    expect(await unread('shen')).toBe(0)
    expect(await list('shen')).toMatchObject([{ over: true, readAt: null }])
  })

  test('tells the head at once of what nobody has, and of what belonged to somebody who has left', async () => {
    await plan(office, [duty(haitang.id, '2027-02-01', { unitId: east.id }), duty(yunlu.id, '2027-02-01', { unitId: west.id })])
    await morning('2026-11-25')
    await morning('2026-11-26')
    // Nobody heads the west and nobody there hands out work, so whoever may do everything would be told; there is no such person here.
    expect(await lines()).toEqual(['11-25 lu DUTY_UNASSIGNED UNASSIGNED'])
  })

  test('tells deputies of the day too', async () => {
    const span = { personId: shen.id, deputyId: lu.id, fromOn: '2026-12-09', untilOn: '2026-12-09' }
    await office.call(createDeputy, span)
    await plan(office, [shens(haitang, '2026-12-16'), shens(baichuan, '2026-12-17')])
    await morning('2026-12-09')
    await morning('2026-12-10')
    expect(await lines()).toEqual(['12-09 lu DUTY_SOON BEFORE_7', '12-09 shen DUTY_SOON BEFORE_7', '12-10 shen DUTY_SOON BEFORE_7'])
  })

  test('two at once come to the same as one', async () => {
    await plan(
      office,
      Array.from({ length: 40 }, (_, i) => shens(i % 2 ? haitang : baichuan, '2026-12-02', { period: `p${i}` })),
    )
    office.now = new Date('2026-11-25T00:30:00Z')
    const jobs = await Promise.all([office.call(startReminders, {}), office.call(startReminders, {})])
    await office.sql(`update job set input = '{"chunk":3}' where id = any($1)`, [jobs.map((j) => j.jobId)])
    await Promise.all(jobs.map((j) => office.runJob(j.jobId)))
    expect((await told()).length).toBe(40)
    expect(await list('shen')).toMatchObject([{ subjectKind: 'DAY', kind: 'DUTY_SOON', count: 40, ruleId: 'CARE-26', policyVersion: 1 }])
  })
})

describe('more than ten of a kind on a day', () => {
  const many = (n: number, dueOn = '2026-12-02') => Array.from({ length: n }, (_, i) => shens(haitang, dueOn, { period: `${dueOn} ${i}` }))

  test('stand behind one notice, which opens them; ten do not', async () => {
    await plan(office, many(10))
    await morning('2026-11-25')
    expect(await list('shen')).toHaveLength(10)
    await plan(office, many(11, '2026-12-03'))
    await morning('2026-11-26')
    const [lot, ...rest] = await list('shen')
    expect(rest).toHaveLength(10)
    expect(lot).toMatchObject({ subjectKind: 'DAY', count: 11, toldOn: '2026-11-26' })
    expect(await list('shen', { within: lot?.id ?? 0 })).toHaveLength(11)
    expect(await unread('shen')).toBe(11)
  })

  test('of which some came later the same day stand behind it too, and it is unread again', async () => {
    await plan(office, many(11))
    await morning('2026-11-25')
    const [lot] = await list('shen')
    await office.call(notices.markRead, { ids: [lot?.id ?? 0] }, await asPerson('shen'))
    expect(await unread('shen')).toBe(0)
    expect(await office.sql('select 1 from notice where read_at is null')).toEqual([])
    await morning('2026-11-25')
    expect(await unread('shen')).toBe(0)
    await plan(office, many(1, '2026-12-01'))
    await morning('2026-11-25')
    expect(await list('shen')).toMatchObject([{ id: lot?.id, count: 12, readAt: null }])
  })

  test('the lot is over once all of it is', async () => {
    const ids = await plan(office, many(11))
    await morning('2026-11-25')
    await office.sql("update task set state = 'ENDED' where id = any($1)", [ids.slice(1)])
    expect(await unread('shen')).toBe(1)
    await office.sql("update task set state = 'ENDED'")
    expect(await unread('shen')).toBe(0)
    expect(await list('shen')).toMatchObject([{ over: true }])
  })
})

describe('a notice', () => {
  test('is seen by nobody else, and only while its customer is in sight or its task is theirs', async () => {
    const [id = 0] = await plan(office, [shens(yunlu, '2026-12-02')])
    await morning('2026-11-25')
    const [notice] = await list('shen')
    expect(notice?.customer?.name).toBe('西安云麓')
    await expect(office.call(notices.readNotice, { id: notice?.id ?? 0 }, await asPerson('lu'))).rejects.toMatchObject({
      code: 'not-found',
    })
    await office.call(notices.markRead, { ids: 'ALL' }, await asPerson('lu'))
    expect(await unread('shen')).toBe(1)
    await office.call(assignTasks, { assigneeId: far.id, tasks: [{ id, version: 1 }] })
    expect(await list('shen')).toEqual([])
    expect(await unread('shen')).toBe(0)
    await expect(office.call(notices.readNotice, { id: notice?.id ?? 0 }, await asPerson('shen'))).rejects.toMatchObject({
      code: 'not-found',
    })
  })

  test('goes with its customer', async () => {
    const customer = await office.call(createCustomer, { name: '临时公司', ownerId: shen.id, unitId: east.id })
    await plan(office, [shens(customer, '2026-12-02')])
    await morning('2026-11-25')
    expect(await list('shen')).toHaveLength(1)
    const { version } = await office.call(readCustomer, { id: customer.id })
    await office.call(deleteCustomer, { id: customer.id, version })
    expect(await office.sql('select 1 from notice')).toEqual([])
  })

  test('pages by key, newest first or unread first', async () => {
    await plan(
      office,
      Array.from({ length: 9 }, (_, i) => shens(haitang, '2026-12-02', { period: `p${i}` })),
    )
    await morning('2026-11-25')
    const as = await asPerson('shen')
    const all = (await list('shen')).map((n) => n.id)
    expect(all).toEqual(all.toSorted((a, b) => b - a))
    await office.call(notices.markRead, { ids: all.slice(0, 4) }, as)
    const walk = async (order: 'NEWEST' | 'UNREAD_FIRST') => {
      const found: number[] = []
      for (let after: string | null | undefined; after !== null; ) {
        const page: { rows: { id: number }[]; next: string | null } = await office.call(
          notices.listNotices,
          { order, limit: 2, ...(after ? { after } : {}) },
          as,
        )
        found.push(...page.rows.map((r) => r.id))
        after = page.next
      }
      return found
    }
    expect(await walk('NEWEST')).toEqual(all)
    expect(await walk('UNREAD_FIRST')).toEqual([...all.slice(4), ...all.slice(0, 4)])
    expect((await list('shen', { unread: true })).map((n) => n.id)).toEqual(all.slice(4))
    await expect(office.call(notices.listNotices, { after: 'x' }, as)).rejects.toMatchObject({ code: 'invalid' })
  })

  test('is nothing for whoever is no person, or may read no customer and do no task', async () => {
    await plan(office, [shens(haitang, '2026-12-02')])
    await morning('2026-11-25')
    expect((await office.call(notices.listNotices, {})).rows).toEqual([])
    const caller = await asPerson('shen')
    const bare = { ...caller, actor: { ...caller.actor, permissions: new Set(['policies.read']) } }
    expect((await office.call(notices.listNotices, {}, bare)).rows).toEqual([])
    expect(await office.call(notices.countNotices, {}, bare)).toEqual({ unread: 0 })
  })
})

test('before there is a policy nothing can be reminded of', async () => {
  expect((await office.call(listPolicies, {})).versions.length).toBeGreaterThan(0)
  office.now = new Date('2024-06-03T00:30:00Z')
  await expect(office.call(startReminders, {})).rejects.toMatchObject({ rule: 'no-policy-yet' })
})

test('what somebody had who has left is told to the head', async () => {
  await plan(office, [duty(baichuan.id, '2026-12-02', of(town.gao, east))])
  await office.call(setPersonActive, { id: town.gao.id, version: 1, active: false })
  await morning('2026-11-25')
  expect(await lines()).toEqual(['11-25 lu DUTY_UNASSIGNED BEFORE_7'])
})
