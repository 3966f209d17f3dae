import { beforeAll, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { testOffice } from '../../../../test/office.ts'
import { personIn } from '../../../../test/world.ts'
import type { Action, Caller } from '../../../platform/action.ts'
import { perform } from '../../../platform/perform.ts'
import { changeContact, createContact, deleteContact } from '../../customers/contract/contacts.ts'
import { createCustomer, deleteCustomer, timeline } from '../../customers/contract.ts'
import { createPerson } from '../../organisation/contract.ts'
import { packSource } from '../../policies/actions/publishing.ts'
import { publishPolicy } from '../../policies/contract.ts'
import type { BirthdayAhead, CustomerDate } from '../contract/dates.ts'
import { startPlan } from '../contract.ts'
import { datesOf } from '../queries/dates.ts'
import { changeCustomerDate, createCustomerDate, deleteCustomerDate, listCustomerDates } from './dates.ts'

const office = await testOffice()
let shen: Caller
let he: Caller
let auditor: Caller
let customerId: number

beforeAll(async () => {
  const person = async (login: string, role: string) => {
    await office.call(createPerson, { login, name: login, roles: [role], unitId: null })
    return personIn(office, login)
  }
  shen = await person('shen', 'account_manager')
  he = await person('he', 'account_manager')
  auditor = await person('pei', 'auditor')
  customerId = (await office.call(createCustomer, { name: '宁波海棠电器有限公司', ownerId: shen.actor.personId })).id
})

/** What the action answers, as it goes over the wire. */
async function ask<T = CustomerDate>(action: Action, input: unknown, caller: Caller = shen): Promise<T> {
  const wire: unknown = JSON.parse(JSON.stringify(await perform(office, action, caller, input)))
  return (action.endpoint.output as z.ZodType).parse(wire) as T
}
const create = (input: object, caller?: Caller) =>
  ask(createCustomerDate, { customerId, kind: 'FOUNDING', title: '厂庆', monthDay: '12-04', ...input }, caller)
const listed = (caller?: Caller) => ask<{ rows: CustomerDate[]; birthdays: BirthdayAhead[] }>(listCustomerDates, { customerId }, caller)
const list = async (caller?: Caller) => (await listed(caller)).rows

describe('EVT-02 a day that matters to a customer', () => {
  test('comes round every year, with the day preparing begins', async () => {
    expect(await create({ year: 2008 })).toMatchObject({
      calendar: 'SOLAR',
      recurring: true,
      nextOn: '2026-12-04',
      prepareFrom: '2026-11-27',
      late: false,
      version: 1,
    })
    const meeting = await create({ title: '年会', calendar: 'LUNAR', monthDay: '12-30' })
    expect(meeting).toMatchObject({ nextOn: '2027-02-05', late: false })
  })

  test('EVT-04 noted less than a week ahead it is late', async () => {
    expect(await create({ kind: 'LAUNCH', title: '新品发布', monthDay: '11-26', year: 2026, recurring: false })).toMatchObject({
      nextOn: '2026-11-26',
      prepareFrom: '2026-11-19',
      late: true,
    })
  })

  test('the list has the next one first and what is over last', async () => {
    await create({ kind: 'LAUNCH', title: '去年的发布', monthDay: '11-26', year: 2025, recurring: false })
    expect((await list()).map((d) => d.title)).toEqual(['新品发布', '厂庆', '年会', '去年的发布'])
    expect((await list()).at(-1)).toMatchObject({ nextOn: null, prepareFrom: null })
  })

  test('the policy in force says how long before', async () => {
    const source = packSource('rfm-lifecycle').replace('leadDays: 7 ', 'leadDays: 14 ')
    await office.call(publishPolicy, { source, effectiveOn: '2026-11-22' })
    expect((await list()).find((d) => d.title === '厂庆')).toMatchObject({ prepareFrom: '2026-11-20', late: true })
  })

  test.each([
    ['a day there is not', { monthDay: '04-31' }, 'monthDay', 'no-such-day'],
    ['a leap month of the solar calendar', { leap: true }, 'leap', 'leap-month-is-lunar'],
    ['once, without a year', { recurring: false }, 'year', 'missing'],
  ])('%s is refused at its field', async (_, input, path, reason) => {
    await expect(create(input)).rejects.toMatchObject({ issues: [{ path, reason }] })
  })

  test('is changed against the version seen, deleted, and stands on the timeline', async () => {
    const { id } = await create({ title: '周年庆', kind: 'ANNIVERSARY' })
    expect(await ask(changeCustomerDate, { id, version: 1, title: '十周年庆' })).toMatchObject({ title: '十周年庆', version: 2 })
    expect(await ask(changeCustomerDate, { id, version: 2, title: '十周年庆' })).toMatchObject({ version: 2 })
    await expect(ask(changeCustomerDate, { id, version: 1, title: 'x' })).rejects.toMatchObject({ code: 'conflict', facts: { version: 2 } })
    await expect(ask(changeCustomerDate, { id, version: 2, monthDay: '02-30' })).rejects.toMatchObject({ code: 'invalid' })
    expect(await ask<{ id: number }>(deleteCustomerDate, { id, version: 2 })).toEqual({ id })
    const { rows } = await office.call(timeline, { id: customerId, limit: 3 })
    expect(rows.map((r) => [r.name, r.fields.length])).toEqual([
      ['customer-date.deleted', 8],
      ['customer-date.changed', 1],
      ['customer-date.created', 8],
    ])
  })

  test('out of sight it is not there', async () => {
    const [{ id } = { id: 0 }] = await list()
    await expect(list(he)).rejects.toMatchObject({ code: 'not-found' })
    await expect(create({}, he)).rejects.toMatchObject({ code: 'not-found' })
    for (const action of [changeCustomerDate, deleteCustomerDate])
      await expect(ask(action, { id, version: 1 }, he)).rejects.toMatchObject({ code: 'not-found', facts: { kind: 'customer-date' } })
  })

  test('keeps the customer on the book, and planning finds it', async () => {
    await expect(office.call(deleteCustomer, { id: customerId, version: 1 })).rejects.toMatchObject({ rule: 'customer-in-use' })
    const found = await datesOf(office.company.db, [customerId, 999_999])
    expect([...found.keys()]).toEqual([customerId])
  })
})

describe('CARE-27 EVT-06 a birthday', () => {
  const birthday = { birthday: '1985-05-01', birthdayBasis: '本人同意' }
  const birthdays = async (caller?: Caller) => (await listed(caller)).birthdays

  test('stands with the person whose it is, and is seen and planned here', async () => {
    const contact = await office.call(createContact, { customerId, name: '周敏', ...birthday })
    expect(await birthdays()).toEqual([
      expect.objectContaining({
        contactId: contact.id,
        contactName: '周敏',
        version: 1,
        calendar: 'SOLAR',
        monthDay: '05-01',
        year: 1985,
        basis: '本人同意',
        nextOn: '2027-05-01',
      }),
    ])
    const found = (await datesOf(office.company.db, [customerId])).get(customerId)
    expect(found).toContainEqual(expect.objectContaining({ kind: 'BIRTHDAY', id: contact.id, title: '周敏生日', month: 5, day: 1 }))
    await office.call(changeContact, { id: contact.id, version: 1, birthday: '06-08', birthdayCalendar: 'LUNAR_LEAP' })
    expect(await birthdays()).toMatchObject([{ calendar: 'LUNAR', leap: true, nextLunar: { month: 6, day: 8, leap: false } }])
  })

  test('is kept only with a basis, and none of a child', async () => {
    const issuesOf = (input: object) => expect(office.call(createContact, { customerId, name: '金蕙', ...birthday, ...input })).rejects
    await issuesOf({ birthdayBasis: ' ' }).toMatchObject({ issues: [{ path: 'birthdayBasis', reason: 'birthday-needs-basis' }] })
    await issuesOf({ birthday: '2015-05-01' }).toMatchObject({ issues: [{ path: 'birthday', reason: 'no-children' }] })
    await issuesOf({ birthday: '02-30' }).toMatchObject({ issues: [{ path: 'birthday', reason: 'no-such-birthday' }] })
    await expect(office.sql('update contact set birthday_basis = null where birthday is not null')).rejects.toThrow('check constraint')
  })

  test('is not shown to whoever sees contact details masked, and goes with the person', async () => {
    const [{ contactId } = { contactId: 0 }] = await birthdays()
    const masked = { contactName: '周敏', monthDay: null, year: null, basis: null, nextOn: null, nextLunar: null, duty: null }
    expect(await birthdays(auditor)).toMatchObject([masked])
    const seen = async (as: Caller) => (await office.call(timeline, { id: customerId, limit: 1 }, as)).rows[0]?.values
    expect(await seen(shen)).toMatchObject({ birthday: '06-08' })
    expect(JSON.stringify(await seen(auditor))).not.toContain('06-08')
    await office.call(deleteContact, { id: contactId, version: 2 })
    expect(await birthdays()).toEqual([])
  })
})

describe('what follows from a day', () => {
  const dutyOf = async (title: string) => (await list()).find((d) => d.title === title)?.duty

  test('nothing for a customer the policy does not mean', async () => {
    expect(await dutyOf('厂庆')).toBeNull()
  })

  test('EVT-02 for one it means, the duty that will be planned; then the task that was', async () => {
    const key = "update customer set class = 'KEY' where id = $1"
    await office.sql(key, [customerId])
    expect(await dutyOf('厂庆')).toEqual({
      ruleId: 'EVT-02',
      kind: 'GIFT',
      from: '2026-11-20',
      dueOn: '2026-12-04',
      taskId: null,
      state: null,
    })
    const { jobId } = await office.call(startPlan, {})
    await office.runJob(jobId)
    expect(await dutyOf('厂庆')).toMatchObject({ dueOn: '2026-12-04', taskId: expect.any(Number), state: 'OPEN' })
  })

  test('CARE-27 a greeting for a birthday', async () => {
    await office.call(createContact, { customerId, name: '金蕙', birthday: '12-18', birthdayBasis: '名片上写明' })
    expect((await listed()).birthdays).toMatchObject([{ duty: { ruleId: 'CARE-27', kind: 'GREETING', dueOn: '2026-12-18' } }])
  })
})
