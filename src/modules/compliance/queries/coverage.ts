import { type RawBuilder, sql } from 'kysely'
import type { Day } from '../../../core/day.ts'
import { decodeCursor, type Page, toPage } from '../../../core/page.ts'
import { invalidField } from '../../../core/problem.ts'
import type { Db } from '../../../platform/db/db.ts'
import { type Counted, lately } from '../../../platform/lately.ts'
import { type Scope, sightText } from '../../../platform/scope.ts'
import { customersInScope } from '../../customers/queries.ts'
import type { CoveredCustomer } from '../contract.ts'
import { type Period, visitKinds } from '../policy.ts'

export type CoverageAsked = Period & { asOf: Day; latestEntry: Day; tiers: readonly string[] }

const inTiers = (tiers: readonly string[]) => sql<boolean>`tier = any(${sql.val([...tiers])}::text[])`
const isVisit = sql<boolean>`(d.kind = any(${sql.val([...visitKinds])}::text[]) or d.channel = 'VISIT')`

/**
 * Customers of `book` who on a day stood in one of the tiers, long enough, and since when. `book` are rows `k` with a customer's id: all
 * who ever came into such a tier, or all customers in the order of a list, which then stops at the end of its page.
 */
const covered = (book: RawBuilder<unknown>, { asOf, latestEntry, tiers }: CoverageAsked) => sql`
  ${book}
  cross join lateral (select l.tier, l.on_day from tiering_public_entry l
    where l.customer_id = k.customer_id and l.on_day <= ${asOf}::date order by l.id desc limit 1) e
  where e.${inTiers(tiers)} and e.on_day <= ${latestEntry}::date`

export type CoverageCounts = { customers: number; visited: number }

/** Of so many customers on it takes a while to count. */
const manyCustomers = 5_000

/** How many customers in scope belong, and how many of them were visited in the period; of a big book at most a minute old. */
export function coverageCounts(context: { db: Db; now: Date }, scope: Scope, asked: CoverageAsked): Promise<Counted<CoverageCounts>> {
  return lately(context, {
    key: `coverage ${sightText(scope)} ${JSON.stringify(asked)}`,
    count: () => countCovered(context.db, scope, asked),
    isCostly: ({ customers }) => customers > manyCustomers,
  })
}

async function countCovered(db: Db, scope: Scope, asked: CoverageAsked): Promise<CoverageCounts> {
  const { from, until, latestEntry, tiers } = asked
  const everCame = sql`(select distinct customer_id from tiering_public_entry where ${inTiers(tiers)} and on_day <= ${latestEntry}::date) k
    join customers_public_name c on c.id = k.customer_id and ${customersInScope(scope, 'c')}`
  const { rows } = await sql<CoverageCounts>`
    with belonging as (select k.customer_id from ${covered(everCame, asked)}),
    visits as (
      select d.customer_id from tasks_public_done d where d.done_on between ${from}::date and ${until}::date and ${isVisit}
      union select v.customer_id from interactions_public_visit v where v.happened_on between ${from}::date and ${until}::date)
    select count(*)::int as customers, count(v.customer_id)::int as visited
    from belonging b left join visits v on v.customer_id = b.customer_id`.execute(db)
  return rows[0] ?? { customers: 0, visited: 0 }
}

type CoveredRow = { id: number; customer_no: string; name: string; tier: string; on_day: Day; visited_on: Day | null }

/** The same customers by number, all or only those visited or not, with the last visit of the period. */
export async function coverageList(
  db: Db,
  scope: Scope,
  asked: CoverageAsked,
  { visited, after, limit }: { visited?: boolean | undefined; after?: string | undefined; limit: number },
): Promise<Page<CoveredCustomer>> {
  const [no, id] = after === undefined ? ['', 0] : (decodeCursor(after, 2) ?? [])
  if (typeof no !== 'string' || !Number.isSafeInteger(id)) throw invalidField('after', 'bad-cursor')
  const only = visited === undefined ? sql`` : visited ? sql`and v.visited_on is not null` : sql`and v.visited_on is null`
  const { from, until } = asked
  const inOrder = sql`(select c.id as customer_id, c.id, c.customer_no, c.name from customers_public_name c
      where (c.customer_no, c.id) > (${no}::text, ${id}::bigint) and ${customersInScope(scope, 'c')}) k
    cross join lateral (select greatest(
      (select max(d.done_on) from tasks_public_done d
        where d.customer_id = k.id and d.done_on between ${from}::date and ${until}::date and ${isVisit}),
      (select max(i.happened_on) from interactions_public_visit i
        where i.customer_id = k.id and i.happened_on between ${from}::date and ${until}::date)) as visited_on) v`
  const { rows } = await sql<CoveredRow>`
    select k.id, k.customer_no, k.name, e.tier, e.on_day, v.visited_on
    from ${covered(inOrder, asked)} ${only} order by k.customer_no, k.id limit ${sql.lit(limit + 1)}`.execute(db)
  const page = toPage(rows, limit, (r) => [r.customer_no, r.id])
  return {
    rows: page.rows.map((r) => ({
      ...{ customerId: Number(r.id), customerNo: r.customer_no, customerName: r.name, tier: r.tier },
      ...{ sinceOn: r.on_day, visitedOn: r.visited_on },
    })),
    next: page.next,
  }
}
