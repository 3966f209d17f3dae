import { type Selectable, sql } from 'kysely'
import type { Day } from '../../../core/day.ts'
import type { DB, Tx } from '../../../platform/db/db.ts'
import { isDuplicate } from '../../../platform/db/errors.ts'
import type { KeptAction } from '../policy/plan.ts'
import { customersOf } from '../queries/annual.ts'

export type StoredAnnual = Selectable<DB['annual_plan']>

type NewAnnual = {
  year: number
  unit_id: number | null
  goals: readonly string[]
  key_customers: readonly number[]
  actions: readonly KeptAction[]
  created_by: number | null
}

/** Undefined when there is a plan of that year and unit. */
export async function insertAnnual(tx: Tx, plan: NewAnnual, now: Date): Promise<number | undefined> {
  await sql`savepoint one_year`.execute(tx)
  try {
    const row = await tx
      .insertInto('annual_plan')
      .values({
        ...plan,
        goals: [...plan.goals],
        key_customers: JSON.stringify(plan.key_customers),
        actions: JSON.stringify(plan.actions),
        ...{ state: 'DRAFT', created_at: now, changed_at: now },
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return row.id
  } catch (error) {
    if (!isDuplicate(error)) throw error
    await sql`rollback to savepoint one_year`.execute(tx)
    return undefined
  }
}

export const lockAnnual = (tx: Tx, id: number): Promise<StoredAnnual | undefined> =>
  tx.selectFrom('annual_plan').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()

export type AnnualChange = Partial<Pick<StoredAnnual, 'goals' | 'key_customers' | 'actions' | 'note'>> & {
  state?: 'APPROVED'
  approved_on?: Day
  approved_by_name?: string
}

export async function saveAnnual(
  tx: Tx,
  { id, version }: Pick<StoredAnnual, 'id' | 'version'>,
  values: AnnualChange,
  now: Date,
): Promise<void> {
  await tx
    .updateTable('annual_plan')
    .set({ ...values, changed_at: now, version: version + 1 })
    .where('id', '=', id)
    .execute()
}

/** Plans of years are few: each is read. */
export async function forgetKeyCustomers(tx: Tx, customerIds: readonly number[]): Promise<void> {
  const gone = new Set(customerIds)
  const plans = await tx
    .selectFrom('annual_plan')
    .select(['id', 'key_customers'])
    .where('key_customers', '<>', '[]')
    .orderBy('id')
    .execute()
  for (const { id, key_customers } of plans) {
    const kept = customersOf(key_customers).filter((customerId) => !gone.has(customerId))
    if (kept.length === customersOf(key_customers).length) continue
    await tx
      .updateTable('annual_plan')
      .set({ key_customers: JSON.stringify(kept) })
      .where('id', '=', id)
      .execute()
  }
}
