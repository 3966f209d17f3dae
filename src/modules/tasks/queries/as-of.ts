import { sql } from 'kysely'
import type { Day } from '../../../core/day.ts'
import type { Db } from '../../../platform/db/db.ts'
import type { Basis } from '../contract.ts'
import type { PolicyTask } from '../queries.ts'

/** A duty as it was recorded at an instant of the past. */
export type PastPolicyTask = PolicyTask & { basis: Basis }

/**
 * Every duty these customers had been planned before an instant, as it was recorded then, by customer and due day: what was reported,
 * waived or ended since was open. A report taken back since is not told from one that was never made.
 */
export async function policyTasksAsOf(db: Db, customerIds: readonly number[], before: Date): Promise<PastPolicyTask[]> {
  const settled = sql`(state <> 'OPEN' and changed_at < ${before}::timestamptz)`
  const { rows } = await sql<PastPolicyTask>`
    select id, customer_id as "customerId", rule_id as "ruleId", period, kind, due_on as "dueOn", window_from as "windowFrom",
      window_to as "windowTo", basis, case when ${settled} then state else 'OPEN' end as state, case when ${settled} then done_on end as "doneOn"
    from task where customer_id = any(${sql.val([...customerIds])}::bigint[]) and rule_id is not null and created_at < ${before}::timestamptz
    order by customer_id, due_on, id`.execute(db)
  return rows
}

/** The last contact of each of these customers by a task that people set themselves, of those reported before an instant. */
export async function contactTasksAsOf(db: Db, customerIds: readonly number[], before: Date): Promise<Map<number, Day>> {
  const { rows } = await sql<{ customerId: number; day: Day }>`
    select customer_id as "customerId", max(done_on) as day from task
    where customer_id = any(${sql.val([...customerIds])}::bigint[]) and rule_id is null and state = 'DONE' and channel is not null
      and changed_at < ${before}::timestamptz
    group by 1`.execute(db)
  return new Map(rows.map((r) => [r.customerId, r.day]))
}
