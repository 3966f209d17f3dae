import { beforeEach, describe, expect, test } from 'vitest'
import * as notices from '../src/modules/notifications/contract.ts'
import { tellTask } from '../src/modules/tasks/contract/telling.ts'
import { postponeTask } from '../src/modules/tasks/contract.ts'
import { mornings } from './mornings.ts'
import { testOffice } from './office.ts'
import { duty, of, plan, taskTown } from './tasks.ts'

const office = await testOffice()
const town = await taskTown(office)
const { shen, east, haitang } = town
const { told, lines, morning, list } = mornings(office, town.as)

beforeEach(async () => {
  await office.sql('delete from notice')
  await office.sql('delete from task')
  await office.sql('truncate duty_tally, duty_total, duty_load')
})

const shens = (customer: { id: number }, dueOn: string, change = {}) => duty(customer.id, dueOn, { ...of(shen, east), ...change })

describe('CARE-15 the morning', () => {
  const visit = (dueOn: string, change = {}) => shens(haitang, dueOn, { ruleId: 'CARE-02', kind: 'PRODUCT_VISIT', ...change })
  const tellings = async () => (await lines()).filter((line) => line.includes('NOTICE_DUE'))
  const from = async (month: string, first: number, last: number) => {
    for (let day = first; day <= last; day++) await morning(`${month}-${String(day).padStart(2, '0')}`)
  }

  test('has whoever makes a visit tell the customer a workday before, once; and for another appointment anew', async () => {
    const [id = 0] = await plan(office, [visit('2026-11-30')])
    await from('2026-11', 23, 30)
    expect(await tellings()).toEqual(['11-27 shen NOTICE_DUE TELL_2026-11-30'])
    const notice = (await list('shen')).find((n) => n.kind === 'NOTICE_DUE')
    expect(notice).toMatchObject({
      ...{ ruleId: 'CARE-15', policyVersion: 1, over: false, customer: { id: haitang.id } },
      facts: { dutyRule: 'CARE-02', meantFor: '2026-11-30', plannedOn: null, days: 1 },
    })
    const why = await office.call(notices.readNotice, { id: notice?.id ?? 0 }, await town.as('shen'))
    expect(why.rule).toMatchObject({ title: '事前告知' })
    await office.call(postponeTask, { id, version: 1, plannedOn: '2026-12-04', reason: null })
    await from('2026-12', 1, 8)
    expect((await tellings()).slice(1)).toEqual(['12-03 shen NOTICE_DUE TELL_2026-12-04'])
  })

  test('looks at appointments long before their due day', async () => {
    const [id = 0] = await plan(office, [visit('2027-02-01')])
    office.now = new Date('2026-11-25T00:30:00Z')
    await office.call(postponeTask, { id, version: 1, plannedOn: '2026-11-30', reason: null })
    expect(await morning('2026-11-26')).toEqual({ looked: 0, told: 0 })
    expect(await morning('2026-11-27')).toEqual({ looked: 1, told: 1 })
    expect(await tellings()).toEqual(['11-27 shen NOTICE_DUE TELL_2026-11-30'])
  })

  test('is silent once the customer was told, and what was said of it is over', async () => {
    const [id = 0] = await plan(office, [visit('2026-11-30'), visit('2026-12-01', { period: 'told' })])
    await morning('2026-11-27')
    const isOver = async () => (await list('shen')).find((n) => n.kind === 'NOTICE_DUE')?.over
    expect(await isOver()).toBe(false)
    await office.call(tellTask, { id, version: 1, toldOn: '2026-11-27', channel: 'PHONE' }, await town.as('shen'))
    expect(await isOver()).toBe(true)
    expect((await list('shen', { unread: true })).filter((n) => n.kind === 'NOTICE_DUE')).toEqual([])
    const [, other = 0] = await office.sql<{ id: number }>('select id::int from task order by id').then((rows) => rows.map((r) => r.id))
    await office.call(tellTask, { id: other, version: 1, toldOn: '2026-11-26' }, await town.as('shen'))
    await morning('2026-11-30')
    expect(await tellings()).toEqual(['11-27 shen NOTICE_DUE TELL_2026-11-30'])
  })

  test('says nothing of a surprise, of what may be done from afar, or of what nobody has', async () => {
    await plan(office, [
      shens(haitang, '2026-11-30', { ruleId: 'EVT-01', kind: 'GIFT' }),
      shens(haitang, '2026-11-30'),
      visit('2026-11-30', { assigneeId: null }),
    ])
    await from('2026-11', 26, 30)
    expect(await tellings()).toEqual([])
    expect((await told()).length).toBeGreaterThan(0)
  })
})
