import { beforeEach, describe, expect, test } from 'vitest'
import { testNow, testOffice } from '../../../../test/office.ts'
import { duty, maintained, of, plan, refusal, taskTown } from '../../../../test/tasks.ts'
import { type TeamHeap, team, teamHeaps, teamTasks, teamToday } from '../contract/team.ts'
import * as contract from '../contract.ts'

const office = await testOffice()
const { east, west, shen, lu, far, haitang, baichuan, yunlu, as } = await taskTown(office)

/** A Wednesday, so that the week lies on both sides. */
const wednesday = new Date('2026-11-25T02:00:00Z')

beforeEach(async () => {
  office.now = wednesday
  await office.sql('truncate task, duty_tally, duty_total, duty_load')
})

const mine = of(shen, east)

/** One on each of a person's heaps, and two that nobody has. */
async function week() {
  const [, , , , done = 0] = await plan(office, [
    duty(haitang.id, '2026-11-10', mine),
    duty(haitang.id, '2026-11-25', mine),
    duty(haitang.id, '2026-11-28', mine),
    duty(haitang.id, '2026-12-20', mine),
    duty(baichuan.id, '2026-11-24', mine),
    duty(baichuan.id, '2026-11-20', { unitId: east.id }),
    duty(baichuan.id, '2026-12-01', { unitId: east.id }),
    duty(yunlu.id, '2026-11-25', of(far, west)),
  ])
  await office.call(contract.doTask, { id: done, version: 1, ...maintained, doneOn: '2026-11-24' })
}

describe('a team', () => {
  test('stands by person, heap by heap; what nobody has stands apart', async () => {
    await week()
    const { people, unassigned } = await office.call(team, { unitId: east.id }, await as('lu'))
    expect(people.map((p) => [p.name, p.overdue, p.today, p.week, p.open, p.done])).toEqual([
      ['lu', 0, 0, 0, 0, 0],
      ['shen', 1, 1, 1, 4, 1],
    ])
    expect(unassigned).toMatchObject({ overdue: 0, today: 0, week: 0, open: 2, done: 0 })
  })

  test('CARE-26 judges on time over windows that ended in the last 90 days, what is still open included', async () => {
    const [a = 0, b = 0, c = 0] = await plan(office, [
      duty(haitang.id, '2026-10-01', mine),
      duty(haitang.id, '2026-10-02', mine),
      duty(haitang.id, '2026-10-03', mine),
      duty(haitang.id, '2026-10-04', mine),
      duty(haitang.id, '2026-07-01', mine),
      duty(haitang.id, '2026-11-24', mine),
    ])
    await office.call(contract.doTask, { id: a, version: 1, ...maintained, doneOn: '2026-10-05' })
    await office.call(contract.doTask, { id: b, version: 1, ...maintained, doneOn: '2026-10-30' })
    await office.call(contract.waiveTask, { id: c, version: 1, reason: '停工' })
    const { people } = await office.call(team, { unitId: east.id }, await as('lu'))
    expect(people.find((p) => p.personId === shen.id)).toMatchObject({ judged: 3, onTime: 1 })
  })

  test('every figure is the number of tasks behind it', async () => {
    await week()
    office.now = new Date('2026-11-26T02:00:00Z')
    for (const input of [{}, { unitId: east.id }]) {
      const head = await as('lu')
      const { people, unassigned } = await office.call(team, input, head)
      const behind = async (assignee: number | 'none', heap: TeamHeap) =>
        (await office.call(teamTasks, { ...input, assignee, heap }, head)).rows.length
      for (const heap of ['overdue', 'today', 'week', 'open', 'done'] as const) {
        for (const person of people)
          expect([person.name, heap, await behind(person.personId, heap)]).toEqual([person.name, heap, person[heap]])
        expect([heap, await behind('none', heap)]).toEqual([heap, unassigned[heap]])
      }
    }
  })

  test('the tasks of a span of days, and those left from before this week', async () => {
    await week()
    const head = await as('lu')
    const days = async (input: object) =>
      (await office.call(teamTasks, { assignee: shen.id, heap: 'span', ...input }, head)).rows.map((r) => r.dueOn)
    expect(await days({ from: '2026-11-25', until: '2026-12-20' })).toEqual(['2026-11-25', '2026-11-28', '2026-12-20'])
    expect(await days({ heap: 'earlier' })).toEqual(['2026-11-10'])
    expect(await office.call(teamTasks, { assignee: shen.id, heap: 'open', limit: 2 }, head)).toMatchObject({ more: true, rows: [{}, {}] })
    expect(await refusal(days({}))).toBe('invalid invalid-input from:missing')
    expect(await refusal(days({ from: '2026-11-25' }))).toBe('invalid invalid-input until:missing')
  })
})

describe('whose team', () => {
  beforeEach(week)

  test('that of whoever hands out work there, with all units below', async () => {
    const names = async (login: string, input: object = {}) => {
      const { people } = await office.call(team, input, await as(login))
      return people.map((p) => `${p.name} ${p.open}`)
    }
    expect(await names('lu')).toEqual(['lu 0', 'shen 4'])
    expect(await names('lu', { unitId: west.id })).toEqual(['far 0', 'gao 0'])
    const [{ parent_id: root } = { parent_id: '0' }] = await office.sql<{ parent_id: string }>('select parent_id from unit where id = $1', [
      east.id,
    ])
    expect(await names('lu', { unitId: Number(root) })).toContain('shen 4')
    expect(await names('lu', { unitId: Number(root) })).toContain('far 0')
    const everybody = await office.call(team, {})
    expect(everybody.people.map((p) => `${p.name} ${p.open}`)).toEqual(['shen 4', 'far 1'])
    expect(await refusal(office.call(team, {}, await as('shen')))).toBe('forbidden not-permitted')
    expect(await refusal(office.call(team, { unitId: 9_999_999 }))).toBe('not-found not-found')
  })

  test('a task whose customer is out of sight is in no figure and no list', async () => {
    const head = await as('lu')
    for (const heap of teamHeaps.filter((h) => h !== 'span'))
      expect((await office.call(teamTasks, { assignee: far.id, heap }, head)).rows).toEqual([])
    expect((await office.call(teamTasks, { assignee: far.id, heap: 'open', unitId: west.id }, head)).rows).toEqual([])
  })
})

describe('a head’s day', () => {
  test('tells what is late with others and what nobody has, the oldest first', async () => {
    await week()
    await plan(office, [duty(baichuan.id, '2026-11-01', of(lu, east)), duty(haitang.id, '2026-11-02', mine)])
    const day = await office.call(teamToday, { limit: 2 }, await as('lu'))
    expect(day.overdue).toMatchObject({ count: 2, more: false })
    expect(day.overdue.rows.map((r) => [r.assigneeName, r.dueOn])).toEqual([
      ['shen', '2026-11-02'],
      ['shen', '2026-11-10'],
    ])
    expect(day.unassigned.rows.map((r) => r.dueOn)).toEqual(['2026-11-20', '2026-12-01'])
    office.now = testNow
    expect((await office.call(teamToday, {})).unassigned.count).toBe(2)
  })

  test('counts up to a bound', async () => {
    await plan(
      office,
      Array.from({ length: 1001 }, (_, i) => duty(baichuan.id, '2026-11-20', { period: `${i}`, unitId: east.id })),
    )
    expect((await office.call(teamToday, {}, await as('lu'))).unassigned).toMatchObject({ count: 1000, more: true })
  })
})
