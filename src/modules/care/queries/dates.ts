import { sql } from 'kysely'
import { found } from '../../../core/problem.ts'
import type { Db } from '../../../platform/db/db.ts'
import type { Scope } from '../../../platform/scope.ts'
import { customersInScope, requireInScope } from '../../customers/queries.ts'
import { type CustomerDateFields, dateKinds } from '../contract/dates.ts'
import type { ImportantDate } from '../policy/dates.ts'

/** A day that matters as it was entered, unmasked. */
export type DateRow = CustomerDateFields & { id: number; customerId: number; contactName: string | null; version: number }

const dates = (db: Db) =>
  db
    .selectFrom('customer_date as d')
    .leftJoin('customers_public_contact as k', 'k.id', 'd.contact_id')
    .select([
      'd.id',
      'd.customer_id as customerId',
      'd.contact_id as contactId',
      'k.name as contactName',
      'd.kind',
      'd.title',
      'd.calendar',
    ])
    .select(['d.month_day as monthDay', 'd.leap', 'd.year', 'd.recurring', 'd.basis', 'd.surprise', 'd.version'])

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

/** The days that matter to a customer in scope. */
export async function listDates(db: Db, scope: Scope, customerId: number): Promise<DateRow[]> {
  await requireInScope(db, scope, customerId)
  return (await dates(db).where('d.customer_id', '=', customerId).orderBy('d.id').execute()).map(toDate)
}

/** One of them; one out of sight and one that is missing are the same answer. */
export async function readDate(db: Db, scope: Scope, id: number): Promise<DateRow> {
  const row = await dates(db)
    .innerJoin('customers_public_name as c', 'c.id', 'd.customer_id')
    .where('d.id', '=', id)
    .where(customersInScope(scope, 'c'))
    .executeTakeFirst()
  return toDate(found(row, 'customer-date'))
}

/** The days that matter to these customers, for planning: by customer, whoever may see them. */
export async function datesOf(db: Db, customerIds: readonly number[]): Promise<Map<number, DateRow[]>> {
  const rows = await dates(db)
    .where('d.customer_id', '=', sql<number>`any(${sql.val([...customerIds])}::bigint[])`)
    .orderBy('d.id')
    .execute()
  return Map.groupBy(rows.map(toDate), (d) => d.customerId)
}

/** Whether this is a person at this customer. */
export async function isContactAt(db: Db, customerId: number, contactId: number): Promise<boolean> {
  const row = await db
    .selectFrom('customers_public_contact')
    .select('id')
    .where('id', '=', contactId)
    .where('customer_id', '=', customerId)
    .executeTakeFirst()
  return row !== undefined
}
