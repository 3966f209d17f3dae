import { type RawBuilder, sql } from 'kysely'
import { found } from '../../core/problem.ts'
import type { Db } from '../../platform/db/db.ts'
import type { Scope, Standing } from '../../platform/scope.ts'

/** The condition that a customer (under this alias) is in the caller's sight. */
export function customersInScope(scope: Scope, alias: string): RawBuilder<boolean> {
  if (scope.all) return sql<boolean>`true`
  const column = (name: string) => sql.ref(`${alias}.${name}`)
  return sql<boolean>`(${column('owner_id')} = any(${sql.val([...scope.ownerIds])}::bigint[]) or ${column('unit_id')} = any(${sql.val([...scope.unitIds])}::bigint[]))`
}

export async function idsInScope(db: Db, scope: Scope, ids: readonly number[]): Promise<number[]> {
  const rows = await db
    .selectFrom('customer as c')
    .select('c.id')
    .where('c.id', '=', sql<number>`any(${sql.val([...ids])}::bigint[])`)
    .where(customersInScope(scope, 'c'))
    .execute()
  return rows.map((r) => r.id)
}

/** Where these customers stand now; those that are gone are missing. */
export async function customerStandings(db: Db, ids: readonly number[]): Promise<Map<number, Standing>> {
  const rows = await db
    .selectFrom('customer')
    .select(['id', 'owner_id', 'unit_id'])
    .where('id', '=', sql<number>`any(${sql.val([...ids])}::bigint[])`)
    .execute()
  return new Map(rows.map((r) => [r.id, { ownerId: r.owner_id, unitId: r.unit_id }]))
}

export async function requireInScope(db: Db, scope: Scope, customerId: number): Promise<void> {
  found((await idsInScope(db, scope, [customerId]))[0], 'customer')
}
