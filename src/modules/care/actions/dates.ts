import type { Day } from '../../../core/day.ts'
import { lunarOf } from '../../../core/lunar.ts'
import { type FieldIssue, Problem } from '../../../core/problem.ts'
import { change, type ReadContext, read } from '../../../platform/action.ts'
import type { Db } from '../../../platform/db/db.ts'
import type { Scope } from '../../../platform/scope.ts'
import { touchCustomers } from '../../customers/actions/touch.ts'
import { requireInScope } from '../../customers/queries.ts'
import * as contract from '../contract/dates.ts'
import { dateIssues, nextTime, preparationOf } from '../policy/dates.ts'
import { owedForDate } from '../policy/dates-owed.ts'
import type { KeptDate } from '../policy/facts.ts'
import { type BirthdayRow, type DateRow, importantDate, keptDate, listDates, readDate } from '../queries/dates.ts'
import { type DateValues, insertDate, lockDate, removeDate, updateDate } from '../store/dates.ts'
import { type Outlook, outlookOf } from './dates-outlook.ts'

type Ahead = Pick<contract.CustomerDate, 'nextOn' | 'nextLunar' | 'prepareFrom' | 'late' | 'duty'>

const nothingAhead: Ahead = { nextOn: null, nextLunar: null, prepareFrom: null, late: false, duty: null }

/** What lies ahead of a date: its next time, when preparing begins, and what the policy asks for it. */
function aheadOf(date: KeptDate, outlook: Outlook): Ahead {
  const { today, calendar, preparation } = outlook
  const nextOn = nextTime(date, today)
  if (nextOn === null) return nothingAhead
  const { from, late } = preparationOf(nextOn, preparation, calendar, today)
  return { nextOn, nextLunar: date.calendar === 'LUNAR' ? lunarDay(nextOn) : null, prepareFrom: from, late, duty: dutyOf(date, outlook) }
}

function lunarDay(on: Day): contract.CustomerDate['nextLunar'] {
  const { month, day, leap } = lunarOf(on)
  return { month, day, leap }
}

function dutyOf(date: KeptDate, { today, plan, facts, tasks }: Outlook): Ahead['duty'] {
  const owed = plan && facts ? owedForDate(plan, facts, tasks, date, today) : null
  if (!owed) return null
  const { ruleId, kind, windowFrom, dueOn, task } = owed
  return { ruleId, kind, from: windowFrom, dueOn, taskId: task?.id ?? null, state: task?.state ?? null }
}

const shownDate = (row: DateRow, outlook: Outlook): contract.CustomerDate => ({ ...row, ...aheadOf(keptDate(row), outlook) })

function shownBirthday({ kept, contactName, version, basis }: BirthdayRow, { masked }: Scope, outlook: Outlook): contract.BirthdayAhead {
  const { id: contactId, calendar, leap, month, day, year } = kept
  const whose = { contactId, contactName, version, calendar, leap }
  if (masked) return { ...whose, ...nothingAhead, monthDay: null, year: null, basis: null }
  return { ...whose, ...aheadOf(kept, outlook), monthDay: `${two(month)}-${two(day)}`, year, basis }
}

const two = (n: number): string => String(n).padStart(2, '0')

/** What is over or masked comes last; on one day in the order of entry. */
const nextFirst = (a: { nextOn: Day | null }, b: { nextOn: Day | null }): number => (a.nextOn ?? '9999').localeCompare(b.nextOn ?? '9999')

export const listCustomerDates = read(contract.listCustomerDates, async ({ db, scope, ...context }, { customerId }) => {
  const { rows, birthdays } = await listDates(db, scope, customerId)
  const outlook = await outlookOf(db, context, customerId)
  return {
    rows: rows.map((row) => shownDate(row, outlook)).sort(nextFirst),
    birthdays: birthdays.map((row) => shownBirthday(row, scope, outlook)).sort(nextFirst),
  }
})

const columnsOf = (f: contract.CustomerDateFields): DateValues => ({
  kind: f.kind,
  title: f.title,
  calendar: f.calendar,
  month_day: f.monthDay,
  leap: f.leap,
  year: f.year,
  recurring: f.recurring,
  surprise: f.surprise,
})

/** Names everything that is wrong at once. */
function soundOrThrow(fields: contract.CustomerDateFields): void {
  const issues: FieldIssue[] = dateIssues(importantDate(fields))
  if (issues.length > 0) throw new Problem('invalid', 'invalid-input', {}, issues)
}

const usual = { calendar: 'SOLAR', leap: false, year: null, recurring: true, surprise: false } as const

const definedOnly = <T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, v]) => v !== undefined)) as { [K in keyof T]: Exclude<T[K], undefined> }

/** A date of a customer in sight, as it is after a change. */
async function result(db: Db, scope: Scope, context: Pick<ReadContext, 'company' | 'now'>, id: number): Promise<contract.CustomerDate> {
  const row = await readDate(db, scope, id)
  return shownDate(row, await outlookOf(db, context, row.customerId))
}

export const createCustomerDate = change(contract.createCustomerDate, async (context, { customerId, ...given }) => {
  const { tx, scope, now } = context
  await requireInScope(tx, scope, customerId)
  const fields: contract.CustomerDateFields = { ...usual, ...definedOnly(given) }
  soundOrThrow(fields)
  const values = columnsOf(fields)
  const id = await insertDate(tx, customerId, values, now)
  await touchCustomers(tx, [customerId], ['care'])
  return { result: await result(tx, scope, context, id), events: [contract.customerDateCreated(id, customerId, values)] }
})

export const changeCustomerDate = change(contract.changeCustomerDate, async (context, { id, version, ...given }) => {
  const { tx, scope, now } = context
  await readDate(tx, scope, id)
  const stored = await lockDate(tx, id)
  if (stored.version !== version) throw new Problem('conflict', 'changed-meanwhile', { version: stored.version })
  const seen = await readDate(tx, scope, id)
  const fields: contract.CustomerDateFields = { ...seen, ...definedOnly(given) }
  soundOrThrow(fields)
  const after = columnsOf(fields)
  if (JSON.stringify(columnsOf(seen)) === JSON.stringify(after))
    return { result: await result(tx, scope, context, id), nothingChanged: true }
  await updateDate(tx, stored, after, now)
  await touchCustomers(tx, [stored.customerId], ['care'])
  const changed = contract.customerDateChanged(id, stored.customerId, version + 1, stored.values, after)
  return { result: await result(tx, scope, context, id), events: [changed] }
})

export const deleteCustomerDate = change(contract.deleteCustomerDate, async ({ tx, scope }, { id, version }) => {
  await readDate(tx, scope, id)
  const stored = await lockDate(tx, id)
  if (stored.version !== version) throw new Problem('conflict', 'changed-meanwhile', { version: stored.version })
  await removeDate(tx, id)
  await touchCustomers(tx, [stored.customerId], ['care'])
  return { result: { id }, events: [contract.customerDateDeleted(id, stored.customerId, version, stored.values)] }
})
