import { type Page, toPage } from '../../../core/page.ts'
import { planOnce } from '../../../platform/db/connect.ts'
import type { Db } from '../../../platform/db/db.ts'
import type { Scope } from '../../../platform/scope.ts'
import type { CustomerFilter } from '../contract.ts'
import { type BareRow, type ChosenFilter, filtered, type Narrowed, type Paging, positionOf, stretch, toRow } from './rows.ts'
import { searchCustomers } from './search.ts'

/** Fields of few values, each held by many: the same plan is right for all of them. */
const common = new Set<string>(['tier', 'macroRegion', 'class', 'status'] satisfies (keyof CustomerFilter)[])

const isCommon = (filter: Narrowed): boolean => Object.entries(filter).every(([field, value]) => value === undefined || common.has(field))

/** A page of customers in scope, by key. */
export async function listCustomers(db: Db, scope: Scope, filter: ChosenFilter, page: Paging): Promise<Page<BareRow>> {
  if (filter.q?.trim() && page.sort === 'name') return searchCustomers(db, scope, filter, page)
  const at = positionOf(page.after, 2)
  const rows = await stretch(db, scope, filter, page, at && [at[0] ?? null, at[1] ?? null])
    .limit(page.limit + 1)
    .$if(isCommon(filter), (q) => q.modifyFront(planOnce))
    .execute()
  const cut = toPage(rows, page.limit, (r) => [r.sort_key, r.id])
  return { next: cut.next, rows: cut.rows.map(toRow) }
}

export const countCap = 10_000

/** How many a filter holds, counting no further than `countCap`. */
export async function countCustomers(db: Db, scope: Scope, filter: Narrowed): Promise<{ count: number; capped: boolean }> {
  const some = filtered(db, scope, filter)
    .select('c.id')
    .limit(countCap + 1)
    .as('some')
  const { n } = await db
    .selectFrom(some)
    .select((e) => e.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return { count: Math.min(Number(n), countCap), capped: Number(n) > countCap }
}
