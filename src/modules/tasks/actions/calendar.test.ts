import { beforeEach, describe, expect, test } from 'vitest'
import { everything, testNow, testOffice } from '../../../../test/office.ts'
import { duty, maintained, of, plan, refusal, taskTown } from '../../../../test/tasks.ts'
import { taskCalendar } from '../contract/calendar.ts'
import * as contract from '../contract.ts'
import { mostADay, spanOf } from '../policy/calendar.ts'
import { type Whose, workedStatement } from '../queries/calendar.ts'
import { spansStatement } from '../queries/list.ts'

const office = await testOffice()
const { east, west, shen, lu, gao, far, haitang, baichuan, yunlu, as } = await taskTown(office)
const november = spanOf('month', '2026-11-22')

beforeEach(async () => {
  office.now = testNow
  await office.sql('truncate task, duty_tally, duty_total, duty_load')
})

/** The days that have tasks: counts, then whose tasks are shown. */
const told = async (login: string, input: object = {}) => {
  const { days } = await office.call(taskCalendar, { ...november, ...input }, await as(login))
  return days
    .filter(({ counts }) => Object.values(counts).some((n) => n > 0))
    .map(({ day, counts: c, rows }) =>
      `${day} ${c.open}/${c.overdue}/${c.onTime}/${c.late}/${c.waived} ${rows.map((r) => r.customerName ?? r.title).join(' ')}`.trim(),
    )
}

describe('a calendar', () => {
  test('has every day of its span once, with holidays, make-up days and the lunar date', async () => {
    const { today, days } = await office.call(taskCalendar, { from: '2026-09-20', until: '2026-10-10' })
    expect(today).toBe('2026-11-22')
    expect(days.length).toBe(21)
    const of = (day: string) => days.find((d) => d.day === day)
    expect(of('2026-09-25')).toMatchObject({ working: false, festival: '中秋', lunar: { month: 8, day: 15, leap: false } })
    expect(of('2026-10-01')).toMatchObject({ working: false, holiday: expect.stringContaining('国庆') })
    expect(of('2026-10-10')).toMatchObject({ working: true, holiday: expect.stringContaining('国庆') })
    expect(of('2026-09-22')).toMatchObject({ working: true, holiday: null, festival: null })
  })

  test('tells tasks on the day they are worked on: the appointment, else the due day', async () => {
    const [a = 0, b = 0, c = 0] = await plan(office, [
      duty(haitang.id, '2026-11-23', of(shen, east)),
      duty(haitang.id, '2026-11-10', of(shen, east)),
      duty(haitang.id, '2026-11-03', of(shen, east)),
    ])
    const me = await as('shen')
    await office.call(contract.postponeTask, { id: a, version: 1, plannedOn: '2026-11-25' }, me)
    await office.call(contract.doTask, { id: b, version: 1, ...maintained }, me)
    await office.call(contract.waiveTask, { id: c, version: 1, reason: '停工' })
    expect(await told('shen')).toEqual([
      '2026-11-03 0/0/0/0/1 宁波海棠电子',
      '2026-11-10 0/0/0/1/0 宁波海棠电子',
      '2026-11-25 1/0/0/0/0 宁波海棠电子',
    ])
    const [row] = (await office.call(taskCalendar, { from: '2026-11-25', until: '2026-11-25' }, me)).days[0]?.rows ?? []
    expect(row).toMatchObject({ title: expect.stringMatching(/./), plannedOn: '2026-11-25', version: 2 })
  })

  test('leaves out what is owed no longer, and what is still open of the past is overdue', async () => {
    const [a = 0] = await plan(office, [duty(haitang.id, '2026-11-05', of(shen, east)), duty(haitang.id, '2026-11-06', of(shen, east))])
    await office.sql("update task set state = 'ENDED', ended_reason = 'TIER' where id = $1", [a])
    expect(await told('shen')).toEqual(['2026-11-06 0/1/0/0/0 宁波海棠电子'])
  })

  test('shows the first tasks of a day and counts all of them', async () => {
    const same = ['1', '2', '3', '4', '5'].map((period) => duty(haitang.id, '2026-11-24', { period, ...of(shen, east) }))
    await plan(office, same)
    const day = async (limit: number) =>
      (await office.call(taskCalendar, { from: '2026-11-24', until: '2026-11-24', limit }, await as('shen'))).days[0]
    expect(await day(2)).toMatchObject({ counts: { open: 5 }, more: false, rows: [{}, {}] })
    expect((await day(0))?.rows).toEqual([])
    expect((await day(200))?.rows.length).toBe(5)
  })
})

describe('whose calendar', () => {
  beforeEach(async () => {
    await plan(office, [
      duty(haitang.id, '2026-11-20', of(shen, east)),
      duty(baichuan.id, '2026-11-21', of(lu, east)),
      duty(baichuan.id, '2026-11-22', { unitId: east.id }),
      duty(yunlu.id, '2026-11-23', of(far, west)),
      duty(haitang.id, '2026-11-24', of(gao, east)),
    ])
    await office.call(contract.createTask, { title: '写周报', dueOn: '2026-11-27', assigneeId: shen.id }, await as('lu'))
  })

  test('is one’s own unless somebody else’s is asked for', async () => {
    expect(await told('shen')).toEqual(['2026-11-20 1/0/0/0/0 宁波海棠电子', '2026-11-27 1/0/0/0/0 写周报'])
    expect(await told('gao')).toEqual(['2026-11-24 1/0/0/0/0 宁波海棠电子'])
    expect(await told('pei')).toEqual([])
    const { days } = await office.call(taskCalendar, november)
    expect(days.every((d) => d.rows.length === 0)).toBe(true)
  })

  test('a unit’s, with those below it, as far as one sees', async () => {
    const all = ['2026-11-20', '2026-11-21', '2026-11-22', '2026-11-24']
    const daysOf = async (login: string, unitId: number) => (await told(login, { unitId })).map((line) => line.slice(0, 10))
    expect(await daysOf('lu', east.id)).toEqual([...all, '2026-11-27'])
    expect(await daysOf('pei', east.id)).toEqual(all)
    expect(await daysOf('shen', east.id)).toEqual(['2026-11-20', '2026-11-24', '2026-11-27'])
    expect(await daysOf('lu', west.id)).toEqual([])
    expect(await daysOf('far', east.id)).toEqual([])
    const [{ parent_id: root } = { parent_id: '0' }] = await office.sql<{ parent_id: string }>('select parent_id from unit where id = $1', [
      east.id,
    ])
    expect(await daysOf('pei', Number(root))).toEqual([...all.slice(0, 3), '2026-11-23', '2026-11-24'])
  })

  test('a person’s and nobody’s, as far as one sees', async () => {
    expect(await told('lu', { assignee: shen.id })).toEqual(['2026-11-20 1/0/0/0/0 宁波海棠电子', '2026-11-27 1/0/0/0/0 写周报'])
    expect(await told('pei', { assignee: shen.id })).toEqual(['2026-11-20 1/0/0/0/0 宁波海棠电子'])
    expect(await told('far', { assignee: shen.id })).toEqual([])
    expect(await told('lu', { assignee: 'none' })).toEqual(['2026-11-22 1/0/0/0/0 百川物流'])
    expect(await told('far', { assignee: 'none' })).toEqual([])
    expect(await told('lu', { assignee: shen.id, unitId: west.id })).toEqual([])
  })

  test('refuses what it cannot tell', async () => {
    const asked = async (input: object) => refusal(office.call(taskCalendar, { ...november, ...input }, await as('lu')))
    expect(await asked({ unitId: 9_999_999 })).toBe('not-found not-found')
    expect(await asked({ until: '2026-10-01' })).toBe('invalid invalid-input until:day-before-from')
    expect(await asked({ from: '2026-10-01', until: '2026-11-15' })).toBe('invalid invalid-input until:span-too-long')
    expect(await asked({ from: '2026-10-01', until: '2026-11-14' })).toBe('allowed')
    expect(await asked({ from: '0001-01-01', until: '0001-01-02' })).toBe('invalid invalid-input from:outside-calendar')
    expect(await asked({ from: '9999-12-31', until: '9999-12-31' })).toBe('invalid invalid-input from:outside-calendar')
  })
})

describe('many tasks', () => {
  test('a day beyond the bound says that there are more', async () => {
    await many(600)
    const [day] = (await office.call(taskCalendar, { from: '2026-11-24', until: '2026-11-24' }, await as('shen'))).days
    expect(day).toMatchObject({ more: true, counts: { open: mostADay } })
    expect(day?.rows.length).toBe(3)
  })

  test('are found by indexes, never by reading all of them', async () => {
    await many(20_000)
    await office.sql('analyze task')
    const head = { scope: (await as('lu')).scope, personId: lu.id }
    const all = { scope: everything, personId: null }
    const whose: Whose[] = [
      { assigneeId: lu.id },
      { assigneeId: shen.id },
      { assigneeId: null },
      { unitIds: [east.id] },
      { unitIds: [east.id, west.id] },
      { assigneeId: shen.id, unitIds: [east.id] },
    ]
    for (const asked of whose) {
      for (const viewer of [head, all]) {
        const { sql, parameters } = workedStatement(viewer, november, asked).compile(office.company.db)
        const rows = await office.sql<{ 'QUERY PLAN': string }>(`explain ${sql}`, [...parameters])
        const steps = rows.map((r) => r['QUERY PLAN']).join('\n')
        expect(steps).toMatch(/task_worked_(assignee|unit)/)
        expect(steps).not.toMatch(/Seq Scan on task\b/)
      }
    }
  })

  test('of a person’s day are counted in the order of an index', async () => {
    await many(20_000)
    await office.sql('vacuum analyze task')
    const { sql, parameters } = spansStatement(shen.id, '2026-12-01', 20).compile(office.company.db)
    const rows = await office.sql<{ 'QUERY PLAN': string }>(`explain ${sql}`, [...parameters])
    const [comes = '', appointed = ''] = rows
      .map((r) => r['QUERY PLAN'])
      .join('\n')
      .split('task_waiting')
    expect(comes).toContain('GroupAggregate')
    expect(comes).not.toContain('Sort')
    expect(appointed).not.toMatch(/Seq Scan/)
  })

  /** So many duties, spread over two years but for 600 on one day. */
  const many = (count: number) =>
    office.sql(
      `insert into task (origin, kind, customer_id, rule_id, period, policy_version, due_on, window_from, window_to, state, counted, assignee_id, unit_id,
         created_at, changed_at)
       select 'POLICY', 'MAINTENANCE', $1, 'CARE-01', i::text, 1, d, d, d + 7, 'OPEN', true,
         case when i <= 600 or i % 50 = 0 then $2::bigint else $3::bigint end, $4, now(), now()
       from (select i, case when i <= 600 then date '2026-11-24' else date '2026-01-01' + i % 700 end as d from generate_series(1, $5::int) i) x`,
      [haitang.id, shen.id, lu.id, east.id, count],
    )
})
