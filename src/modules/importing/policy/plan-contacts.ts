import { birthdayCalendars } from '../../customers/contract/contacts.ts'
import { birthdayIssues } from '../../customers/policy/birthdays.ts'
import { emptyContact } from '../../customers/policy/blank.ts'
import { phonesOf } from '../../customers/policy/phones.ts'
import { type CustomerValues, columnOf } from '../../customers/policy/values.ts'
import type { Reason } from '../contract.ts'
import { changeHeld, type HeldContact, identityOfName, newHeld } from './book.ts'
import type { Checked, Given } from './check.ts'
import { fieldsOf } from './fields.ts'
import type { Outcome, PlanContext } from './plan.ts'
import { customerOf } from './plan-customers.ts'

const blank: CustomerValues = Object.fromEntries(
  ['name', ...Object.keys(emptyContact)].map((f) => [columnOf(f), (emptyContact as Record<string, string | boolean | null>)[f] ?? null]),
)

const own = fieldsOf.contacts.filter((f) => !f.name.startsWith('customer_'))
const columnsOf = (given: Given): CustomerValues =>
  Object.fromEntries(own.flatMap((f) => (given[f.name] === undefined ? [] : [[f.column, given[f.name]!]])))

const digitsOf = (cell: unknown): string[] => (typeof cell === 'string' ? phonesOf(cell).phones.map((p) => p.digits) : [])

/** Who of a customer's people a row means: the same mobile, else the same name where mobiles do not tell them apart. */
function meant(people: readonly HeldContact[], columns: CustomerValues): HeldContact[] {
  const mobiles = digitsOf(columns['mobile'])
  const byMobile = people.filter((p) => digitsOf(p.values['mobile']).some((m) => mobiles.includes(m)))
  if (byMobile.length > 0) return byMobile
  const identity = identityOfName(String(columns['name']))
  return people.filter(
    (p) => identityOfName(String(p.values['name'])) === identity && (mobiles.length === 0 || p.values['mobile'] === null),
  )
}

export function planContact(row: Checked, c: PlanContext): Outcome {
  const { headerOf, defaults } = c.reader
  const customer = customerOf({ ...defaults, ...row.given }, c)
  if (customer === undefined) return [{ column: headerOf('customer_no'), reason: 'customer-unknown' }]
  if (Array.isArray(customer)) return customer
  const given = columnsOf(row.given)
  if (given['name'] === undefined) return [{ column: headerOf('name'), reason: 'missing' }]
  const people = c.book.contacts.get(customer.id) ?? []
  const [held, other] = meant(people, given)
  if (other) return [{ column: headerOf('name'), reason: 'contact-ambiguous' }]
  if (held) return changeContact(held, given, c)
  if (c.mode === 'update') return [{ column: '', reason: 'not-there' }]
  const values = { ...blank, ...columnsOf(defaults), ...given }
  const faults = unsound(values, c)
  if (faults.length > 0) return faults
  c.book.contacts.set(customer.id, [...people, { ...newHeld(c.nextId('contact'), values), customerId: customer.id }])
  return 'new'
}

function changeContact(held: HeldContact, given: CustomerValues, c: PlanContext): Outcome {
  const news = Object.entries(given).filter(([column, value]) => held.values[column] !== value)
  if (news.length === 0 || c.mode === 'create') return 'skipped'
  const after = { ...held.values, ...Object.fromEntries(news) }
  const faults = unsound(after, c)
  if (faults.length > 0) return faults
  changeHeld(held, after)
  return 'changed'
}

const unsound = (values: CustomerValues, c: PlanContext): Reason[] =>
  birthdayIssues(birthdayFields(values), c.today).map(({ reason, facts }) => ({
    column: c.reader.headerOf('birthday'),
    reason,
    ...(facts ? { facts } : {}),
  }))

const textOf = (value: CustomerValues[string] | undefined): string | null => (typeof value === 'string' ? value : null)

const birthdayFields = (values: CustomerValues) => ({
  birthday: textOf(values['birthday']),
  birthdayCalendar: birthdayCalendars.find((c) => c === values['birthday_calendar']) ?? null,
  birthdayBasis: textOf(values['birthday_basis']),
})
