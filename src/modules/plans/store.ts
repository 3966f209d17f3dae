import { type Selectable, sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import type { DB, Tx } from '../../platform/db/db.ts'
import { isDuplicate } from '../../platform/db/errors.ts'
import type { PlanKind, PlanResult } from './contract.ts'
import type { KeptAction } from './policy/plan.ts'
import { forgetKeyCustomers } from './store/annual.ts'

export type StoredPlan = Selectable<DB['customer_plan']>

export type NewPlan = {
  kind: PlanKind
  customer_id: number
  title: string
  goal: string | null
  from_on: Day
  until_on: Day
  measures: string
  actions: readonly KeptAction[]
  tier_before: string | null
  created_by: number | null
}

/** Undefined when the customer has a plan of the kind that runs. */
export async function insertPlan(tx: Tx, { actions, ...plan }: NewPlan, now: Date): Promise<number | undefined> {
  await sql`savepoint one_plan`.execute(tx)
  try {
    const row = await tx
      .insertInto('customer_plan')
      .values({ ...plan, actions: JSON.stringify(actions), state: 'ACTIVE', created_at: now, changed_at: now })
      .returning('id')
      .executeTakeFirstOrThrow()
    return row.id
  } catch (error) {
    if (!isDuplicate(error)) throw error
    await sql`rollback to savepoint one_plan`.execute(tx)
    return undefined
  }
}

export const lockPlan = (tx: Tx, id: number): Promise<StoredPlan | undefined> =>
  tx.selectFrom('customer_plan').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()

export type PlanChange = Partial<Pick<StoredPlan, 'title' | 'goal' | 'until_on' | 'measures' | 'actions'>> & {
  state?: 'WITHDRAWN'
  withdrawn_reason?: string
}

export async function savePlan(tx: Tx, { id, version }: Pick<StoredPlan, 'id' | 'version'>, values: PlanChange, now: Date): Promise<void> {
  await tx
    .updateTable('customer_plan')
    .set({ ...values, changed_at: now, version: version + 1 })
    .where('id', '=', id)
    .execute()
}

/** Plans that ran until before a day, the oldest first, held until the transaction ends; whoever else holds one comes to it later. */
export const lockOver = (tx: Tx, today: Day, limit: number): Promise<StoredPlan[]> =>
  tx
    .selectFrom('customer_plan')
    .selectAll()
    .where('state', '=', 'ACTIVE')
    .where('until_on', '<', today)
    .orderBy('until_on')
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .execute()

export type Ending = { id: number; tierAfter: string | null; result: PlanResult | null }

export async function endPlans(tx: Tx, endings: readonly Ending[], on: Day, now: Date): Promise<void> {
  await sql`
    update customer_plan p set state = 'ENDED', ended_on = ${on}::date, tier_after = x."tierAfter", result = x.result,
      changed_at = ${now}::timestamptz, version = p.version + 1
    from json_to_recordset(${JSON.stringify(endings)}::json) as x(id bigint, "tierAfter" text, result text) where p.id = x.id`.execute(tx)
}

/** Takes plans of customers off the book, and the customers off the plans of years, before the customers themselves go. */
export async function forgetCustomers(tx: Tx, customerIds: readonly number[]): Promise<void> {
  await tx
    .deleteFrom('customer_plan')
    .where('customer_id', '=', sql<number>`any(${sql.val([...customerIds])}::bigint[])`)
    .execute()
  await forgetKeyCustomers(tx, customerIds)
}
