import { sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import { idBelow, type Page, toPage } from '../../core/page.ts'
import { found } from '../../core/problem.ts'
import { binaryBatches, binaryRows } from '../../platform/db/binary-rows.ts'
import type { Db, Tx } from '../../platform/db/db.ts'
import type { Scope } from '../../platform/scope.ts'
import { customersInScope } from '../customers/queries.ts'
import type { TierRun } from './contract.ts'

/** What a run needs of one customer: id, ledger, and where it stands now (verdict, policy version, review day number, tier, stage). */
export type Standing = readonly [
  id: number,
  ledger: Buffer | null,
  verdict: number | null,
  policyVersion: number | null,
  reviewOn: number | null,
  tier: string | null,
  stage: string | null,
]

const standingKinds = ['int8', 'bytes', 'int4', 'int4', 'day', 'text', 'text'] as const

const standings = (db: Db) =>
  db
    .selectFrom('customers_public_name as c')
    .leftJoin('purchases_public_facts as f', 'f.customer_id', 'c.id')
    .leftJoin('customer_tier as t', 't.customer_id', 'c.id')
    .select(['c.id', 'f.ledger', 't.verdict', 't.policy_version', 't.review_on', 't.tier', 't.stage'])

/** The id that ends the next `limit` customers after `after`; undefined behind the last. */
export async function lastIdAfter(db: Db, after: number, limit: number): Promise<number | undefined> {
  const next = db.selectFrom('customers_public_name').select('id').where('id', '>', after).orderBy('id').limit(limit).as('n')
  const row = await db
    .selectFrom(next)
    .select((e) => e.fn.max('n.id').as('last'))
    .executeTakeFirst()
  return row?.last ?? undefined
}

/** Customers with `after` < id ≤ `last`, in pieces: one is judged while the next is read. */
export const standingsInPieces = (tx: Tx, after: number, last: number): AsyncIterable<Standing[]> =>
  binaryBatches<Standing>(tx, standings(tx).where('c.id', '>', after).where('c.id', '<=', last), standingKinds)

/** The same, all at once. */
export const standingsBetween = (tx: Tx, after: number, last: number): Promise<Standing[]> =>
  binaryRows<Standing>(tx, standings(tx).where('c.id', '>', after).where('c.id', '<=', last), standingKinds)

export const standingsOf = (tx: Tx, ids: readonly number[]): Promise<Standing[]> =>
  binaryRows<Standing>(tx, standings(tx).where('c.id', '=', sql<number>`any(${sql.val([...ids])}::bigint[])`), standingKinds)

/** Customers whose standing may differ from `on` on although nothing was ordered. */
export async function dueForReview(db: Db, on: Day, limit: number): Promise<number[]> {
  const rows = await db
    .selectFrom('customer_tier')
    .select('customer_id')
    .where('review_on', '<=', on)
    .orderBy('review_on')
    .limit(limit)
    .execute()
  return rows.map((r) => r.customer_id)
}

export type ReplayRow = readonly [id: number, customerNo: string, ledger: Buffer | null]

/** The whole book by id after `after`, for replays. */
export const ledgersAfter = (tx: Tx, after: number, limit: number): Promise<ReplayRow[]> =>
  binaryRows<ReplayRow>(
    tx,
    tx
      .selectFrom('customers_public_name as c')
      .leftJoin('purchases_public_facts as f', 'f.customer_id', 'c.id')
      .select(['c.id', 'c.customer_no', 'f.ledger'])
      .where('c.id', '>', after)
      .orderBy('c.id')
      .limit(limit),
    ['int8', 'text', 'bytes'],
  )

const toRun = (r: {
  id: number
  kind: string
  as_of: string
  policy_version: number
  label: string
  state: string
  assessed: number
  changed: number
  started_at: Date
  ended_at: Date | null
  by_name: string
}): TierRun => ({
  id: r.id,
  kind: r.kind as TierRun['kind'],
  asOf: r.as_of,
  policyVersion: r.policy_version,
  label: r.label,
  state: r.state as TierRun['state'],
  assessed: r.assessed,
  changed: r.changed,
  startedAt: r.started_at,
  endedAt: r.ended_at,
  by: r.by_name,
})

export async function listRuns(db: Db, page: { after?: string | undefined; limit: number }): Promise<Page<TierRun>> {
  const below = idBelow(page.after)
  const rows = await db
    .selectFrom('tier_run')
    .selectAll()
    .$if(below !== undefined, (q) => q.where('id', '<', below ?? 0))
    .orderBy('id', 'desc')
    .limit(page.limit + 1)
    .execute()
  return toPage(rows.map(toRun), page.limit, (r) => [r.id])
}

/** The newest finished run that set the current tiers. */
export async function newestCurrentRun(db: Db): Promise<TierRun | undefined> {
  const row = await db
    .selectFrom('tier_run')
    .selectAll()
    .where('kind', 'in', ['FULL', 'INCREMENTAL'])
    .where('state', '=', 'DONE')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && toRun(row)
}

export async function newestReplay(db: Db, asOf: Day): Promise<TierRun | undefined> {
  const row = await db
    .selectFrom('tier_run')
    .selectAll()
    .where('kind', '=', 'REPLAY')
    .where('as_of', '=', asOf)
    .where('state', '=', 'DONE')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && toRun(row)
}

export const runOf = async (db: Db, id: number): Promise<TierRun> =>
  toRun(found(await db.selectFrom('tier_run').selectAll().where('id', '=', id).executeTakeFirst(), 'tier-run'))

export const countsOf = (db: Db, runId: number) =>
  db
    .selectFrom('tier_distribution')
    .select(['tier', 'stage', 'customers'])
    .where('run_id', '=', runId)
    .orderBy('tier')
    .orderBy('stage')
    .execute()

/**
 * Moves between the ends of two days. Only customers with a change in between are looked at; who stayed is the present
 * count less whoever moved since.
 */
export async function moves(db: Db, scope: Scope, from: Day, until: Day) {
  const changed = await sql<{ from: string | null; to: string; customers: number }>`
    select first.tier_before as from, last.tier as to, count(*)::int as customers
    from (select distinct h.customer_id from tier_history h join customers_public_name c on c.id = h.customer_id
          where h.on_day > ${from} and h.on_day <= ${until} and h.tier_before is distinct from h.tier and ${customersInScope(scope, 'c')}) m
    cross join lateral (select tier_before from tier_history where customer_id = m.customer_id and on_day > ${from} order by id limit 1) first
    cross join lateral (select tier from tier_history where customer_id = m.customer_id and on_day <= ${until} order by id desc limit 1) last
    group by 1, 2`.execute(db as never)
  return changed.rows
}

/** Customers who stood in the same tier at the ends of both days, by tier. */
export async function stayed(db: Db, scope: Scope, from: Day, until: Day): Promise<{ tier: string; customers: number }[]> {
  const { rows } = await sql<{ tier: string; customers: number }>`
    select first.tier, count(*)::int as customers
    from customers_public_name c
    cross join lateral (select tier from tier_history where customer_id = c.id and on_day <= ${from} order by id desc limit 1) first
    cross join lateral (select tier from tier_history where customer_id = c.id and on_day <= ${until} order by id desc limit 1) last
    where first.tier = last.tier and ${customersInScope(scope, 'c')} group by 1 order by 1`.execute(db)
  return rows
}

type Named = { customerNo?: string | undefined; customerId?: number | undefined }

/** A customer in scope by number or id, with where it stands. */
export async function customerOf(db: Db, scope: Scope, { customerNo, customerId }: Named) {
  let q = db
    .selectFrom('customers_public_name as c')
    .leftJoin('customer_tier as t', 't.customer_id', 'c.id')
    .select(['c.id', 'c.customer_no', 'c.name', 't.tier', 't.since_on'])
    .where(customersInScope(scope, 'c'))
  if (customerNo !== undefined) q = q.where('c.customer_no', '=', customerNo)
  if (customerId !== undefined) q = q.where('c.id', '=', customerId)
  return found(await q.executeTakeFirst(), 'customer')
}

export async function historyOf(db: Db, scope: Scope, customerId: number, limit: number) {
  await customerOf(db, scope, { customerId })
  const rows = await db
    .selectFrom('tier_history')
    .selectAll()
    .where('customer_id', '=', customerId)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((h) => ({
    on: h.on_day,
    tierBefore: h.tier_before,
    tier: h.tier,
    stage: h.stage,
    r: h.r,
    f: h.f,
    m: h.m,
    resolvedBy: h.resolved_by,
    tierSpendTenure: h.tier_spend_tenure,
    tags: h.tags,
    ruleId: h.rule_id,
    policyVersion: h.policy_version,
    recencyDays: h.recency_days,
    orders90d: h.orders_90d,
    amount12m: h.amount_12m,
  }))
}

export type ExportRow = {
  customer_no: string
  ledger: Buffer | null
  r: number | null
  f: number | null
  m: number | null
  stage: string | null
  tier: string | null
  resolved_by: string | null
  tier_spend_tenure: string | null
  tags: string[] | null
  policy_version: number | null
}

/** Current standings with ledgers, by number as text. */
export const currentRows = (db: Db, scope: Scope, after: string, limit: number): Promise<ExportRow[]> =>
  db
    .selectFrom('customers_public_name as c')
    .leftJoin('purchases_public_facts as f', 'f.customer_id', 'c.id')
    .leftJoin('customer_tier as t', 't.customer_id', 'c.id')
    .select([
      'c.customer_no',
      'f.ledger',
      't.r',
      't.f',
      't.m',
      't.stage',
      't.tier',
      't.resolved_by',
      't.tier_spend_tenure',
      't.tags',
      't.policy_version',
    ])
    .where(customersInScope(scope, 'c'))
    .where('c.customer_no', '>', after)
    .orderBy('c.customer_no')
    .limit(limit)
    .execute()

/** Rows of a stored replay for customers in scope, by number as text. */
export const replayRows = (db: Db, scope: Scope, runId: number, after: string, limit: number) =>
  db
    .selectFrom('tier_run_row as r')
    .innerJoin('customers_public_name as c', 'c.id', 'r.customer_id')
    .selectAll('r')
    .where('r.run_id', '=', runId)
    .where(customersInScope(scope, 'c'))
    .where('r.customer_no', '>', after)
    .orderBy('r.customer_no')
    .limit(limit)
    .execute()
