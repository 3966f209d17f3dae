import { sql } from 'kysely'
import type { Db } from '../../../platform/db/db.ts'

/** Where a customer stands, and who looks after it. */
export type Standing = { tier: string | null; ownerId: number | null }

export async function standingsOf(db: Db, customerIds: readonly number[]): Promise<Map<number, Standing>> {
  if (customerIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('customers_public_name as c')
    .leftJoin('tiering_public_tier as t', 't.customer_id', 'c.id')
    .leftJoin('organisation_public_person as p', (join) => join.onRef('p.id', '=', 'c.owner_id').on('p.active', '=', true))
    .select(['c.id', 't.tier', 'p.id as ownerId'])
    .where('c.id', '=', sql<number>`any(${sql.val([...customerIds])}::bigint[])`)
    .execute()
  return new Map(rows.map(({ id, tier, ownerId }) => [id, { tier, ownerId }]))
}
