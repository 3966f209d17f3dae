import { beforeEach, describe, expect, test } from 'vitest'
import { testNow, testOffice } from '../../../../test/office.ts'
import { bothTallies, maintained as done, duty, of, plan, refusal, taskTown } from '../../../../test/tasks.ts'
import { tally, workload } from '../contract/figures.ts'
import * as contract from '../contract.ts'

const office = await testOffice()
const { east, west, shen, lu, gao, far, haitang, baichuan, yunlu, as } = await taskTown(office)

beforeEach(async () => {
  office.now = testNow
  await office.sql('truncate task, duty_tally, duty_total, duty_load')
})

describe('who sees a task', () => {
  const listed = async (login: string, filter: object = {}) => {
    const { rows } = await office.call(contract.listTasks, filter, await as(login))
    return rows.map((r) => `${r.customerName} ${r.dueOn}`)
  }

  test('whoever sees its customer, and whoever is to do it', async () => {
    const [id = 0] = await plan(office, [
      duty(haitang.id, '2026-11-22', of(gao, east)),
      duty(baichuan.id, '2026-11-20', of(shen, east)),
      duty(yunlu.id, '2026-11-21', of(far, west)),
    ])
    expect(await listed('shen')).toEqual(['百川物流 2026-11-20', '宁波海棠电子 2026-11-22'])
    expect(await listed('gao')).toEqual(['宁波海棠电子 2026-11-22'])
    expect(await listed('lu')).toEqual(['百川物流 2026-11-20', '宁波海棠电子 2026-11-22'])
    expect(await listed('pei')).toEqual(['百川物流 2026-11-20', '西安云麓 2026-11-21', '宁波海棠电子 2026-11-22'])
    expect(await office.call(contract.readTask, { id }, await as('gao'))).toMatchObject({ customerName: '宁波海棠电子' })
    expect(await refusal(office.call(contract.readTask, { id }, await as('far')))).toBe('not-found not-found')
    const give = { assigneeId: lu.id, tasks: [{ id, version: 1 }] }
    expect(await refusal(office.call(contract.doTask, { id, version: 1, ...done }, await as('far')))).toBe('not-found not-found')
    expect(await refusal(office.call(contract.assignTasks, give, await as('far')))).toBe('forbidden not-permitted')
  })

  test('whoever does not see the customer reports the contact with the task', async () => {
    const [id = 0] = await plan(office, [duty(yunlu.id, '2026-11-22', of(shen, east))])
    const seen = async (login: string) => (await office.call(contract.readTask, { id }, await as(login))).customerInSight
    expect([await seen('shen'), await seen('far')]).toEqual([false, true])
    const contact = { channel: 'VISIT' as const, text: '运转正常' }
    const report = { id, version: 1, ...done }
    expect(await refusal(office.call(contract.doTask, { ...report, contact }, await as('shen')))).toBe('not-found not-found')
    expect(await office.call(contract.doTask, report, await as('shen'))).toMatchObject({
      state: 'DONE',
      channel: 'VISIT',
      interactionId: null,
    })
  })

  test('one without a customer only whoever set it and whoever is to do it', async () => {
    const made = await office.call(contract.createTask, { title: '写周报', dueOn: '2026-11-27', assigneeId: shen.id }, await as('lu'))
    const mine = async (login: string) => (await office.call(contract.listTasks, {}, await as(login))).rows.map((r) => r.title)
    expect([await mine('lu'), await mine('shen'), await mine('pei'), await mine('far')]).toEqual([['写周报'], ['写周报'], [], []])
    expect(await refusal(office.call(contract.readTask, { id: made.id }, await as('pei')))).toBe('not-found not-found')
    expect(await refusal(office.call(contract.readTask, { id: made.id }))).toBe('not-found not-found')
  })

  test('filtered, and page by page without gap or repeat', async () => {
    const days = ['2026-11-01', '2026-11-20', '2026-11-20', '2026-12-20']
    await plan(
      office,
      days.flatMap((day, i) => [
        duty(haitang.id, day, { period: `${i}`, ...of(shen, east) }),
        duty(baichuan.id, day, { period: `${i}`, ruleId: 'VIS-06', kind: 'FOLLOW_UP_VISIT', assigneeId: i === 0 ? shen.id : null }),
      ]),
    )
    const caller = await as('shen')
    const found: number[] = []
    for (let after: string | undefined; ; ) {
      const page = await office.call(contract.listTasks, { limit: 2, ...(after ? { after } : {}) }, caller)
      found.push(...page.rows.map((r) => r.id))
      if (page.next === null) break
      after = page.next
    }
    expect(found).toEqual((await office.call(contract.listTasks, {}, caller)).rows.map((r) => r.id))
    expect(new Set(found).size).toBe(5)
    const count = async (filter: object) => (await office.call(contract.listTasks, filter, await as('lu'))).rows.length
    expect(await count({ assignee: 'none' })).toBe(3)
    expect(await count({ assignee: shen.id })).toBe(5)
    expect(await count({ assignee: 'me' })).toBe(0)
    expect(await count({ overdue: true })).toBe(2)
    expect(await count({ overdue: false })).toBe(6)
    expect(await count({ overdue: true, state: 'DONE' })).toBe(0)
    expect(await count({ kind: 'FOLLOW_UP_VISIT', from: '2026-11-02', until: '2026-11-20' })).toBe(2)
    expect(await count({ ruleId: 'CARE-01', unitId: east.id, customerId: haitang.id, state: 'OPEN' })).toBe(4)
    expect(await refusal(office.call(contract.listTasks, { after: 'x' }, caller))).toContain('after:bad-cursor')
  })
})

describe('tasks set by hand', () => {
  test('are for oneself, or with tasks.assign for colleagues in reach', async () => {
    const set = async (login: string, change: object) =>
      refusal(office.call(contract.createTask, { title: '送样', dueOn: '2026-11-27', ...change }, await as(login)))
    expect(await set('shen', { customerId: haitang.id })).toBe('allowed')
    expect(await set('shen', { customerId: yunlu.id })).toBe('not-found not-found')
    expect(await set('shen', { assigneeId: lu.id })).toBe('forbidden not-permitted')
    expect(await set('lu', { assigneeId: shen.id })).toBe('allowed')
    expect(await set('lu', { assigneeId: far.id })).toBe('invalid invalid-input assigneeId:no-such-person')
    expect(await set('shen', { dueOn: '2026-11-21' })).toBe('invalid invalid-input dueOn:in-the-past')
    expect(await office.sql('select n from duty_tally')).toEqual([])
    const [row] = (await office.call(contract.listTasks, { assignee: 'me', customerId: haitang.id }, await as('shen'))).rows
    expect(row).toMatchObject({
      origin: 'HAND',
      kind: 'OTHER',
      title: '送样',
      ruleId: null,
      counted: false,
      windowTo: '2026-11-27',
      class: 'GENERAL',
    })
  })
})

describe('tasks are given to people', () => {
  test('many at once, all or none', async () => {
    const [a = 0, b = 0, c = 0] = await plan(office, [
      duty(haitang.id, '2026-11-22', of(lu, east)),
      duty(baichuan.id, '2026-11-22', of(lu, east)),
      duty(yunlu.id, '2026-11-22', of(far, west)),
    ])
    const head = await as('lu')
    const give = (tasks: [id: number, version: number][], assigneeId = shen.id) =>
      office.call(contract.assignTasks, { assigneeId, tasks: tasks.map(([id, version]) => ({ id, version })) }, head)
    expect(
      await refusal(
        give([
          [a, 1],
          [b, 5],
        ]),
      ),
    ).toBe('conflict changed-meanwhile tasks.1.version:task-changed')
    expect(
      await refusal(
        give([
          [a, 1],
          [c, 1],
        ]),
      ),
    ).toBe('not-found not-found')
    expect(
      await refusal(
        give([
          [a, 1],
          [a, 1],
        ]),
      ),
    ).toBe('invalid invalid-input tasks:listed-twice')
    expect(await refusal(give([[a, 1]], far.id))).toBe('invalid invalid-input assigneeId:no-such-person')
    expect(
      await give([
        [a, 1],
        [b, 1],
      ]),
    ).toEqual({ assigned: 2 })
    expect(await give([[a, 2]])).toEqual({ assigned: 0 })
    const { rows } = await office.call(contract.listTasks, { assignee: 'me' }, await as('shen'))
    expect(rows.map((r) => [r.id, r.version])).toEqual([
      [a, 2],
      [b, 2],
    ])
    const { kept, recounted } = await bothTallies(office)
    expect(kept).toEqual(recounted)
  })
})

describe('a person’s day', () => {
  test('holds what is overdue, due, in its window and coming, with counts beyond what is shown', async () => {
    const mine = of(shen, east)
    await plan(office, [
      ...['2026-11-01', '2026-11-02', '2026-11-03'].map((day) => duty(haitang.id, day, mine)),
      ...['2026-11-22', '2026-11-25', '2026-11-30'].map((day) => duty(haitang.id, day, mine)),
      duty(haitang.id, '2026-11-28', { ...mine, ruleId: 'EVT-01', windowFrom: '2026-11-28', windowTo: '2026-11-28' }),
      duty(baichuan.id, '2026-11-22', of(lu, east)),
    ])
    const day = await office.call(contract.todaysTasks, { limit: 2 }, await as('shen'))
    const shown = (heap: { count: number; rows: { dueOn: string }[] }) => [heap.count, ...heap.rows.map((r) => r.dueOn)]
    expect(day.today).toBe('2026-11-22')
    expect(shown(day.overdue)).toEqual([3, '2026-11-01', '2026-11-02'])
    expect(shown(day.dueToday)).toEqual([1, '2026-11-22'])
    expect(shown(day.inWindow)).toEqual([1, '2026-11-25'])
    expect(shown(day.nextDays)).toEqual([1, '2026-11-28'])
  })

  test('is empty for whoever is nobody in particular', async () => {
    expect((await office.call(contract.todaysTasks, {})).overdue).toEqual({ count: 0, rows: [] })
  })
})

describe('figures', () => {
  beforeEach(async () => {
    const [a = 0, b = 0, c = 0] = await plan(office, [
      duty(haitang.id, '2026-10-10', of(shen, east)),
      duty(baichuan.id, '2026-10-10', of(shen, east)),
      duty(haitang.id, '2026-11-10', of(shen, east)),
      duty(haitang.id, '2026-11-22', { ...of(shen, east), ruleId: 'VIS-06' }),
      duty(baichuan.id, '2026-11-25', { unitId: east.id }),
      duty(yunlu.id, '2026-11-25', of(far, west)),
    ])
    await office.call(contract.doTask, { id: a, version: 1, ...done, doneOn: '2026-10-17' })
    await office.call(contract.doTask, { id: b, version: 1, ...done, doneOn: '2026-10-18' })
    await office.call(contract.waiveTask, { id: c, version: 1, reason: '停工' })
  })

  test('CARE-26 add up to what is owed in the span: on time, late, not done, waived', async () => {
    const whole = { from: '2026-10-01', until: '2026-12-31' }
    const none = { open: 0, overdue: 0, onTime: 0, late: 0, waived: 0, notApplicable: 0 }
    const all = await office.call(tally, whole)
    expect(all.rows.map((r) => r.counts)).toEqual([{ ...none, open: 3, onTime: 1, late: 1, waived: 1 }])
    const byMonth = await office.call(tally, { ...whole, by: ['month', 'rule'] })
    expect(byMonth.rows.map((r) => [r.month, r.ruleId, Object.values(r.counts).reduce((a, b) => a + b)])).toEqual([
      ['2026-10', 'CARE-01', 2],
      ['2026-11', 'CARE-01', 1],
      ['2026-11', 'VIS-06', 1],
      ['2026-12', 'CARE-01', 2],
    ])
    office.now = new Date('2026-12-01T02:00:00Z')
    const later = await office.call(tally, { ...whole, by: ['person'], ruleId: 'VIS-06' })
    expect(later.rows).toMatchObject([{ personId: shen.id, personName: 'shen', unitName: null, counts: { ...none, overdue: 1 } }])
  })

  test('are of the viewer’s own units and people', async () => {
    const owed = async (login: string) =>
      (await office.call(tally, { from: '2026-10-01', until: '2026-12-31', by: ['unit'] }, await as(login))).rows.map((r) => [
        r.unitName,
        Object.values(r.counts).reduce((a, b) => a + b),
      ])
    expect(await owed('lu')).toEqual([['东区', 5]])
    expect(await owed('shen')).toEqual([['东区', 4]])
    expect((await owed('pei')).length).toBe(2)
  })

  test('of work ahead stand by person and week, what nobody has apart', async () => {
    const ahead = await office.call(workload, { weeks: 2 }, await as('lu'))
    expect(ahead.weeks).toEqual(['2026-W47', '2026-W48'])
    expect(ahead.people).toEqual([
      {
        personId: shen.id,
        name: 'shen',
        unitName: '东区',
        earlier: 0,
        weeks: [
          { week: '2026-W47', tasks: 1 },
          { week: '2026-W48', tasks: 0 },
        ],
        total: 1,
      },
    ])
    expect(ahead.unassigned).toMatchObject({ total: 1, weeks: [{ tasks: 0 }, { tasks: 1 }] })
  })
})
