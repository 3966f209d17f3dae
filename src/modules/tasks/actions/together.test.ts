import { beforeEach, describe, expect, test } from 'vitest'
import { testNow, testOffice } from '../../../../test/office.ts'
import { bothTallies, duty, of, plan, refusal, taskTown } from '../../../../test/tasks.ts'
import { timeline } from '../../customers/contract.ts'
import { listInteractions, logInteraction } from '../../interactions/contract.ts'
import { packSource } from '../../policies/actions/publishing.ts'
import { publishPolicy } from '../../policies/contract.ts'
import * as contract from '../contract.ts'

const office = await testOffice()
const { east, shen, gao, haitang, baichuan, as } = await taskTown(office)
const mine = of(shen, east)

beforeEach(async () => {
  office.now = testNow
  await office.sql('truncate task, duty_tally, duty_total, duty_load, interaction')
})

/** A visit with new products that carries the yearly one, a follow-up some days later, and maintenance in spring. */
const year = async () => {
  const [visit = 0, yearly = 0, followUp = 0, spring = 0] = await plan(office, [
    duty(haitang.id, '2026-11-25', {
      ...{ ...mine, ruleId: 'CARE-02', kind: 'PRODUCT_VISIT' },
      facts: { months: 4, serves: ['CARE-05'], servesDueOn: '2026-12-31' },
    }),
    duty(haitang.id, '2026-12-31', {
      ...{
        ...mine,
        ruleId: 'CARE-05',
        kind: 'ANNUAL_VISIT',
        period: '2026',
        basis: 'CALENDAR',
        windowFrom: '2026-01-01',
        windowTo: '2026-12-31',
      },
      facts: { each: 'YEAR', servedBy: 'CARE-02', servedByDueOn: '2026-11-25' },
    }),
    duty(haitang.id, '2026-11-28', { ...mine, ruleId: 'VIS-06', kind: 'FOLLOW_UP_VISIT' }),
    duty(haitang.id, '2027-03-01', mine),
  ])
  return { visit, yearly, followUp, spring }
}
const visited = {
  doneOn: '2026-11-22',
  channel: 'VISIT' as const,
  checked: ['新品推荐', '上门拜访'],
  outcome: '看了新样品，明年预算已报',
  evidence: [{ kind: 'PRODUCT_LIST', note: '样册第 3 版' }],
}
const yearlyDone = { checked: ['定制礼品', '业务复盘'], evidence: [{ kind: 'GIFT_RECORD', note: '纪念礼品一份' }] }
const followUpDone = { checked: ['产品', '服务', '意见'], evidence: [{ kind: 'VISIT_FORM', note: '均已询问' }] }
const stateOf = async (id: number) => (await office.call(contract.readTask, { id })).state
const sameTallies = async () => {
  const { kept, recounted } = await bothTallies(office)
  expect(kept).toEqual(recounted)
}

describe('C12 a task names the duties that one appointment could serve too', () => {
  test('CARE-05 that planning has put with it first, then those within the days of the policy', async () => {
    const { visit, yearly, followUp } = await year()
    const { together } = await office.call(contract.readTask, { id: visit }, await as('shen'))
    expect(together.map((t) => [t.id, t.ruleId, t.title, t.serves, t.rule?.checklist])).toEqual([
      [yearly, 'CARE-05', '核心客户年度专访', true, ['定制礼品', '业务复盘']],
      [followUp, 'VIS-06', '大客户定期回访', false, ['产品', '服务', '意见']],
    ])
  })

  test('none of another customer, none out of sight, none once it is done', async () => {
    const { visit, yearly } = await year()
    const [other = 0] = await plan(office, [duty(baichuan.id, '2026-11-25', { ...mine, ruleId: 'VIS-06', kind: 'FOLLOW_UP_VISIT' })])
    expect((await office.call(contract.readTask, { id: other })).together).toEqual([])
    await office.sql('update task set assignee_id = $1 where id = $2', [gao.id, visit])
    expect((await office.call(contract.readTask, { id: visit }, await as('gao'))).together).toEqual([])
    await office.call(contract.doTask, { id: yearly, version: 1, ...visited, ...yearlyDone })
    expect((await office.call(contract.readTask, { id: yearly })).together).toEqual([])
  })
})

describe('C12 one visit does several duties, each for itself', () => {
  const doAll = async (at: Awaited<ReturnType<typeof year>>, change: object = {}) =>
    office.call(
      contract.doTask,
      {
        ...{ id: at.visit, version: 1, ...visited },
        also: [
          { id: at.yearly, version: 1, ...yearlyDone },
          { id: at.followUp, version: 1, ...followUpDone },
        ],
        ...change,
      },
      await as('shen'),
    )

  test('CARE-02, CARE-05, VIS-06: three done on time with their own checklists, an event each, in one change', async () => {
    const at = await year()
    expect(await doAll(at)).toMatchObject({ id: at.visit, state: 'DONE', standing: 'ON_TIME', checked: visited.checked })
    expect(await office.call(contract.readTask, { id: at.yearly })).toMatchObject({
      ...{ state: 'DONE', standing: 'ON_TIME', doneOn: '2026-11-22', channel: 'VISIT', outcome: visited.outcome, version: 2 },
      ...yearlyDone,
    })
    expect(await office.call(contract.readTask, { id: at.followUp })).toMatchObject({ state: 'DONE', ...followUpDone })
    expect(await stateOf(at.spring)).toBe('OPEN')
    const events = await office.sql<{ name: string; change_id: string }>('select name, change_id from event order by id desc limit 3')
    expect(events.map((e) => e.name)).toEqual(['task.done', 'task.done', 'task.done'])
    expect(new Set(events.map((e) => e.change_id)).size).toBe(1)
    await sameTallies()
  })

  test('VIS-06 one of them is taken back alone', async () => {
    const at = await year()
    await doAll(at)
    expect(await office.call(contract.reopenTask, { id: at.followUp, version: 2 }, await as('shen'))).toMatchObject({
      state: 'OPEN',
      checked: [],
    })
    expect([await stateOf(at.visit), await stateOf(at.yearly)]).toEqual(['DONE', 'DONE'])
    await sameTallies()
  })

  test('all or none: what one of them lacks is told with it', async () => {
    const at = await year()
    const lacking = [{ id: at.yearly, version: 1, checked: ['业务复盘'] }]
    expect(await refusal(doAll(at, { also: lacking }))).toBe(
      'invalid invalid-input also.0.uncheckedReason:checklist-incomplete also.0.evidence:evidence-missing',
    )
    expect(await refusal(doAll(at, { channel: 'PHONE' }))).toBe('invalid invalid-input channel:channel-not-allowed')
    expect(await refusal(doAll(at, { also: [{ id: at.yearly, version: 3, ...yearlyDone }] }))).toBe(
      'conflict changed-meanwhile also.0.version:task-changed',
    )
    expect([await stateOf(at.visit), await stateOf(at.yearly)]).toEqual(['OPEN', 'OPEN'])
  })

  test('not what is far off, of another customer, listed twice, settled or out of sight', async () => {
    const at = await year()
    const [other = 0] = await plan(office, [duty(baichuan.id, '2026-11-25', { ...mine, ruleId: 'VIS-06', kind: 'FOLLOW_UP_VISIT' })])
    const along = (id: number, version = 1) => ({ also: [{ id, version, ...followUpDone }] })
    expect(await refusal(doAll(at, along(at.spring)))).toBe('invalid invalid-input also.0.id:not-together')
    expect(await refusal(doAll(at, along(other)))).toBe('invalid invalid-input also.0.id:not-together')
    expect(await refusal(doAll(at, along(at.visit)))).toBe('invalid invalid-input also:listed-twice')
    expect(await refusal(doAll(at, along(999_999)))).toBe('not-found not-found')
    await office.call(contract.waiveTask, { id: at.followUp, version: 1, reason: '重复' })
    expect(await refusal(doAll(at, along(at.followUp, 2)))).toBe('refused task-not-open')
    expect(await stateOf(at.visit)).toBe('OPEN')
  })
})

describe('C12 duties are appointed together', () => {
  const keep = (id: number, also: number[], plannedOn: string, reason: string | null = null) =>
    office.call(contract.postponeTask, { id, version: 1, plannedOn, reason, also: also.map((other) => ({ id: other, version: 1 })) })

  test('on one day, an event each; due days and windows stay', async () => {
    const { visit, followUp } = await year()
    await keep(visit, [followUp], '2026-11-27')
    const rows = await office.sql('select planned_on, due_on, version from task where id = any($1) order by id', [[visit, followUp]])
    expect(rows).toEqual([
      { planned_on: '2026-11-27', due_on: '2026-11-25', version: 2 },
      { planned_on: '2026-11-27', due_on: '2026-11-28', version: 2 },
    ])
    const { together } = await office.call(contract.readTask, { id: visit })
    expect(together.find((t) => t.id === followUp)?.plannedOn).toBe('2026-11-27')
  })

  test('the window that ends first decides when a reason is needed', async () => {
    const { visit, followUp } = await year()
    expect(await refusal(keep(followUp, [visit], '2026-12-04'))).toBe('invalid invalid-input reason:after-window')
    expect(await refusal(keep(followUp, [], '2026-12-04'))).toBe('allowed')
    await office.sql('update task set planned_on = null, version = 1')
    expect(await refusal(keep(followUp, [visit], '2026-12-04', '客户出国'))).toBe('allowed')
  })

  test('not with what is far off', async () => {
    const { visit, spring } = await year()
    expect(await refusal(keep(visit, [spring], '2026-11-27'))).toBe('invalid invalid-input also.0.id:not-together')
  })
})

describe('CARE-30 the contact is recorded in the same step', () => {
  const record = { plan: '大客户新品上门', place: '北仑厂区', operation: '两班生产', feedback: '交期要快', answers: '已说明排产' }
  const said = { channel: 'VISIT' as const, text: '看了新样品', needs: ['NEED_TRAINING'], visit: record }
  const { outcome: _, channel: __, ...bare } = visited
  const report = async (id: number, change: object, login = 'shen') =>
    office.call(contract.doTask, { id, version: 1, ...bare, contact: said, ...change }, await as(login))
  const contacts = async () => (await office.call(listInteractions, { customerId: haitang.id })).rows

  test('CARE-34 with its record, once for all that it served', async () => {
    const { visit, yearly } = await year()
    const done = await report(visit, { also: [{ id: yearly, version: 1, ...yearlyDone }] })
    const [contact, ...others] = await contacts()
    expect(contact).toMatchObject({ ...said, worries: [], happenedOn: '2026-11-22', person: { id: shen.id }, loggedByName: 'shen' })
    expect(others).toEqual([])
    expect(done).toMatchObject({ channel: 'VISIT', outcome: '看了新样品', interactionId: contact?.id })
    expect(await office.call(contract.readTask, { id: yearly })).toMatchObject({ channel: 'VISIT', interactionId: contact?.id })
    const { rows } = await office.call(timeline, { id: haitang.id, limit: 4 })
    expect(rows.map((r) => r.name).sort()).toEqual(['customer.tagged', 'interaction.logged', 'task.done', 'task.done'])
  })

  test('on the day it was done, not on another', async () => {
    const { visit } = await year()
    expect(await refusal(report(visit, { contact: { ...said, happenedAt: '2026-11-21T10:00:00+08:00' } }))).toBe(
      'invalid invalid-input contact.happenedAt:not-the-day-done',
    )
    await report(visit, { doneOn: '2026-11-20' })
    expect((await contacts())[0]).toMatchObject({ happenedAt: '2026-11-20T04:00:00.000Z' })
  })

  test('what it lacks is told, and nothing is kept', async () => {
    const { visit } = await year()
    expect(await refusal(report(visit, { contact: { ...said, visit: { ...record, place: null } } }))).toBe(
      'invalid invalid-input contact.visit.place:missing',
    )
    expect(await refusal(report(visit, { contact: { ...said, channel: 'NOTE', visit: null } }))).toContain(
      'contact.channel:note-is-no-contact',
    )
    expect(await refusal(report(visit, { channel: 'PHONE' }))).toContain('channel:other-than-contact')
    expect(await refusal(report(visit, { checked: [] }))).toContain('uncheckedReason:checklist-incomplete')
    expect([await contacts(), await stateOf(visit)]).toEqual([[], 'OPEN'])
  })

  test('or is one on record already, and gives its channel; not both', async () => {
    const { visit } = await year()
    const { id } = await office.call(logInteraction, { customerId: haitang.id, ...said })
    expect(await refusal(report(visit, { interactionId: id }))).toContain('interactionId:one-contact-only')
    expect(await report(visit, { contact: null, interactionId: id })).toMatchObject({ channel: 'VISIT', interactionId: id })
  })

  test('not by whoever may not record contacts, and not for a task without a customer', async () => {
    const { visit } = await year()
    await office.sql('update task set assignee_id = $1', [gao.id])
    expect(await refusal(report(visit, {}, 'gao'))).toBe('forbidden not-permitted')
    const own = await office.call(contract.createTask, { title: '写周报', dueOn: '2026-11-27' }, await as('shen'))
    expect(await refusal(report(own.id, {}))).toContain('contact:no-customer-to-contact')
  })
})

test('C12 the policy in force says within how many days', async () => {
  const { visit, yearly, followUp } = await year()
  const source = packSource('rfm-lifecycle').replace('mergeDays: 7', 'mergeDays: 2')
  await office.call(publishPolicy, { source, effectiveOn: '2026-11-01' })
  const together = async (id: number) => (await office.call(contract.readTask, { id })).together.map((t) => t.id)
  expect(await together(visit)).toEqual([yearly])
  await office.sql("update task set due_on = '2026-11-27' where id = $1", [followUp])
  expect(await together(visit)).toEqual([yearly, followUp])
})
