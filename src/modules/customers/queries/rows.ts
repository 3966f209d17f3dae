import { type Expression, type SqlBool, sql } from 'kysely'
import { decodeCursor } from '../../../core/page.ts'
import { invalidField } from '../../../core/problem.ts'
import type { Db } from '../../../platform/db/db.ts'
import type { Settled } from '../../../platform/filter.ts'
import type { Scope } from '../../../platform/scope.ts'
import type { CustomerFilter, CustomerRow } from '../contract.ts'
import { type SearchQuery, searchQuery } from '../policy/search.ts'
import { customersInScope } from '../queries.ts'
import { inGroup } from './grouping.ts'
import { customersMeet, lastOrderOn, tagged, withinIndustries } from './where.ts'

/** A filter whose condition was settled with whoever asks. */
export type Narrowed = Omit<CustomerFilter, 'where'> & { where?: Settled | undefined }

const list = (values: readonly string[]) => sql<string>`any(${sql.val([...values])}::text[])`

/**
 * The tokens and texts a search asks for, against `customer_search` under the alias `s`. Known to be `rare`, the words are kept from the
 * planner, which would else think anew for each of them.
 */
export function searched(query: SearchQuery, rare: boolean): Expression<SqlBool>[] {
  const tokens = (list: readonly string[]) => (rare ? sql`(select ${sql.val([...list])}::text[])` : sql`${sql.val([...list])}::text[]`)
  return query.every.map(({ some }) => {
    if (some.length === 0) return sql<SqlBool>`false`
    const ways = some.map(({ all, any, contains }) => {
      const parts = [
        ...(all.length > 0 ? [sql<SqlBool>`s.tokens @> ${tokens(all)}`] : []),
        ...(any.length > 0 ? [sql<SqlBool>`s.tokens && ${tokens(any)}`] : []),
        // One token that is the whole word decides already. strpos rather than LIKE: the planner takes LIKE for far rarer than it is.
        ...(contains === null || (all.length === 1 && all[0] === contains) ? [] : [sql<SqlBool>`strpos(s.text, ${contains}) > 0`]),
      ]
      return sql<SqlBool>`(${sql.join(parts, sql` and `)})`
    })
    return sql<SqlBool>`(${sql.join(ways, sql` or `)})`
  })
}

/** A name or figure of one row more, fetched after the page is cut: a join each would have the planner weigh orders of joining. */
const ownerName = sql<string | null>`(select p.name from organisation_public_person p where p.id = c.owner_id)`
const unitName = sql<string | null>`(select u.name from organisation_public_unit u where u.id = c.unit_id)`

/** What a filter's typed words look for; phone numbers only for whom they are not masked. */
export const wordsOf = (f: Narrowed, scope: Scope): SearchQuery | null =>
  f.q === undefined ? null : searchQuery(f.q, { phones: !scope.masked })

/** A filter, or customers chosen one by one: only these, or all but these. */
export type ChosenFilter = Narrowed & { ids?: readonly number[]; except?: readonly number[] }

const idList = (ids: readonly number[]) => sql`${sql.val([...ids])}::bigint[]`

/** Customers in scope that a filter holds, joined with what the filter needs. */
export function filtered(db: Db, scope: Scope, f: ChosenFilter, rare = false) {
  const words = wordsOf(f, scope)
  let q = db.selectFrom('customer as c').leftJoin('tiering_public_tier as t', 't.customer_id', 'c.id').where(customersInScope(scope, 'c'))
  if (words) {
    const inSearch = sql<SqlBool>`c.id in (select s.customer_id from customer_search s where ${sql.join(searched(words, rare), sql` and `)})`
    q = q.where(inSearch)
  }
  if (f.ids) q = q.where(sql<SqlBool>`c.id = any(${idList(f.ids)})`)
  if (f.except) q = q.where(sql<SqlBool>`c.id <> all(${idList(f.except)})`)
  if (f.tier) q = q.where('t.tier', '=', list(f.tier))
  if (f.stage) q = q.where('t.stage', '=', list(f.stage))
  if (f.class) q = q.where('c.class', '=', f.class)
  if (f.ownerId !== undefined) q = q.where('c.owner_id', '=', f.ownerId)
  if (f.unitId !== undefined) q = q.where('c.unit_id', '=', f.unitId)
  if (f.macroRegion)
    q =
      f.macroRegion.length === 1
        ? q.where('c.macro_region', '=', f.macroRegion[0] ?? '')
        : q.where('c.macro_region', '=', list(f.macroRegion))
  if (f.provinceCode) q = q.where('c.province_code', '=', list(f.provinceCode))
  if (f.industryCode) q = q.where(withinIndustries(f.industryCode))
  if (f.status) q = q.where('c.status', '=', f.status)
  if (f.agentId !== undefined) q = q.where('c.agent_id', '=', f.agentId)
  if (f.completenessBelow !== undefined)
    q = q.where(sql<SqlBool>`c.filled_fields * 10000 < c.required_fields * ${f.completenessBelow}::int`)
  if (f.lastOrderFrom !== undefined) q = q.where(lastOrderOn, '>=', f.lastOrderFrom)
  if (f.lastOrderUntil !== undefined) q = q.where(lastOrderOn, '<=', f.lastOrderUntil)
  if (f.within !== undefined) q = q.where(inGroup(f.within))
  for (const tag of f.tag ?? []) q = q.where(tagged([tag]))
  if (f.where) q = q.where(customersMeet(f.where))
  return q
}

/** A list row before other rooms add their columns. */
export type BareRow = Omit<CustomerRow, 'amount12m' | 'growth'>

const sortKeys = {
  name: { column: 'c.name_key', down: false },
  '-name': { column: 'c.name_key', down: true },
  number: { column: 'c.customer_no', down: false },
  '-number': { column: 'c.customer_no', down: true },
  created: { column: 'c.created_at', down: false },
  '-created': { column: 'c.created_at', down: true },
  '-lastOrder': { column: 'o.last_valid_on', down: true },
} as const
export type CustomerSort = keyof typeof sortKeys

export type Paging = { sort: CustomerSort; after?: string | undefined; limit: number }

/** A place in a list: the sort key and the id of the row before it. */
export type Position = readonly [key: string | number | null, id: string | number | null]

/** The parts of a cursor; refused when it is none of this list. */
export function positionOf(after: string | undefined, parts: number): (string | number | null)[] | undefined {
  if (after === undefined) return undefined
  const at = decodeCursor(after, parts)
  if (!at) throw invalidField('after', 'bad-cursor')
  return at
}

const shownColumns = [
  'c.id',
  'c.customer_no',
  'c.name',
  'c.class',
  'c.status',
  'c.macro_region',
  'c.province_code',
  'c.industry_code',
  'c.required_fields',
  'c.filled_fields',
  'c.created_at',
] as const

export type ListRow = {
  id: number
  customer_no: string
  name: string
  class: string
  status: string
  macro_region: string | null
  province_code: string | null
  industry_code: string | null
  required_fields: number
  filled_fields: number
  created_at: Date
  tier: string | null
  stage: string | null
  tags: string[] | null
  last_valid_on: string | null
  owner_name: string | null
  unit_name: string | null
  rfm: number | null
}

/** What a list shows, in its order, from a position on. */
export function stretch(db: Db, scope: Scope, filter: ChosenFilter, page: Paging, at: Position | undefined) {
  const { column, down } = sortKeys[page.sort]
  const key = sql.ref<string>(column)
  const lastOrder = page.sort === '-lastOrder'
  let q = filtered(db, scope, filter)
    .$if(lastOrder, (all) => all.innerJoin('purchases_public_facts as o', 'o.customer_id', 'c.id') as typeof all)
    .select(shownColumns)
    .select(['t.tier', 't.stage', 't.tags', lastOrderOn.as('last_valid_on'), ownerName.as('owner_name'), unitName.as('unit_name')])
    .select([sql<number | null>`(t.r + t.f + t.m)::int`.as('rfm'), sql<string>`${key}::text`.as('sort_key')])
  if (lastOrder) q = q.where(sql<SqlBool>`o.last_valid_on is not null`)
  if (at) {
    const type = sql.raw(page.sort.endsWith('created') ? 'timestamptz' : lastOrder ? 'date' : 'text')
    q = q.where(sql<SqlBool>`(${key}, c.id) ${sql.raw(down ? '<' : '>')} (${String(at[0])}::${type}, ${at[1]}::bigint)`)
  }
  const order = down ? 'desc' : 'asc'
  return q.orderBy(key, order).orderBy('c.id', order)
}

/** Share of key fields filled, in 1/10000; a customer none applies to is complete. */
export const basisPoints = (filled: number, required: number): number =>
  required === 0 ? 10_000 : Math.floor((filled * 10_000) / required)

export const toRow = (r: ListRow): BareRow => ({
  id: r.id,
  customerNo: r.customer_no,
  name: r.name,
  class: r.class === 'KEY' ? 'KEY' : 'GENERAL',
  status: r.status === 'INACTIVE' ? 'INACTIVE' : 'ACTIVE',
  tier: r.tier,
  stage: r.stage,
  rfm: r.rfm,
  tags: r.tags ?? [],
  ownerName: r.owner_name,
  unitName: r.unit_name,
  macroRegion: r.macro_region,
  provinceCode: r.province_code,
  industryCode: r.industry_code,
  lastOrderOn: r.last_valid_on,
  completeness: basisPoints(r.filled_fields, r.required_fields),
  createdAt: r.created_at,
})
