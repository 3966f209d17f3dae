import { beforeEach, describe, expect, test } from 'vitest'
import { testNow, testOffice } from '../../../../test/office.ts'
import { bothTallies, maintained as done, duty, of, plan, refusal, taskTown } from '../../../../test/tasks.ts'
import { timeline } from '../../customers/contract.ts'
import { logInteraction } from '../../interactions/contract.ts'
import * as contract from '../contract.ts'

const office = await testOffice()
const { east, shen, haitang, baichuan, as } = await taskTown(office)

beforeEach(async () => {
  office.now = testNow
  await office.sql('truncate task, duty_tally, duty_total, duty_load')
})

describe('a duty tells why it is there', () => {
  test('CARE-01 with its rule, clause, version, facts and what is asked', async () => {
    const [id = 0] = await plan(office, [duty(haitang.id, '2026-11-22', of(shen, east))])
    expect(await office.call(contract.readTask, { id }, await as('shen'))).toMatchObject({
      ruleId: 'CARE-01',
      policyVersion: 1,
      period: '2026-11-22',
      basis: 'LAST_DONE',
      facts: { lastDoneOn: '2026-08-22', months: 3 },
      customerName: '宁波海棠电子',
      assigneeName: 'shen',
      unitName: '东区',
      standing: 'OPEN',
      rule: {
        title: '大客户定期维护',
        clause: { document: '《公司客户管理规定》', place: '第4条第2款' },
        checklist: ['使用情况', '在办事项', '下步需求'],
        channels: ['PHONE', 'VISIT', 'VIDEO', 'IM'],
        evidence: ['INTERACTION'],
      },
    })
  })
})

describe('a task is done', () => {
  test('CARE-01 as the rule asks, on time, and the customer’s timeline says so with the rule', async () => {
    const [id = 0] = await plan(office, [duty(haitang.id, '2026-11-22', of(shen, east))])
    const caller = await as('shen')
    expect(await office.call(contract.doTask, { id, version: 1, ...done, nextStep: '月底送样' }, caller)).toMatchObject({
      state: 'DONE',
      standing: 'ON_TIME',
      doneOn: '2026-11-22',
      doneBy: { id: shen.id, name: 'shen' },
      channel: 'VISIT',
      checked: done.checked,
      outcome: '运转正常',
      nextStep: '月底送样',
      version: 2,
    })
    const { rows } = await office.call(timeline, { id: haitang.id, limit: 1 }, caller)
    expect(rows[0]).toMatchObject({
      name: 'task.done',
      by: 'shen',
      ruleId: 'CARE-01',
      policyVersion: 1,
      values: { kind: 'MAINTENANCE', outcome: '运转正常', standing: 'ON_TIME' },
    })
  })

  test('VIS-09 after the window it is done late', async () => {
    const [id = 0] = await plan(office, [duty(haitang.id, '2026-11-10', of(shen, east))])
    expect(await office.call(contract.doTask, { id, version: 1, ...done })).toMatchObject({ standing: 'LATE' })
    expect(await office.sql("select standing, n from duty_tally where rule_id = 'CARE-01'")).toEqual([{ standing: 'LATE', n: 1 }])
  })

  test('not for tomorrow, not without what is asked, not twice, and not from an old page', async () => {
    const [id = 0] = await plan(office, [duty(haitang.id, '2026-11-22')])
    const asked = (change: object) => refusal(office.call(contract.doTask, { id, version: 1, ...done, ...change }))
    expect(await asked({ doneOn: '2026-11-23' })).toBe('invalid invalid-input doneOn:day-in-future')
    expect(await asked({ channel: 'SMS', checked: [], outcome: '' })).toBe(
      'invalid invalid-input channel:channel-not-allowed uncheckedReason:checklist-incomplete outcome:missing',
    )
    expect(await asked({ version: 7 })).toBe('conflict changed-meanwhile')
    expect(await asked({})).toBe('allowed')
    expect(await asked({ version: 2 })).toBe('refused task-not-open')
  })

  test('by a contact on record of this customer, not of another nor by a note', async () => {
    const [id = 0] = await plan(office, [duty(haitang.id, '2026-11-22')])
    const contact = (customerId: number, channel: 'PHONE' | 'NOTE') =>
      office.call(logInteraction, { customerId, channel, text: '问了使用情况' })
    const with_ = async (interactionId: number) =>
      refusal(office.call(contract.doTask, { id, version: 1, ...done, channel: null, outcome: null, interactionId }))
    expect(await with_((await contact(baichuan.id, 'PHONE')).id)).toContain('interactionId:interaction-of-another')
    expect(await with_((await contact(haitang.id, 'NOTE')).id)).toContain('interactionId:interaction-of-another')
    expect(await with_((await contact(haitang.id, 'PHONE')).id)).toBe('allowed')
  })

  test('and taken back the same day, not the next', async () => {
    const [id = 0] = await plan(office, [duty(haitang.id, '2026-11-22', of(shen, east))])
    const caller = await as('shen')
    await office.call(contract.doTask, { id, version: 1, ...done }, caller)
    const back = await office.call(contract.reopenTask, { id, version: 2 }, caller)
    expect(back).toMatchObject({ state: 'OPEN', doneOn: null, doneBy: null, channel: null, checked: [], outcome: null, version: 3 })
    await office.call(contract.doTask, { id, version: 3, ...done }, caller)
    office.now = new Date('2026-11-22T16:00:00Z')
    expect(await refusal(office.call(contract.reopenTask, { id, version: 4 }, await as('shen')))).toBe('refused reopen-same-day-only')
    const { kept, recounted } = await bothTallies(office)
    expect(kept).toEqual(recounted)
  })
})

describe('a task is put off', () => {
  test('only the appointment moves: the due day and the window stay, and so does late', async () => {
    const [id = 0] = await plan(office, [duty(haitang.id, '2026-11-22')])
    const at = (plannedOn: string, version: number, reason: string | null = null) =>
      office.call(contract.postponeTask, { id, version, plannedOn, reason })
    expect(await at('2026-11-27', 1)).toMatchObject({ plannedOn: '2026-11-27', dueOn: '2026-11-22', windowTo: '2026-11-29', version: 2 })
    expect(await refusal(at('2026-12-05', 2))).toBe('invalid invalid-input reason:after-window')
    expect(await at('2026-12-05', 2, '客户出国')).toMatchObject({
      plannedOn: '2026-12-05',
      windowTo: '2026-11-29',
      plannedReason: '客户出国',
    })
    expect(await refusal(at('2026-11-21', 3, '补记'))).toBe('invalid invalid-input plannedOn:in-the-past')
    office.now = new Date('2026-12-05T02:00:00Z')
    expect(await office.call(contract.doTask, { id, version: 3, ...done, doneOn: '2026-12-05' })).toMatchObject({ standing: 'LATE' })
  })
})

describe('a task is waived', () => {
  test('CARE-04 with a reason, when there is no new product, by whoever may', async () => {
    const [id = 0] = await plan(office, [
      duty(haitang.id, '2026-11-22', { ruleId: 'CARE-04', kind: 'PRODUCT_RECOMMENDATION', ...of(shen, east) }),
    ])
    const locked = { id, version: 1, reason: '今年没有新品' }
    expect(await refusal(office.call(contract.waiveTask, locked, await as('shen')))).toBe('forbidden not-permitted')
    expect(await office.call(contract.waiveTask, locked, await as('lu'))).toMatchObject({ standing: 'WAIVED', endedReason: '今年没有新品' })
    expect(await refusal(office.call(contract.reopenTask, { id, version: 2 }))).toBe('refused task-not-done')
  })

  test('an appointment is dropped: nothing of it stays, and dropping none changes nothing', async () => {
    const [id = 0] = await plan(office, [duty(haitang.id, '2027-01-22')])
    const at = (plannedOn: string | null, version: number, reason: string | null = null) =>
      office.call(contract.postponeTask, { id, version, plannedOn, reason })
    expect(await at(null, 1)).toMatchObject({ plannedOn: null, version: 1 })
    await at('2027-02-15', 1, '客户出国')
    const dropped = await at(null, 2, '客户出国')
    expect(dropped).toMatchObject({ plannedOn: null, plannedReason: null, dueOn: '2027-01-22', version: 3 })
    const [told] = await office.sql<{ value: string }>(
      `select value from event_value join event on id = event_id where name = 'task.postponed' and subject_id = $1 order by id desc limit 1`,
      [id],
    )
    expect(JSON.parse(told?.value ?? '')).toMatchObject({
      before: { planned_on: '2027-02-15', planned_reason: '客户出国' },
      after: { planned_on: null, planned_reason: null },
    })
  })
})
