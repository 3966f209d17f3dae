import { type RawBuilder, sql } from 'kysely'
import type { Day } from '../../../core/day.ts'
import { inZone } from '../../../core/instant.ts'
import { decodeCursor, type Page, toPage } from '../../../core/page.ts'
import { invalidField } from '../../../core/problem.ts'
import type { Db } from '../../../platform/db/db.ts'
import type { Scope } from '../../../platform/scope.ts'
import { requireInScope } from '../queries.ts'

type Values = Record<string, unknown> | null

type TimelineRow = {
  id: number
  name: string
  at: Date
  by: string | null
  fields: string[]
  values: Values
  ruleId: string | null
  policyVersion: number | null
}

/** Where a row stands among those of its own source, newest first. Ids count from 1. */
type Place = { at: Date; id: number }
type Source = (db: Db, customerId: number, below: Place | undefined, limit: number) => Promise<TimelineRow[]>

const isBelow = (at: string, id: string, below: Place | undefined): RawBuilder<boolean> =>
  below ? sql<boolean>`(${sql.ref(at)}, ${sql.ref(id)}) < (${below.at}, ${below.id}::bigint)` : sql<boolean>`true`

/** Who did it; the names the program's own work goes by are no names of people. */
const doer = (event: string): RawBuilder<string | null> =>
  sql`case when ${sql.ref(`${event}.actor_kind`)} <> 'SYSTEM' then ${sql.ref(`${event}.actor_name`)} end`

/** What was recorded of the customer, on the instant of recording. The condition on names is that of the index `event_timeline`. */
const recorded: Source = async (db, customerId, below, limit) => {
  const rows = await db
    .selectFrom('event as e')
    .leftJoin('event_value as v', 'v.event_id', 'e.id')
    .select([
      'e.id',
      'e.name',
      'e.at',
      doer('e').as('by'),
      'e.fields',
      'v.value',
      'e.rule_id as ruleId',
      'e.policy_version as policyVersion',
    ])
    .where('e.customer_id', '=', customerId)
    .where(sql<boolean>`e.name not in ('order.created', 'tier.changed')`)
    .where(isBelow('e.at', 'e.id', below))
    .orderBy('e.at', 'desc')
    .orderBy('e.id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ value, ...r }) => ({ ...r, values: value === null ? null : whatBecame(JSON.parse(value) as Change) }))
}

type Change = { before: Values; after: Values }

/** Of what was deleted, what it was. */
const whatBecame = ({ before, after }: Change): Values => after ?? before

/** The customer's orders as they are now, each on its own time, whenever it was entered, imported or corrected. */
const ordered: Source = async (db, customerId, below, limit) => {
  const until: Day | undefined = below && inZone(below.at, 'Asia/Shanghai').day
  const rows = await db
    .selectFrom('purchases_public_order as o')
    .select(['o.id', 'o.ordered_at as at', 'o.order_no', 'o.ordered_on', 'o.net_amount', 'o.status', 'o.remark'])
    .select(
      sql<string | null>`(select ${doer('e')} from event e
        where e.subject_kind = 'order' and e.subject_id = o.id and e.name = 'order.created' order by e.id limit 1)`.as('by'),
    )
    .where('o.customer_id', '=', customerId)
    // The day follows from the time; it is what the index is sorted by.
    .$if(until !== undefined, (q) => q.where('o.ordered_on', '<=', until ?? ''))
    .where(isBelow('o.ordered_at', 'o.id', below))
    .orderBy('o.ordered_on', 'desc')
    .orderBy('o.ordered_at', 'desc')
    .orderBy('o.id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ id, at, by, ...values }) => ({ ...nothingElse, id, name: 'order.created', at, by, values }))
}

/** Moves between tiers, on the time of the run that found them. */
const moved: Source = async (db, customerId, below, limit) => {
  const rows = await db
    .selectFrom('tiering_public_move as m')
    .select(['m.id', 'm.started_at as at', 'm.by_name as by', 'm.tier', 'm.rule_id', 'm.policy_version'])
    .where('m.customer_id', '=', customerId)
    .where(isBelow('m.started_at', 'm.id', below))
    .orderBy('m.started_at', 'desc')
    .orderBy('m.id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ tier, rule_id: ruleId, policy_version: policyVersion, ...r }) => ({
    ...r,
    name: 'tier.changed',
    fields: ['tier'],
    values: { tier },
    ruleId,
    policyVersion,
  }))
}

const nothingElse = { fields: [], ruleId: null, policyVersion: null }

/** In the order in which rows of one instant stand, topmost first. */
const sources: readonly { kind: string; read: Source }[] = [
  { kind: 'move', read: moved },
  { kind: 'order', read: ordered },
  { kind: 'event', read: recorded },
]

type Placed = TimelineRow & { rank: number }

/** What happened with a customer, newest first: orders and moves between tiers on their own time, all else when it was recorded. */
export async function timelineOf(
  db: Db,
  scope: Scope,
  customerId: number,
  page: { after?: string | undefined; limit: number },
): Promise<Page<Omit<TimelineRow, 'id'> & { id: string }>> {
  await requireInScope(db, scope, customerId)
  const after = page.after === undefined ? undefined : placeOf(page.after)
  const pages = sources.map(async ({ read }, rank) => {
    const rows = await read(db, customerId, after && belowIn(rank, after), page.limit + 1)
    return rows.map((row): Placed => ({ ...row, rank }))
  })
  const rows = (await Promise.all(pages)).flat().sort(newestFirst)
  const shown = toPage(rows, page.limit, (r) => [r.at.toISOString(), r.rank, r.id])
  return { next: shown.next, rows: shown.rows.map(({ rank, ...row }) => ({ ...row, id: `${sources[rank]?.kind}-${row.id}` })) }
}

const newestFirst = (a: Placed, b: Placed): number => b.at.getTime() - a.at.getTime() || a.rank - b.rank || b.id - a.id

function placeOf(cursor: string): Place & { rank: number } {
  const key = decodeCursor(cursor, 3)
  const [at, rank, id] = [new Date(String(key?.[0])), Number(key?.[1]), Number(key?.[2])]
  if (!key || Number.isNaN(at.getTime()) || !Number.isSafeInteger(rank) || !Number.isSafeInteger(id))
    throw invalidField('after', 'bad-cursor')
  return { at, rank, id }
}

/** Of the rows of the same instant, sources above the last shown row are through and those under it have not begun. */
function belowIn(rank: number, last: Place & { rank: number }): Place {
  if (rank === last.rank) return last
  return { at: last.at, id: rank < last.rank ? 0 : Number.MAX_SAFE_INTEGER }
}
