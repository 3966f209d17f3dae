import { sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import { copyLines, copyText } from '../../platform/db/copy.ts'
import type { Tx } from '../../platform/db/db.ts'
import type { Outcome } from './policy/assess.ts'

/** One customer's standing as a run found it. `outcome` is shared by all customers of the same verdict. */
export type Found = {
  customerId: number
  tierBefore: string | null
  outcome: Outcome
  verdict: number
  ruleId: string
  reviewOn: Day | null
  recencyDays: number | null
  orders90d: number
  amount12m: number
}

/**
 * One at a time of a company's runs and deletions of customers: a second one waits for the chunk before. What a chunk read after this
 * is still in the book when it writes, so customer_tier needs no foreign key.
 */
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

/** The part of a line that a verdict decides, written once for all who share it. */
function shared(write: (x: Found) => string): (x: Found) => string {
  const known = new Map<number, string>()
  return (x) => {
    const text = known.get(x.verdict) ?? write(x)
    known.set(x.verdict, text)
    return text
  }
}

const orNull = (value: string | number | null): string => (value === null ? '\\N' : String(value))

/** The immutable trail of standings: one row per customer whose outcome changed. */
export async function insertHistory(tx: Tx, rows: readonly Found[], on: Day, policyVersion: number, runId: number): Promise<void> {
  if (rows.length === 0) return
  const outcome = shared(({ outcome: o, ruleId }) =>
    copyText([
      on,
      policyVersion,
      runId,
      o.tier,
      o.stage,
      o.points.r,
      o.points.f,
      o.points.m,
      o.resolvedBy,
      o.tierSpendTenure,
      o.tags,
      ruleId,
    ]),
  )
  await copyLines(
    tx,
    'tier_history',
    [
      'customer_id',
      'on_day',
      'policy_version',
      'run_id',
      'tier',
      'stage',
      'r',
      'f',
      'm',
      'resolved_by',
      'tier_spend_tenure',
      'tags',
      'rule_id',
      'tier_before',
      'recency_days',
      'orders_90d',
      'amount_12m',
    ],
    lines(
      rows,
      (x) => `${x.customerId}\t${outcome(x)}\t${orNull(x.tierBefore)}\t${orNull(x.recencyDays)}\t${x.orders90d}\t${x.amount12m}\n`,
    ),
  )
}

function* lines(rows: readonly Found[], line: (x: Found) => string): Generator<string> {
  for (const x of rows) yield line(x)
}

/** First standings of customers that had none. */
export async function insertTiers(tx: Tx, rows: readonly Found[], on: Day, policyVersion: number): Promise<void> {
  if (rows.length === 0) return
  const outcome = shared(({ outcome: o, verdict }) =>
    copyText([
      o.tier,
      o.stage,
      o.points.r,
      o.points.f,
      o.points.m,
      o.band,
      o.resolvedBy,
      o.tierRfm,
      o.tierSpendTenure,
      o.tags,
      verdict,
      policyVersion,
      on,
    ]),
  )
  await copyLines(
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
    lines(rows, (x) => `${x.customerId}\t${outcome(x)}\t${orNull(x.reviewOn)}\n`),
  )
}

/** Standings that changed; `since_on` moves only when the tier itself did. */
export async function updateTiers(tx: Tx, rows: readonly Found[], on: Day, policyVersion: number): Promise<void> {
  if (rows.length === 0) return
  await sql`
    update customer_tier t set tier = x.tier, stage = x.stage, r = x.r, f = x.f, m = x.m, band = x.band, resolved_by = x.resolved_by,
      tier_rfm = x.tier_rfm, tier_spend_tenure = x.tier_spend_tenure, tags = string_to_array(x.tags, '|'), verdict = x.verdict,
      policy_version = ${policyVersion}, review_on = x.review_on, since_on = case when t.tier = x.tier then t.since_on else ${on}::date end,
      tier_before = case when t.tier = x.tier then t.tier_before else t.tier end
    from unnest(${list(rows, (x) => x.customerId)}::bigint[], ${list(rows, (x) => x.outcome.tier)}::text[], ${list(rows, (x) => x.outcome.stage)}::text[],
      ${list(rows, (x) => x.outcome.points.r)}::smallint[], ${list(rows, (x) => x.outcome.points.f)}::smallint[],
      ${list(rows, (x) => x.outcome.points.m)}::smallint[], ${list(rows, (x) => x.outcome.band)}::text[],
      ${list(rows, (x) => x.outcome.resolvedBy)}::text[], ${list(rows, (x) => x.outcome.tierRfm)}::text[],
      ${list(rows, (x) => x.outcome.tierSpendTenure)}::text[], ${list(rows, (x) => x.outcome.tags.join('|'))}::text[],
      ${list(rows, (x) => x.verdict)}::int[], ${list(rows, (x) => x.reviewOn)}::date[])
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

export async function insertReplayRows(tx: Tx, runId: number, rows: readonly Found[], numbers: readonly string[]): Promise<void> {
  if (rows.length === 0) return
  const outcome = shared(({ outcome: o }) =>
    copyText([runId, o.points.r, o.points.f, o.points.m, o.stage, o.tier, o.resolvedBy, o.tierSpendTenure, o.tags]),
  )
  let i = 0
  await copyLines(
    tx,
    'tier_run_row',
    [
      'run_id',
      'r',
      'f',
      'm',
      'stage',
      'tier',
      'resolved_by',
      'tier_spend_tenure',
      'tags',
      'customer_id',
      'customer_no',
      'recency_days',
      'orders_90d',
      'amount_12m',
    ],
    lines(
      rows,
      (x) =>
        `${outcome(x)}\t${x.customerId}\t${copyText([numbers[i++] ?? ''])}\t${orNull(x.recencyDays)}\t${x.orders90d}\t${x.amount12m}\n`,
    ),
  )
}

/** Keeps how many customers stand where after a run, so that no page has to count the book. `counts`: `tier stage` → customers. */
export async function saveDistribution(tx: Tx, runId: number, counts: Readonly<Record<string, number>>): Promise<void> {
  const rows = Object.entries(counts).flatMap(([place, customers]) => {
    const [tier = '', stage = ''] = place.split(' ')
    return customers > 0 ? [{ run_id: runId, tier, stage, customers }] : []
  })
  if (rows.length > 0) await tx.insertInto('tier_distribution').values(rows).execute()
}

/** Takes customers and everything tiering holds of them off the book, before the customers themselves are deleted. */
export async function forgetCustomers(tx: Tx, ids: readonly number[]): Promise<void> {
  await lockTiers(tx)
  const these = sql<number>`any(${sql.val([...ids])}::bigint[])`
  await sql`update tier_distribution d set customers = d.customers - gone.n
    from (select tier, stage, count(*) as n from customer_tier where customer_id = ${these} group by tier, stage) gone
    where d.tier = gone.tier and d.stage = gone.stage
      and d.run_id = (select max(id) from tier_run where kind <> 'REPLAY' and state = 'DONE')`.execute(tx)
  await tx.deleteFrom('tier_history').where('customer_id', '=', these).execute()
  await tx.deleteFrom('customer_tier').where('customer_id', '=', these).execute()
}
