import { found, Problem } from '../../../core/problem.ts'
import type { Tx } from '../../../platform/db/db.ts'
import type { Scope } from '../../../platform/scope.ts'
import { idsInScope } from '../queries.ts'
import { lockCustomers, type StoredCustomer } from '../store.ts'

export { takeTouched, touchCustomers, untouchBetween } from '../store.ts'

/** Holds the rows of customers the caller may see; one out of sight is not found, nothing is held then. */
export async function lockVisibleCustomers(tx: Tx, scope: Scope, ids: readonly number[]): Promise<StoredCustomer[]> {
  const visible = new Set(await idsInScope(tx, scope, ids))
  const hidden = ids.filter((id) => !visible.has(id))
  if (hidden.length > 0) throw new Problem('not-found', 'not-found', { kind: 'customer' })
  return lockCustomers(tx, ids)
}

export const lockVisibleCustomer = async (tx: Tx, scope: Scope, id: number): Promise<StoredCustomer> =>
  found((await lockVisibleCustomers(tx, scope, [id]))[0], 'customer')
