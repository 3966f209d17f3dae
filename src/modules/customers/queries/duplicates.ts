import { type SqlBool, sql } from 'kysely'
import type { Db } from '../../../platform/db/db.ts'
import type { Scope } from '../../../platform/scope.ts'
import type { DuplicateHit } from '../contract.ts'
import { customersInScope } from '../queries.ts'

export type DuplicateKeys = {
  name?: string | undefined
  creditCode?: string | undefined
  phones: readonly string[]
  exceptId?: number | undefined
}

/** Customers that share an exact key. Out of sight only the department is told, never the name (§0.1.15). */
export async function exactDuplicates(db: Db, scope: Scope, keys: DuplicateKeys): Promise<DuplicateHit[]> {
  const base = () =>
    db
      .selectFrom('customer as c')
      .leftJoin('organisation_public_unit as u', 'u.id', 'c.unit_id')
      .select(['c.id', 'c.customer_no', 'c.name', 'u.name as unit_name', customersInScope(scope, 'c').as('visible')])
      .where('c.id', '!=', keys.exceptId ?? 0)
      .limit(5)
  const hits = async (by: DuplicateHit['by'], q: ReturnType<typeof base>): Promise<DuplicateHit[]> =>
    (await q.execute()).map((r) => ({
      by,
      customer: r.visible ? { id: r.id, customerNo: r.customer_no, name: r.name } : null,
      askUnit: r.visible ? null : r.unit_name,
    }))
  const phones = keys.phones
  const answers = await Promise.all([
    keys.creditCode ? hits('CREDIT_CODE', base().where('c.credit_code', '=', keys.creditCode)) : [],
    keys.name ? hits('NAME', base().where('c.name_identity', '=', keys.name)) : [],
    phones.length > 0
      ? hits(
          'PHONE',
          base().where(
            sql<SqlBool>`c.id in (select s.customer_id from customer_search s where s.tokens && ${sql.val(phones.map((p) => `t:${p}`))}::text[])`,
          ),
        )
      : [],
  ])
  return answers.flat()
}
