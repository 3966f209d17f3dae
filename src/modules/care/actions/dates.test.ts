import { beforeAll, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { testOffice } from '../../../../test/office.ts'
import { personIn } from '../../../../test/world.ts'
import type { Action, Caller } from '../../../platform/action.ts'
import { perform } from '../../../platform/perform.ts'
import { createContact, deleteContact } from '../../customers/contract/contacts.ts'
import { createCustomer, deleteCustomer, timeline } from '../../customers/contract.ts'
import { createPerson } from '../../organisation/contract.ts'
import { packSource } from '../../policies/actions/publishing.ts'
import { publishPolicy } from '../../policies/contract.ts'
import type { CustomerDate } from '../contract/dates.ts'
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
const list = async (caller?: Caller) => (await ask<{ rows: CustomerDate[] }>(listCustomerDates, { customerId }, caller)).rows

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
    expect(await create({ title: '年会', calendar: 'LUNAR', monthDay: '12-30' })).toMatchObject({ nextOn: '2027-02-05', late: false })
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
    ['a person at no customer of ours', { contactId: 999_999 }, 'contactId', 'no-such-contact'],
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
      ['customer-date.deleted', 10],
      ['customer-date.changed', 1],
      ['customer-date.created', 10],
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
  const birthday = { kind: 'BIRTHDAY', title: '周敏生日', monthDay: '05-01', basis: '本人同意' }

  test('is kept only with a basis, and none of a child', async () => {
    await expect(create({ ...birthday, basis: '' })).rejects.toMatchObject({ issues: [{ path: 'basis', reason: 'birthday-needs-basis' }] })
    await expect(create({ ...birthday, year: 2015 })).rejects.toMatchObject({ issues: [{ path: 'year', reason: 'no-children' }] })
    const { id } = await create(birthday)
    await expect(ask(changeCustomerDate, { id, version: 1, basis: null })).rejects.toMatchObject({ code: 'invalid' })
    await ask(deleteCustomerDate, { id, version: 1 })
  })

  test('is not shown to whoever sees contact details masked, in the list nor on the timeline', async () => {
    const contact = await office.call(createContact, { customerId, name: '周敏' })
    const { id } = await create({ ...birthday, contactId: contact.id, year: 1985 })
    expect((await list()).find((d) => d.id === id)).toMatchObject({ monthDay: '05-01', nextOn: '2027-05-01', contactName: '周敏' })
    expect((await list(auditor)).find((d) => d.id === id)).toMatchObject({ monthDay: null, year: null, basis: null, nextOn: null })
    const seen = async (as: Caller) => (await office.call(timeline, { id: customerId, limit: 1 }, as)).rows[0]?.values
    expect(await seen(shen)).toMatchObject({ birthday: '1985-05-01' })
    expect(JSON.stringify(await seen(auditor))).not.toContain('05-01')
    await office.call(deleteContact, { id: contact.id, version: 1 })
    expect((await list()).some((d) => d.id === id)).toBe(false)
  })
})
