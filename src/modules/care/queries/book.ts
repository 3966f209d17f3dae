import { type RawBuilder, sql } from 'kysely'
import type { Day } from '../../../core/day.ts'
import { decodeCursor, type Page, toPage } from '../../../core/page.ts'
import { invalidField } from '../../../core/problem.ts'
import type { Db } from '../../../platform/db/db.ts'
import { type Counted, lately } from '../../../platform/lately.ts'
import { type Scope, sightText } from '../../../platform/scope.ts'
import { customersInScope } from '../../customers/queries.ts'
import type { BookLine } from '../contract/book.ts'
import { dimensionOf, hasNewTier } from '../policy/applies.ts'
import { maintenanceKinds, recommendationKinds, type Year } from '../policy/book.ts'
import type { CareDocument } from '../policy/section.ts'

/** Ordinary customers of a year: whose sight, of which unit, and whom care covers by the policy. */
export type BookAsked = { scope: Scope; year: Year; unitId?: number | undefined; document: CareDocument }

const hasOrders = sql<boolean>`(f.last_valid_on is not null)`

/** The condition that a customer (`c`, with facts `f` and tier `t`) is in a group of customers; the same as `appliesTo` says of facts. */
function belongs(audience: string, newByTier: boolean): RawBuilder<boolean> {
  const code = audience.slice(audience.indexOf(':') + 1)
  switch (dimensionOf(audience)) {
    case 'class':
      return sql<boolean>`c.class = ${code}`
    case 'tier':
      return sql<boolean>`t.tier = ${code}`
    case 'stage':
      return sql<boolean>`t.stage = ${code}`
    case 'segment':
      return sql<boolean>`c.segment = ${code}`
    case 'tag':
      return sql<boolean>`${code} = any(t.tags)`
    default:
      if (code === 'HAS_ORDERS') return hasOrders
      if (code !== 'NEW_CUSTOMER') return sql<boolean>`false`
      return newByTier ? sql<boolean>`t.tier = 'NEW'` : sql<boolean>`(t.stage = 'NEW' and ${hasOrders})`
  }
}

const inUnit = (unitId: number | undefined) => (unitId === undefined ? sql<boolean>`true` : sql<boolean>`c.unit_id = ${unitId}::bigint`)

/** Ordinary customers whom care covers, `c` with facts and tier. */
function ordinary({ scope, unitId, document }: BookAsked): RawBuilder<unknown> {
  const newByTier = hasNewTier(document.tiering)
  const covered = document.care.appliesTo.map((audience) => sql`coalesce(${belongs(audience, newByTier)}, false)`)
  return sql`customers_public_care c
    left join purchases_public_facts f on f.customer_id = c.id
    left join tiering_public_tier t on t.customer_id = c.id
    where c.class = 'GENERAL' and (${sql.join(covered, sql` or `)}) and ${customersInScope(scope, 'c')} and ${inUnit(unitId)}`
}

const anyOf = (kinds: readonly string[]) => sql`any(${sql.val([...kinds])}::text[])`
const within = ({ from, until }: Year) => sql`between ${from}::date and ${until}::date`
/** The last tasks done of both kinds. */
const lastDone = sql`max(d.done_on) filter (where d.kind = ${anyOf(maintenanceKinds)}) as maintained_on,
  max(d.done_on) filter (where d.kind = ${anyOf(recommendationKinds)}) as recommended_on`
const doneIn = (year: Year) => sql`d.kind = ${anyOf([...maintenanceKinds, ...recommendationKinds])} and d.done_on ${within(year)}`

/** With what an import knew of the time before, where it lies in the year. */
const maintained = (year: Year) => sql<Day | null>`greatest(r.maintained_on,
  case when c.last_maintenance_on ${within(year)} then c.last_maintenance_on end)`
const recommended = (year: Year) => sql<Day | null>`greatest(r.recommended_on,
  case when c.last_product_visit_on ${within(year)} then c.last_product_visit_on end)`

export type BookCounts = { customers: number; maintained: number; recommended: number; kept: number }

/** Of so many customers on it takes a while to count. */
const manyCustomers = 20_000

/** How many ordinary customers there are and have their records of a year; of a big book at most a minute old. */
export function bookCounts(context: { db: Db; now: Date }, asked: BookAsked): Promise<Counted<BookCounts>> {
  const { scope, year, unitId, document } = asked
  const covered = JSON.stringify([document.care.appliesTo, hasNewTier(document.tiering)])
  return lately(context, {
    key: `care book ${sightText(scope)} ${year.from} ${unitId ?? ''} ${covered}`,
    count: () => countBook(context.db, asked),
    isCostly: ({ customers }) => customers > manyCustomers,
  })
}

async function countBook(db: Db, asked: BookAsked): Promise<BookCounts> {
  const { year } = asked
  const { rows } = await sql<BookCounts>`
    with records as materialized (select d.customer_id, ${lastDone} from tasks_public_done d where ${doneIn(year)} group by d.customer_id),
    covered as (select c.id, c.last_maintenance_on, c.last_product_visit_on from ${ordinary(asked)})
    select count(*)::int as customers, count(${maintained(year)})::int as maintained, count(${recommended(year)})::int as recommended,
      count(*) filter (where ${maintained(year)} is not null and ${recommended(year)} is not null)::int as kept
    from covered c left join records r on r.customer_id = c.id`.execute(db)
  return rows[0] ?? { customers: 0, maintained: 0, recommended: 0, kept: 0 }
}

type Line = Omit<BookLine, 'customerId'> & { customerId: number }

/** Ordinary customers by number with their records of a year; all, or only those that have both or lack one. */
export async function bookLines(
  db: Db,
  asked: BookAsked,
  { kept, after, limit }: { kept?: boolean | undefined; after: string; limit: number },
): Promise<Line[]> {
  const { year } = asked
  const both = sql<boolean>`(${maintained(year)} is not null and ${recommended(year)} is not null)`
  const only = kept === undefined ? sql`` : kept ? sql`and ${both}` : sql`and not ${both}`
  const { rows } = await sql<Line>`
    select c.id as "customerId", c.customer_no as "customerNo", n.name as "customerName", c.tier, p.name as "ownerName",
      u.name as "unitName", ${maintained(year)} as "maintainedOn", ${recommended(year)} as "recommendedOn"
    from (select c.*, t.tier from ${ordinary(asked)} and c.customer_no > ${after}) c
    cross join lateral (select ${lastDone} from tasks_public_done d where d.customer_id = c.id and ${doneIn(year)}) r
    join customers_public_name n on n.id = c.id
    left join organisation_public_person p on p.id = c.owner_id
    left join organisation_public_unit u on u.id = c.unit_id
    where true ${only} order by c.customer_no limit ${sql.lit(limit)}`.execute(db)
  return rows
}

export async function bookPage(
  db: Db,
  asked: BookAsked,
  { kept, after, limit }: { kept?: boolean | undefined; after?: string | undefined; limit: number },
): Promise<Page<BookLine>> {
  const [no, id] = after === undefined ? ['', 0] : (decodeCursor(after, 2) ?? [])
  if (typeof no !== 'string' || !Number.isSafeInteger(id)) throw invalidField('after', 'bad-cursor')
  return toPage(await bookLines(db, asked, { kept, after: no, limit: limit + 1 }), limit, (r) => [r.customerNo, r.customerId])
}
