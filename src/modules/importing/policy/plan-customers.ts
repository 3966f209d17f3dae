import { emptyCustomer } from '../../customers/policy/blank.ts'
import { checkCreditCode } from '../../customers/policy/credit-code.ts'
import { type CustomerValues, columnOf } from '../../customers/policy/values.ts'
import type { Reason } from '../contract.ts'
import { type HeldCustomer, identityOf, identityOfName, newHeld } from './book.ts'
import type { Checked, Given } from './check.ts'
import { fieldsOf } from './fields.ts'
import type { Outcome, PlanContext } from './plan.ts'

const blank: CustomerValues = {
  customer_no: null,
  class: 'GENERAL',
  ...Object.fromEntries(
    ['name', ...Object.keys(emptyCustomer)].map((f) => [columnOf(f), (emptyCustomer as Record<string, string | null>)[f] ?? null]),
  ),
}

/** By whom a customer out of sight may be asked for; nothing else of it is told. */
const outOfSight = (held: HeldCustomer): Reason[] => [{ column: '', reason: 'exists-ask-unit', facts: { unit: held.askUnit } }]

/** Names the customer in the way; its number is filled in later where it has none yet. */
function told(column: string, reason: string, held: HeldCustomer, { mentions }: PlanContext): Reason[] {
  if (!held.isVisible) return outOfSight(held)
  const said: Reason = {
    column,
    reason,
    facts: { customerNo: String(held.values['customer_no'] ?? ''), name: String(held.values['name']) },
  }
  mentions.push({ said, held })
  return [said]
}

const isPerson = (values: Readonly<Record<string, unknown>>): boolean => values['kind'] === 'PERSON' || values['segment'] === 'C'

/**
 * Which customer a row means: by number, else by credit code, else by exact name. Keys that disagree make the row fail. Persons (segment C)
 * with a number of their own are told apart by it, since names of people repeat.
 */
function meant(given: Given, c: PlanContext): { held: HeldCustomer | undefined } | Reason[] {
  const { customers } = c.book
  const header = c.reader.headerOf
  const no = given['customer_no'] === undefined ? null : String(given['customer_no'])
  const byNumber = no === null ? undefined : customers.numbered(no)
  const coded = given['credit_code'] === undefined ? [] : [...customers.coded(String(given['credit_code']))].filter((h) => h !== byNumber)
  const named = given['name'] === undefined ? [] : [...customers.named(identityOfName(String(given['name'])))].filter((h) => h !== byNumber)
  if (byNumber) return byNumber.isVisible ? agreeing(byNumber, coded, named, c) : outOfSight(byNumber)

  const [other] = coded
  if (other && coded.length > 1) return told(header('credit_code'), 'ambiguous', coded.find((h) => !h.isVisible) ?? other, c)
  const same = other ?? named[0]
  if (!same) return { held: undefined }
  if (!same.isVisible) return outOfSight(same)
  if (no !== null)
    return !other && isPerson({ ...c.reader.defaults, ...given })
      ? { held: undefined }
      : told(header('customer_no'), 'number-differs', same, c)
  if (other) return { held: other }
  if (named.length > 1) return told(header('name'), 'ambiguous', named.find((h) => !h.isVisible) ?? same, c)
  const knownCode = same.values['credit_code']
  if (given['credit_code'] !== undefined && knownCode !== null) return told(header('credit_code'), 'credit-code-differs', same, c)
  return { held: same }
}

/** A number was found; another customer must not bear the row's credit code, nor the new name of a company. */
function agreeing(
  held: HeldCustomer,
  coded: readonly HeldCustomer[],
  named: readonly HeldCustomer[],
  c: PlanContext,
): { held: HeldCustomer } | Reason[] {
  const [withCode] = coded
  if (withCode) return told(c.reader.headerOf('credit_code'), 'credit-code-taken', withCode, c)
  const [withName] = named
  const renames = withName !== undefined && identityOf(withName.values) !== identityOf(held.values)
  return renames && !isPerson(held.values) ? told(c.reader.headerOf('name'), 'customer-name-taken', withName, c) : { held }
}

/** A row's values by column of the table, people, departments and agents looked up. `prefix` is `customer.` in a file of orders. */
export function customerColumns(given: Given, c: PlanContext, prefix = ''): { columns: CustomerValues } | Reason[] {
  const columns: CustomerValues = {}
  const faults: Reason[] = []
  for (const field of fieldsOf.customers) {
    const value = given[prefix + field.name]
    if (value === undefined) continue
    const at = { column: c.reader.headerOf(prefix + field.name) }
    const looked = lookedUp(field.type.is, String(value), c)
    if (looked === undefined) columns[field.column] = value
    else if (typeof looked === 'number') columns[field.column] = looked
    else faults.push({ ...at, reason: looked, facts: { shown: String(value) } })
  }
  return faults.length > 0 ? faults : { columns }
}

function lookedUp(is: string, text: string, c: PlanContext): number | string | undefined {
  if (is === 'owner') {
    const person = c.staff.person(text)
    return person === 'ambiguous' ? 'person-ambiguous' : (person?.id ?? 'person-unknown')
  }
  if (is === 'unit') {
    const unit = c.staff.unit(text)
    return unit === 'ambiguous' ? 'unit-ambiguous' : (unit ?? 'unit-unknown')
  }
  if (is !== 'agent') return undefined
  const agents = [c.book.customers.numbered(text) ?? [...c.book.customers.named(identityOfName(text))]].flat().filter((h) => h.isVisible)
  return agents.length > 1 ? 'agent-ambiguous' : (agents[0]?.id ?? 'agent-unknown')
}

/** What every written customer must meet: a sound credit code or a reason beside it, and an owner the importer may give it to. */
function unsound(after: CustomerValues, before: CustomerValues | null, c: PlanContext, header: (field: string) => string): Reason[] {
  const code = after['credit_code']
  if (typeof code === 'string' && code !== before?.['credit_code'] && !after['credit_code_note']) {
    const check = checkCreditCode(code)
    if (check.status === 'WARNING')
      return [{ column: header('credit_code'), reason: 'credit-code-check', facts: { expected: check.expected } }]
  }
  const moved = before === null || after['owner_id'] !== before['owner_id'] || after['unit_id'] !== before['unit_id']
  const [owner, unit] = [after['owner_id'], after['unit_id']]
  const visible = c.sight.isVisible(typeof owner === 'number' ? owner : null, typeof unit === 'number' ? unit : null)
  return moved && !visible ? [{ column: header('owner'), reason: 'not-yours-to-give' }] : []
}

/** A new customer in the book; an importer who does not see everything owns it unless the row says otherwise. */
export function createCustomer(columns: CustomerValues, c: PlanContext, header: (field: string) => string): HeldCustomer | Reason[] {
  const ownerless = columns['owner_id'] === undefined && columns['unit_id'] === undefined
  const values: CustomerValues = { ...blank, ...columns, ...(ownerless && !c.sight.all ? { owner_id: c.sight.self } : {}) }
  const faults = unsound(values, null, c, header)
  if (faults.length > 0) return faults
  const held: HeldCustomer = { ...newHeld(c.nextId('customer'), values), sources: sourcesOf(columns), askUnit: '', isVisible: true }
  c.book.customers.add(held)
  return held
}

const fieldOfColumn = new Map(
  Object.keys(blank).map((column) => [column, column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())]),
)

/** MD-09: every value that came with a file says so. */
function sourcesOf(columns: CustomerValues): Record<string, string> {
  const sources: Record<string, string> = {}
  for (const column of Object.keys(columns)) if (column !== 'customer_no') sources[fieldOfColumn.get(column) ?? column] = 'IMPORT'
  return sources
}

export function planCustomer(row: Checked, c: PlanContext): Outcome {
  const { headerOf } = c.reader
  const { given } = row
  if (given['customer_no'] === undefined && given['credit_code'] === undefined && given['name'] === undefined)
    return [{ column: headerOf('name'), reason: 'missing' }]
  const match = meant(given, c)
  if (Array.isArray(match)) return match
  const { held } = match
  const read = customerColumns(held ? given : { ...c.reader.defaults, ...given }, c)
  if (Array.isArray(read)) return read
  if (held) return changeCustomer(held, read.columns, c)
  if (c.mode === 'update') return [{ column: '', reason: 'not-there' }]
  if (read.columns['name'] === undefined) return [{ column: headerOf('name'), reason: 'missing' }]
  const made = createCustomer(read.columns, c, headerOf)
  return Array.isArray(made) ? made : 'new'
}

function changeCustomer(held: HeldCustomer, columns: CustomerValues, c: PlanContext): Outcome {
  const news = Object.entries(columns).filter(([column, value]) => held.values[column] !== value)
  if (news.length === 0 || c.mode === 'create') return 'skipped'
  const after = { ...held.values, ...Object.fromEntries(news) }
  if (after['agent_id'] === held.id) return [{ column: c.reader.headerOf('agent'), reason: 'agent-of-itself' }]
  const faults = unsound(after, held.values, c, c.reader.headerOf)
  if (faults.length > 0) return faults
  c.book.customers.change(held, after)
  Object.assign(held.sources, sourcesOf(Object.fromEntries(news)))
  return 'changed'
}

/** The customer a row of people or orders belongs to; undefined when there is none. Keys that disagree make the row fail. */
export function customerOf(given: Given, c: PlanContext): HeldCustomer | Reason[] | undefined {
  const { customers } = c.book
  const [no, code, name] = ['customer_no', 'customer_credit_code', 'customer_name'].map((f) => given[f])
  const ways: [string, HeldCustomer[]][] = []
  if (no !== undefined) ways.push(['customer_no', [customers.numbered(String(no)) ?? []].flat()])
  else if (code !== undefined) ways.push(['customer_credit_code', [...customers.coded(String(code))]])
  else if (name !== undefined) ways.push(['customer_name', [...customers.named(identityOfName(String(name)))]])
  const [way] = ways
  if (!way) return [{ column: c.reader.headerOf('customer_no'), reason: 'missing' }]
  const [field, found] = way
  const [held] = found
  if (!held) return undefined
  const hidden = found.find((h) => !h.isVisible)
  if (hidden) return outOfSight(hidden)
  return found.length > 1 ? told(c.reader.headerOf(field), 'ambiguous', held, c) : held
}
