import { sql } from 'kysely'
import type { Db } from '../../../platform/db/db.ts'
import type { Scope } from '../../../platform/scope.ts'
import { customersInScope } from '../queries.ts'
import { filtered, type Narrowed } from './rows.ts'

/** Customers in scope that a filter holds, by id and version. */
export const chosenCustomers = (db: Db, scope: Scope, filter: Narrowed) =>
  filtered(db, scope, filter).select(['c.id as row_id', 'c.version'])

/** Those of these customers that are in scope, with what they are called. */
export const seenCustomers = (db: Db, scope: Scope, ids: readonly number[]) =>
  db
    .selectFrom('customer as c')
    .select(['c.id', 'c.name as label', 'c.version'])
    .where('c.id', '=', sql<number>`any(${sql.val([...ids])}::bigint[])`)
    .where(customersInScope(scope, 'c'))
    .execute()
