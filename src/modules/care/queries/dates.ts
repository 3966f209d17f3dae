import { sql } from 'kysely'
import { found } from '../../../core/problem.ts'
import type { Db } from '../../../platform/db/db.ts'
import type { Scope } from '../../../platform/scope.ts'
import { birthdayCalendars } from '../../customers/contract/contacts.ts'
import { birthdayOf } from '../../customers/policy/birthdays.ts'
import { customersInScope, requireInScope } from '../../customers/queries.ts'
import { type CustomerDateFields, dateKinds } from '../contract/dates.ts'
import type { ImportantDate } from '../policy/dates.ts'
import type { KeptDate } from '../policy/facts.ts'

/** A day that matters to a customer as it was entered. */
export type DateRow = CustomerDateFields & { id: number; customerId: number; version: number }

const dates = (db: Db) =>
  db
    .selectFrom('customer_date as d')
    .select(['d.id', 'd.customer_id as customerId', 'd.kind', 'd.title', 'd.calendar', 'd.month_day as monthDay'])
    .select(['d.leap', 'd.year', 'd.recurring', 'd.surprise', 'd.version'])

type Row = Awaited<ReturnType<ReturnType<typeof dates>['execute']>>[number]

const toDate = ({ kind, calendar, ...row }: Row): DateRow => ({
  ...row,
  kind: dateKinds.find((k) => k === kind) ?? 'OTHER',
  calendar: calendar === 'LUNAR' ? 'LUNAR' : 'SOLAR',
})

/** A day as its calendar counts it. */
export const importantDate = ({ monthDay, calendar, leap, year, recurring }: CustomerDateFields): ImportantDate => ({
  calendar,
  month: Number(monthDay.slice(0, 2)),
  day: Number(monthDay.slice(3)),
  leap,
  year,
  recurring,
})

export const keptDate = (row: DateRow): KeptDate => ({ ...importantDate(row), id: row.id, kind: row.kind, title: row.title })

/** A birthday of one of a customer's people; one is kept with a basis only. */
export type BirthdayRow = { customerId: number; contactName: string; version: number; basis: string; kept: KeptDate }

const birthdays = (db: Db, customerIds: readonly number[]) =>
  db
    .selectFrom('customers_public_birthday as b')
    .select(['b.id', 'b.customer_id', 'b.name', 'b.birthday', 'b.birthday_calendar', 'b.birthday_basis', 'b.version'])
    .where('b.customer_id', '=', sql<number>`any(${sql.val([...customerIds])}::bigint[])`)
    .orderBy('b.id')

async function birthdaysOf(db: Db, customerIds: readonly number[]): Promise<BirthdayRow[]> {
  const rows = await birthdays(db, customerIds).execute()
  return rows.flatMap((r) => {
    const day = birthdayOf(r.birthday ?? '', birthdayCalendars.find((c) => c === r.birthday_calendar) ?? null)
    if (day === undefined) return []
    const kept = { ...day, recurring: true, id: r.id, kind: 'BIRTHDAY', title: `${r.name}生日` }
    return [{ customerId: r.customer_id, contactName: r.name, version: r.version, basis: r.birthday_basis ?? '', kept }]
  })
}

/** The days that matter to a customer in scope, and the birthdays of its people. */
export async function listDates(db: Db, scope: Scope, customerId: number): Promise<{ rows: DateRow[]; birthdays: BirthdayRow[] }> {
  await requireInScope(db, scope, customerId)
  const rows = (await dates(db).where('d.customer_id', '=', customerId).orderBy('d.id').execute()).map(toDate)
  return { rows, birthdays: await birthdaysOf(db, [customerId]) }
}

/** One of the days; one out of sight and one that is missing are the same answer. */
export async function readDate(db: Db, scope: Scope, id: number): Promise<DateRow> {
  const row = await dates(db)
    .innerJoin('customers_public_name as c', 'c.id', 'd.customer_id')
    .where('d.id', '=', id)
    .where(customersInScope(scope, 'c'))
    .executeTakeFirst()
  return toDate(found(row, 'customer-date'))
}

/** The days that matter to these customers and their people's birthdays, for planning: by customer, whoever may see them. */
export async function datesOf(db: Db, customerIds: readonly number[]): Promise<Map<number, KeptDate[]>> {
  const rows = await dates(db)
    .where('d.customer_id', '=', sql<number>`any(${sql.val([...customerIds])}::bigint[])`)
    .orderBy('d.id')
    .execute()
  const found = new Map<number, KeptDate[]>()
  const keep = (customerId: number, kept: KeptDate) => {
    const known = found.get(customerId)
    if (known) known.push(kept)
    else found.set(customerId, [kept])
  }
  for (const row of rows) keep(row.customerId, keptDate(toDate(row)))
  for (const { customerId, kept } of await birthdaysOf(db, customerIds)) keep(customerId, kept)
  return found
}
