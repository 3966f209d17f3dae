import { found } from '../../../core/problem.ts'
import type { Tx } from '../../../platform/db/db.ts'

/** A day that matters as it is stored; events speak these names. */
export type DateValues = {
  kind: string
  title: string
  calendar: string
  month_day: string
  leap: boolean
  year: number | null
  recurring: boolean
  surprise: boolean
}

export async function insertDate(tx: Tx, customerId: number, values: DateValues, now: Date): Promise<number> {
  const row = await tx
    .insertInto('customer_date')
    .values({ ...values, customer_id: customerId, created_at: now, changed_at: now })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

export type StoredDate = { id: number; customerId: number; version: number; values: DateValues }

/** One date, held until the transaction ends. */
export async function lockDate(tx: Tx, id: number): Promise<StoredDate> {
  const row = await tx
    .selectFrom('customer_date')
    .select(['customer_id', 'version'])
    .select(['kind', 'title', 'calendar', 'month_day', 'leap', 'year', 'recurring', 'surprise'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  const { customer_id, version, ...values } = found(row, 'customer-date')
  return { id, customerId: customer_id, version, values }
}

export async function updateDate(tx: Tx, { id, version }: StoredDate, values: DateValues, now: Date): Promise<void> {
  await tx
    .updateTable('customer_date')
    .set({ ...values, changed_at: now, version: version + 1 })
    .where('id', '=', id)
    .execute()
}

export async function removeDate(tx: Tx, id: number): Promise<void> {
  await tx.deleteFrom('customer_date').where('id', '=', id).execute()
}
