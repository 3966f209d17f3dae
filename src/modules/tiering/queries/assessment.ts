import { sql } from 'kysely'
import type { Day } from '../../../core/day.ts'
import type { Db } from '../../../platform/db/db.ts'
import type { Scope } from '../../../platform/scope.ts'
import { customersInScope } from '../../customers/queries.ts'

/** Customers in scope with ledger and current standing, by number. */
export const currentStandings = (db: Db, scope: Scope, after: string, limit: number) =>
  db
    .selectFrom('customers_public_name as c')
    .leftJoin('purchases_public_facts as p', 'p.customer_id', 'c.id')
    .leftJoin('customer_tier as t', 't.customer_id', 'c.id')
    .select(['c.id', 'c.customer_no', 'c.name', 'p.ledger', 't.r', 't.f', 't.m', 't.stage', 't.tier', 't.resolved_by'])
    .select(['t.tier_spend_tenure', 't.tier_before', 't.since_on'])
    .where(customersInScope(scope, 'c'))
    .where(sql<boolean>`c.customer_no > ${after}`)
    .orderBy('c.customer_no')
    .limit(limit)
    .execute()

/** Customers in scope as a stored replay found them, with the ledger of today, by number. */
export const replayedStandings = (db: Db, scope: Scope, runId: number, after: string, limit: number) =>
  db
    .selectFrom('tier_run_row as r')
    .innerJoin('customers_public_name as c', 'c.id', 'r.customer_id')
    .leftJoin('purchases_public_facts as p', 'p.customer_id', 'c.id')
    .select(['c.id', 'c.customer_no', 'c.name', 'p.ledger', 'r.r', 'r.f', 'r.m', 'r.stage', 'r.tier', 'r.resolved_by'])
    .select(['r.tier_spend_tenure', 'r.recency_days', 'r.orders_90d', 'r.amount_12m'])
    .where('r.run_id', '=', runId)
    .where(customersInScope(scope, 'c'))
    .where(sql<boolean>`c.customer_no > ${after}`)
    .orderBy('c.customer_no')
    .limit(limit)
    .execute()

/**
 * Ledgers of the whole book, whoever asks: how customers leave is told from all of them. At most `limit`, spread evenly by a hash of the
 * number, so that the same ones are taken each time.
 */
export async function ledgersOfBook(db: Db, until: Day, limit: number): Promise<Uint8Array[]> {
  const rows = await db
    .selectFrom('customers_public_name as c')
    .innerJoin('purchases_public_facts as p', 'p.customer_id', 'c.id')
    .select('p.ledger')
    .where('p.first_valid_on', '<=', until)
    .orderBy(sql`md5(c.customer_no)`)
    .limit(limit)
    .execute()
  return rows.map((r) => r.ledger)
}
