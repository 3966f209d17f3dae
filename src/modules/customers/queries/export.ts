import { sql } from 'kysely'
import type { Db } from '../../../platform/db/db.ts'
import type { Scope } from '../../../platform/scope.ts'
import { type Colleague, exportColumns } from '../policy/export-columns.ts'
import type { CustomerValues } from '../policy/values.ts'
import { customersInScope } from '../queries.ts'
import { masked, maskedColumns } from './record.ts'

/** Values by column of customers in scope; phones masked where the scope says so, the number of an agent in sight as `agent_no`. */
export async function valuesToExport(db: Db, scope: Scope, ids: readonly number[]): Promise<Map<number, CustomerValues>> {
  const rows = await db
    .selectFrom('customer as c')
    .leftJoin('customer as a', (join) => join.onRef('a.id', '=', 'c.agent_id').on(customersInScope(scope, 'a')))
    .select(['c.id', 'a.customer_no as agent_no'])
    .select(exportColumns.map(({ column }) => `c.${column}` as 'c.name'))
    .where('c.id', '=', sql<number>`any(${sql.val([...ids])}::bigint[])`)
    .where(customersInScope(scope, 'c'))
    .execute()
  return new Map(
    rows.map(({ id, ...values }) => {
      const shown: CustomerValues = { ...values }
      if (scope.masked) for (const column of maskedColumns) shown[column] = masked(shown[column])
      return [id, shown]
    }),
  )
}

export const colleagues = (db: Db): Promise<Colleague[]> =>
  db.selectFrom('organisation_public_person').select(['id', 'login', 'name', 'active']).execute()

export async function unitNames(db: Db): Promise<Map<number, string>> {
  const rows = await db.selectFrom('organisation_public_unit').select(['id', 'name']).execute()
  return new Map(rows.map((u) => [u.id, u.name]))
}

/** Credit codes of customers in scope, for files of what belongs to them. */
export async function creditCodes(db: Db, scope: Scope, ids: readonly number[]): Promise<Map<number, string | null>> {
  const rows = await db
    .selectFrom('customer as c')
    .select(['c.id', 'c.credit_code'])
    .where('c.id', '=', sql<number>`any(${sql.val([...ids])}::bigint[])`)
    .where(customersInScope(scope, 'c'))
    .execute()
  return new Map(rows.map((r) => [r.id, r.credit_code]))
}
