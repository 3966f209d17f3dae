import type { WorkCalendar } from '../../../core/calendar/work-calendar.ts'
import type { Day } from '../../../core/day.ts'
import { inZone } from '../../../core/instant.ts'
import { type FieldIssue, Problem } from '../../../core/problem.ts'
import { change, type ReadContext, read } from '../../../platform/action.ts'
import type { Db } from '../../../platform/db/db.ts'
import type { Scope } from '../../../platform/scope.ts'
import { touchCustomers } from '../../customers/actions/touch.ts'
import { requireInScope } from '../../customers/queries.ts'
import { workingTimeNow } from '../../policies/actions/working-time.ts'
import { companyCalendar } from '../../policies/policy/calendar.ts'
import { documentOf, listedCalendar, versionInForce } from '../../policies/queries.ts'
import * as contract from '../contract/dates.ts'
import { birthdayIssues, dateIssues, nextTime, type Preparation, preparationOf } from '../policy/dates.ts'
import { type DateRow, importantDate, isContactAt, listDates, readDate } from '../queries/dates.ts'
import { type DateValues, insertDate, lockDate, removeDate, updateDate } from '../store/dates.ts'

const zone = 'Asia/Shanghai'

/** What looking ahead from today takes. */
type Outlook = { today: Day; calendar: WorkCalendar; preparation: Preparation }

const beforeAnyPolicy: Preparation = { leadDays: 7, roll: 'PREVIOUS_WORKDAY' }

async function outlookOf(db: Db, { company, now }: Pick<ReadContext, 'company' | 'now'>): Promise<Outlook> {
  const today = inZone(now, zone).day
  const version = await versionInForce(db, today)
  const policy = version === undefined ? undefined : ((await documentOf(db, company, version)) as { care: { preparation: Preparation } })
  const calendar = companyCalendar(await listedCalendar(db), Number(today.slice(0, 4)), await workingTimeNow({ db, company, now }))
  return { today, calendar, preparation: policy?.care.preparation ?? beforeAnyPolicy }
}

function shownDate(row: DateRow, { masked }: Scope, { today, calendar, preparation }: Outlook): contract.CustomerDate {
  if (masked && row.kind === 'BIRTHDAY')
    return { ...row, monthDay: null, year: null, basis: null, nextOn: null, prepareFrom: null, late: false }
  const nextOn = nextTime(importantDate(row), today)
  if (nextOn === null) return { ...row, nextOn, prepareFrom: null, late: false }
  const { from, late } = preparationOf(nextOn, preparation, calendar, today)
  return { ...row, nextOn, prepareFrom: from, late }
}

/** What is over or masked comes last. */
const nextFirst = (a: contract.CustomerDate, b: contract.CustomerDate): number =>
  (a.nextOn ?? '9999').localeCompare(b.nextOn ?? '9999') || a.id - b.id

export const listCustomerDates = read(contract.listCustomerDates, async ({ db, scope, ...context }, { customerId }) => {
  const outlook = await outlookOf(db, context)
  const rows = await listDates(db, scope, customerId)
  return { rows: rows.map((row) => shownDate(row, scope, outlook)).sort(nextFirst) }
})

const columnsOf = (f: contract.CustomerDateFields): DateValues => ({
  kind: f.kind,
  title: f.title,
  contact_id: f.contactId,
  calendar: f.calendar,
  month_day: f.monthDay,
  leap: f.leap,
  year: f.year,
  recurring: f.recurring,
  basis: f.basis || null,
  surprise: f.surprise,
})

/** Names everything that is wrong at once; the customer is in sight. */
async function soundOrThrow(db: Db, customerId: number, fields: contract.CustomerDateFields, today: Day): Promise<void> {
  const date = importantDate(fields)
  const issues: FieldIssue[] = dateIssues(date)
  if (fields.kind === 'BIRTHDAY' && issues.length === 0) issues.push(...birthdayIssues(date, fields.basis, today))
  const { contactId } = fields
  if (contactId !== null && !(await isContactAt(db, customerId, contactId))) issues.push({ path: 'contactId', reason: 'no-such-contact' })
  if (issues.length > 0) throw new Problem('invalid', 'invalid-input', {}, issues)
}

const usual = { contactId: null, calendar: 'SOLAR', leap: false, year: null, recurring: true, basis: null, surprise: false } as const

const definedOnly = <T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, v]) => v !== undefined)) as { [K in keyof T]: Exclude<T[K], undefined> }

export const createCustomerDate = change(contract.createCustomerDate, async ({ tx, scope, now, company }, { customerId, ...given }) => {
  await requireInScope(tx, scope, customerId)
  const outlook = await outlookOf(tx, { company, now })
  const fields: contract.CustomerDateFields = { ...usual, ...definedOnly(given) }
  await soundOrThrow(tx, customerId, fields, outlook.today)
  const values = columnsOf(fields)
  const id = await insertDate(tx, customerId, values, now)
  await touchCustomers(tx, [customerId], ['care'])
  const result = shownDate(await readDate(tx, scope, id), scope, outlook)
  return { result, events: [contract.customerDateCreated(id, customerId, values)] }
})

export const changeCustomerDate = change(contract.changeCustomerDate, async ({ tx, scope, now, company }, { id, version, ...given }) => {
  await readDate(tx, scope, id)
  const stored = await lockDate(tx, id)
  if (stored.version !== version) throw new Problem('conflict', 'changed-meanwhile', { version: stored.version })
  const outlook = await outlookOf(tx, { company, now })
  const seen = await readDate(tx, scope, id)
  const fields: contract.CustomerDateFields = { ...seen, ...definedOnly(given) }
  await soundOrThrow(tx, stored.customerId, fields, outlook.today)
  const after = columnsOf(fields)
  if (JSON.stringify(columnsOf(seen)) === JSON.stringify(after)) return { result: shownDate(seen, scope, outlook), nothingChanged: true }
  await updateDate(tx, stored, after, now)
  await touchCustomers(tx, [stored.customerId], ['care'])
  const result = shownDate(await readDate(tx, scope, id), scope, outlook)
  return { result, events: [contract.customerDateChanged(id, stored.customerId, version + 1, stored.values, after)] }
})

export const deleteCustomerDate = change(contract.deleteCustomerDate, async ({ tx, scope }, { id, version }) => {
  await readDate(tx, scope, id)
  const stored = await lockDate(tx, id)
  if (stored.version !== version) throw new Problem('conflict', 'changed-meanwhile', { version: stored.version })
  await removeDate(tx, id)
  await touchCustomers(tx, [stored.customerId], ['care'])
  return { result: { id }, events: [contract.customerDateDeleted(id, stored.customerId, version, stored.values)] }
})
