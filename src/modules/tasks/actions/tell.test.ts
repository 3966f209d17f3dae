import { beforeEach, describe, expect, test } from 'vitest'
import { testNow, testOffice } from '../../../../test/office.ts'
import { bothTallies, duty, maintained, of, plan, refusal, taskTown } from '../../../../test/tasks.ts'
import { timeline } from '../../customers/contract.ts'
import { tally } from '../contract/figures.ts'
import { tellTask } from '../contract/telling.ts'
import * as contract from '../contract.ts'

const office = await testOffice()
const { east, shen, haitang, as } = await taskTown(office)
const mine = of(shen, east)

beforeEach(async () => {
  office.now = testNow
  await office.sql('truncate task, duty_tally, duty_total, duty_load, interaction')
})

const visit = (change = {}) => duty(haitang.id, '2026-11-25', { ...mine, ruleId: 'CARE-02', kind: 'PRODUCT_VISIT', ...change })
const visited = {
  doneOn: '2026-11-22',
  channel: 'VISIT' as const,
  checked: ['新品推荐', '上门拜访'],
  outcome: '看了新样品',
  evidence: [{ kind: 'PRODUCT_LIST', note: '样册第 3 版' }],
}
const gift = (change = {}) => duty(haitang.id, '2026-11-25', { ...mine, ruleId: 'CARE-12', kind: 'GIFT', ...change })
const given = { doneOn: '2026-11-22', checked: ['操作手册', '周边礼品'] }

const noticeOf = async (id: number) => (await office.call(contract.readTask, { id })).notice
const tell = async (id: number, version: number, toldOn: string | null) =>
  office.call(tellTask, { id, version, toldOn, channel: toldOn === null ? null : 'PHONE' }, await as('shen'))
const announced = () =>
  office.sql("select window_to::text as by, standing, n from duty_tally where rule_id = 'CARE-15' order by window_to, standing")
const sameTallies = async () => {
  const { kept, recounted } = await bothTallies(office)
  expect(kept).toEqual(recounted)
}

describe('CARE-15 the customer is told before a visit', () => {
  test('which is due until somebody notes it; the timeline says so, with the rule that made the task', async () => {
    const [id = 0] = await plan(office, [visit()])
    const due = { daysBefore: 1, onlyOnSite: false, toldOn: null, toldFor: null, standing: 'DUE' }
    expect(await noticeOf(id)).toEqual(due)
    expect(await refusal(tell(id, 1, '2026-11-23'))).toBe('invalid invalid-input toldOn:day-in-future')
    expect(await tell(id, 1, '2026-11-22')).toMatchObject({
      notice: { toldOn: '2026-11-22', standing: 'TOLD' },
      toldChannel: 'PHONE',
      version: 2,
    })
    expect(await refusal(tell(id, 1, '2026-11-21'))).toBe('conflict changed-meanwhile')
    expect(await tell(id, 2, '2026-11-22')).toMatchObject({ version: 2 })
    const { rows } = await office.call(timeline, { id: haitang.id, limit: 1 })
    expect(rows[0]).toMatchObject({
      name: 'task.told',
      by: 'shen',
      ruleId: 'CARE-02',
      values: { told_on: '2026-11-22', told_channel: 'PHONE' },
    })
    expect(await tell(id, 2, null)).toMatchObject({ notice: due, toldChannel: null, version: 3 })
  })

  test('of the day that was agreed then: another day is another matter', async () => {
    const [id = 0] = await plan(office, [visit()])
    await office.call(contract.postponeTask, { id, version: 1, plannedOn: '2026-11-22', reason: null })
    expect(await tell(id, 2, '2026-11-22')).toMatchObject({ notice: { toldFor: '2026-11-22', standing: 'TOLD_LATE' } })
    await office.call(contract.postponeTask, { id, version: 3, plannedOn: '2026-11-27', reason: null })
    expect(await noticeOf(id)).toMatchObject({ toldOn: '2026-11-22', toldFor: '2026-11-22', standing: 'TOLD' })
  })

  test.each([
    ['a call', { ruleId: 'CARE-08', kind: 'ONLINE_REVIEW' }],
    ['a surprise', { ruleId: 'EVT-01', kind: 'GIFT' }],
  ])('but not of %s', async (_, change) => {
    const [id = 0] = await plan(office, [visit(change)])
    expect(await noticeOf(id)).toBeNull()
    expect(await refusal(tell(id, 1, '2026-11-22'))).toBe('refused no-notice-needed')
  })

  test('nor of what people set themselves, or what is settled', async () => {
    const { id } = await office.call(contract.createTask, {
      title: '送样册',
      kind: 'GIFT',
      customerId: haitang.id,
      dueOn: '2026-12-01',
      assigneeId: shen.id,
    })
    expect(await refusal(tell(id, 1, '2026-11-22'))).toBe('refused no-notice-needed')
    const [waived = 0] = await plan(office, [visit()])
    await office.call(contract.waiveTask, { id: waived, version: 1, reason: '停工' })
    expect(await refusal(tell(waived, 2, '2026-11-22'))).toBe('refused task-not-open')
    expect(await noticeOf(waived)).toBeNull()
  })
})

describe('CARE-15 a report never waits for it, and counts how it was kept', () => {
  const reported = async (made: ReturnType<typeof visit>, report: object, told: string | null = null) => {
    const [id = 0] = await plan(office, [made])
    if (told !== null) await tell(id, 1, told)
    const { notice } = await office.call(contract.doTask, { id, version: told === null ? 1 : 2, doneOn: '2026-11-22', ...report })
    await sameTallies()
    return { id, standing: notice?.standing, toldOn: notice?.toldOn }
  }

  test.each([
    ['noted the day before', visit(), visited, '2026-11-21', 'TOLD', 'ON_TIME'],
    ['noted on the day', visit(), visited, '2026-11-22', 'TOLD_LATE', 'LATE'],
    ['never', visit(), visited, null, 'NOT_TOLD', 'OPEN'],
    ['said with the report', visit(), { ...visited, toldOn: '2026-11-19' }, null, 'TOLD', 'ON_TIME'],
    ['said with the report, other than noted', visit(), { ...visited, toldOn: '2026-11-22' }, '2026-11-20', 'TOLD_LATE', 'LATE'],
    ['never, of a gift', gift(), given, null, 'NOT_TOLD', 'OPEN'],
    ['never, of maintenance on site', duty(haitang.id, '2026-11-25', mine), maintained, null, 'NOT_TOLD', 'OPEN'],
  ])('%s', async (_, made, report, told, expected, standing) => {
    expect((await reported(made, report, told)).standing).toBe(expected)
    expect(await announced()).toEqual([{ by: '2026-11-21', standing, n: 1 }])
  })

  test.each([
    ['maintenance by phone', duty(haitang.id, '2026-11-25', mine), { ...maintained, channel: 'PHONE', toldOn: '2026-11-20' }],
    ['a gift that is to surprise', gift({ ruleId: 'EVT-01' }), { checked: ['感谢信', '纪念礼品'] }],
  ])('not of %s', async (_, made, report) => {
    expect((await reported(made, report)).standing).toBeUndefined()
    expect(await announced()).toEqual([])
  })

  test('nobody is told beforehand the day after', async () => {
    const [id = 0] = await plan(office, [visit()])
    const late = { ...visited, doneOn: '2026-11-20', toldOn: '2026-11-21' }
    expect(await refusal(office.call(contract.doTask, { id, version: 1, ...late }))).toBe('invalid invalid-input toldOn:told-after-done')
  })

  test('a report taken back counts no more; that the customer was told stays noted', async () => {
    const { id } = await reported(visit(), visited, '2026-11-21')
    await office.call(contract.reopenTask, { id, version: 3 })
    expect(await announced()).toEqual([])
    expect(await noticeOf(id)).toMatchObject({ toldOn: '2026-11-21', standing: 'TOLD' })
    await sameTallies()
  })

  test('C12 whoever was told of a visit was told of all that it served', async () => {
    const yearly = { ruleId: 'CARE-05', kind: 'ANNUAL_VISIT', period: '2026' }
    const [id = 0, other = 0] = await plan(office, [visit(), visit(yearly)])
    await tell(id, 1, '2026-11-20')
    const also = [{ id: other, version: 1, checked: ['定制礼品', '业务复盘'], evidence: [{ kind: 'GIFT_RECORD', note: '礼品一份' }] }]
    await office.call(contract.doTask, { id, version: 2, ...visited, also })
    expect(await noticeOf(other)).toMatchObject({ toldOn: '2026-11-20', standing: 'TOLD' })
    expect(await announced()).toEqual([{ by: '2026-11-21', standing: 'ON_TIME', n: 2 }])
  })

  test('it is no duty beside the others: counted where that rule is asked for', async () => {
    await reported(visit(), visited)
    const span = { from: '2026-01-01', until: '2026-12-31' }
    const [all] = (await office.call(tally, span)).rows
    expect(all?.counts).toMatchObject({ onTime: 1, overdue: 0 })
    const [told] = (await office.call(tally, { ...span, ruleId: 'CARE-15' })).rows
    expect(told?.counts).toMatchObject({ onTime: 0, overdue: 1 })
  })
})
