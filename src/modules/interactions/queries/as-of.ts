import { sql } from 'kysely'
import type { Day } from '../../../core/day.ts'
import type { Db } from '../../../platform/db/db.ts'

/** The last contact with each of these customers on or before a day, of those written down before an instant; notes are none. */
export async function lastContactsAsOf(db: Db, customerIds: readonly number[], asOf: Day, before: Date): Promise<Map<number, Day>> {
  const { rows } = await sql<{ customerId: number; day: Day }>`
    select customer_id as "customerId", max(happened_on) as day from interaction
    where customer_id = any(${sql.val([...customerIds])}::bigint[]) and channel <> 'NOTE' and happened_on <= ${asOf}::date
      and logged_at < ${before}::timestamptz
    group by 1`.execute(db)
  return new Map(rows.map((r) => [r.customerId, r.day]))
}
