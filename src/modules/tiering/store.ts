import { sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import { copyInto } from '../../platform/db/copy.ts'
import type { Tx } from '../../platform/db/db.ts'

/** One customer's standing as a run found it. */
export type Found = {
  customerId: number
  tier: string
  tierBefore: string | null
  stage: string
  r: number
  f: number
  m: number
  band: string
  resolvedBy: string
  tierRfm: string
  tierSpendTenure: string
  tags: readonly string[]
  verdict: number
  ruleId: string
  reviewOn: Day | null
  recencyDays: number | null
  orders90d: number
  amount12m: number
}

/** One run of a company at a time writes: a second one waits for the chunk before. */
export const lockTiers = (tx: Tx) => sql`select pg_advisory_xact_lock(hashtextextended(current_schema() || ':tiers', 7))`.execute(tx)

export async function insertRun(
  tx: Tx,
  run: { kind: string; asOf: Day; policyVersion: number; label: string; jobId: number; startedAt: Date; by: string },
): Promise<number> {
  const row = await tx
    .insertInto('tier_run')
    .values({
      kind: run.kind,
      as_of: run.asOf,
      policy_version: run.policyVersion,
      label: run.label,
      state: 'RUNNING',
      job_id: run.jobId,
      started_at: run.startedAt,
      by_name: run.by,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

export async function endRun(tx: Tx, runId: number, end: { assessed: number; changed: number; at: Date }): Promise<void> {
  await tx
    .updateTable('tier_run')
    .set({ state: 'DONE', assessed: end.assessed, changed: end.changed, ended_at: end.at })
    .where('id', '=', runId)
    .execute()
}

const history = (rows: readonly Found[], on: Day, policyVersion: number, runId: number) =>
  rows.map((x) => [
    x.customerId,
    on,
    x.tierBefore,
    x.tier,
    x.stage,
    x.r,
    x.f,
    x.m,
    x.resolvedBy,
    x.tierSpendTenure,
    x.tags,
    x.ruleId,
    policyVersion,
    x.recencyDays,
    x.orders90d,
    x.amount12m,
    runId,
  ])

/** The immutable trail of standings: one row per customer whose outcome changed. */
export async function insertHistory(tx: Tx, rows: readonly Found[], on: Day, policyVersion: number, runId: number): Promise<void> {
  if (rows.length === 0) return
  await copyInto(
    tx,
    'tier_history',
    [
      'customer_id',
      'on_day',
      'tier_before',
      'tier',
      'stage',
      'r',
      'f',
      'm',
      'resolved_by',
      'tier_spend_tenure',
      'tags',
      'rule_id',
      'policy_version',
      'recency_days',
      'orders_90d',
      'amount_12m',
      'run_id',
    ],
    history(rows, on, policyVersion, runId),
  )
}

/** First standings of customers that had none. */
export async function insertTiers(tx: Tx, rows: readonly Found[], on: Day, policyVersion: number): Promise<void> {
  if (rows.length === 0) return
  await copyInto(
    tx,
    'customer_tier',
    [
      'customer_id',
      'tier',
      'stage',
      'r',
      'f',
      'm',
      'band',
      'resolved_by',
      'tier_rfm',
      'tier_spend_tenure',
      'tags',
      'verdict',
      'policy_version',
      'since_on',
      'review_on',
    ],
    rows.map((x) => [
      x.customerId,
      x.tier,
      x.stage,
      x.r,
      x.f,
      x.m,
      x.band,
      x.resolvedBy,
      x.tierRfm,
      x.tierSpendTenure,
      x.tags,
      x.verdict,
      policyVersion,
      on,
      x.reviewOn,
    ]),
  )
}

/** Standings that changed; `since_on` moves only when the tier itself did. */
export async function updateTiers(tx: Tx, rows: readonly Found[], on: Day, policyVersion: number): Promise<void> {
  if (rows.length === 0) return
  await sql`
    update customer_tier t set tier = x.tier, stage = x.stage, r = x.r, f = x.f, m = x.m, band = x.band, resolved_by = x.resolved_by,
      tier_rfm = x.tier_rfm, tier_spend_tenure = x.tier_spend_tenure, tags = string_to_array(x.tags, '|'), verdict = x.verdict,
      policy_version = ${policyVersion}, review_on = x.review_on, since_on = case when t.tier = x.tier then t.since_on else ${on}::date end
    from unnest(${list(rows, (x) => x.customerId)}::bigint[], ${list(rows, (x) => x.tier)}::text[], ${list(rows, (x) => x.stage)}::text[],
      ${list(rows, (x) => x.r)}::smallint[], ${list(rows, (x) => x.f)}::smallint[], ${list(rows, (x) => x.m)}::smallint[],
      ${list(rows, (x) => x.band)}::text[], ${list(rows, (x) => x.resolvedBy)}::text[], ${list(rows, (x) => x.tierRfm)}::text[],
      ${list(rows, (x) => x.tierSpendTenure)}::text[], ${list(rows, (x) => x.tags.join('|'))}::text[], ${list(rows, (x) => x.verdict)}::int[],
      ${list(rows, (x) => x.reviewOn)}::date[])
      as x(id, tier, stage, r, f, m, band, resolved_by, tier_rfm, tier_spend_tenure, tags, verdict, review_on)
    where t.customer_id = x.id`.execute(tx)
}

/** Only the day of the next review moved. */
export async function updateReviews(tx: Tx, rows: readonly Found[]): Promise<void> {
  if (rows.length === 0) return
  await sql`
    update customer_tier t set review_on = x.review_on
    from unnest(${list(rows, (x) => x.customerId)}::bigint[], ${list(rows, (x) => x.reviewOn)}::date[]) as x(id, review_on)
    where t.customer_id = x.id`.execute(tx)
}

const list = <T>(rows: readonly Found[], pick: (x: Found) => T) => sql.val(rows.map(pick))

export async function insertReplayRows(tx: Tx, runId: number, rows: readonly (Found & { customerNo: string })[]): Promise<void> {
  if (rows.length === 0) return
  await copyInto(
    tx,
    'tier_run_row',
    [
      'run_id',
      'customer_id',
      'customer_no',
      'recency_days',
      'orders_90d',
      'amount_12m',
      'r',
      'f',
      'm',
      'stage',
      'tier',
      'resolved_by',
      'tier_spend_tenure',
      'tags',
    ],
    rows.map((x) => [
      runId,
      x.customerId,
      x.customerNo,
      x.recencyDays,
      x.orders90d,
      x.amount12m,
      x.r,
      x.f,
      x.m,
      x.stage,
      x.tier,
      x.resolvedBy,
      x.tierSpendTenure,
      x.tags,
    ]),
  )
}

/** Keeps how many customers stand where after a run, so that no page has to count the book. */
export async function saveDistribution(tx: Tx, runId: number, replay: boolean): Promise<void> {
  const from = replay ? sql`tier_run_row where run_id = ${runId}` : sql`customer_tier`
  await sql`insert into tier_distribution (run_id, tier, stage, customers)
    select ${runId}, tier, stage, count(*) from ${from} group by tier, stage`.execute(tx)
}

/** Takes customers and everything tiering holds of them off the book, before the customers themselves are deleted. */
export async function forgetCustomers(tx: Tx, ids: readonly number[]): Promise<void> {
  const these = sql<number>`any(${sql.val([...ids])}::bigint[])`
  await tx.deleteFrom('tier_history').where('customer_id', '=', these).execute()
  await tx.deleteFrom('customer_tier').where('customer_id', '=', these).execute()
}
