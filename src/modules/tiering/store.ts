import { sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import { type BinaryRows, copyBinary, fields } from '../../platform/db/binary-copy.ts'
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

/** The fields that a verdict decides, encoded once for all who share it. */
function shared(write: (rows: BinaryRows, found: Found) => unknown): (found: Found) => Buffer {
  const known = new Map<number, Buffer>()
  return (found) => {
    const part = known.get(found.verdict) ?? fields((rows) => write(rows, found))
    known.set(found.verdict, part)
    return part
  }
}

/** The immutable trail of standings: one row per customer whose outcome changed. */
export async function insertHistory(tx: Tx, rows: readonly Found[], on: Day, policyVersion: number, runId: number): Promise<void> {
  if (rows.length === 0) return
  const outcome = shared((out, { outcome: o, ruleId }) => {
    out.day(on).int4(policyVersion).int8(runId).text(o.tier).text(o.stage).int2(o.points.r).int2(o.points.f).int2(o.points.m)
    out.text(o.resolvedBy).text(o.tierSpendTenure).texts(o.tags).text(ruleId)
  })
  await copyBinary(
    tx,
    'tier_history',
    [
      ...([
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
      ] as const),
      ...(['tags', 'rule_id', 'tier_before', 'recency_days', 'orders_90d', 'amount_12m'] as const),
    ],
    rows,
    (out, x) => out.int8(x.customerId).again(outcome(x)).text(x.tierBefore).int4(x.recencyDays).int4(x.orders90d).int8(x.amount12m),
  )
}

/** First standings of customers that had none. */
export async function insertTiers(tx: Tx, rows: readonly Found[], on: Day, policyVersion: number): Promise<void> {
  if (rows.length === 0) return
  const outcome = shared((out, { outcome: o, verdict }) => {
    out.text(o.tier).text(o.stage).int2(o.points.r).int2(o.points.f).int2(o.points.m).text(o.band).text(o.resolvedBy)
    out.text(o.tierRfm).text(o.tierSpendTenure).texts(o.tags).int4(verdict).int4(policyVersion).day(on)
  })
  await copyBinary(
    tx,
    'customer_tier',
    [
      ...(['customer_id', 'tier', 'stage', 'r', 'f', 'm', 'band', 'resolved_by', 'tier_rfm', 'tier_spend_tenure', 'tags'] as const),
      ...(['verdict', 'policy_version', 'since_on', 'review_on'] as const),
    ],
    rows,
    (out, x) => out.int8(x.customerId).again(outcome(x)).day(x.reviewOn),
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
  const outcome = shared((out, { outcome: o }) => {
    out.int8(runId).int2(o.points.r).int2(o.points.f).int2(o.points.m).text(o.stage).text(o.tier).text(o.resolvedBy)
    out.text(o.tierSpendTenure).texts(o.tags)
  })
  let i = 0
  await copyBinary(
    tx,
    'tier_run_row',
    [
      ...(['run_id', 'r', 'f', 'm', 'stage', 'tier', 'resolved_by', 'tier_spend_tenure', 'tags', 'customer_id', 'customer_no'] as const),
      ...(['recency_days', 'orders_90d', 'amount_12m'] as const),
    ],
    rows,
    (out, x) =>
      out
        .again(outcome(x))
        .int8(x.customerId)
        .text(numbers[i++] ?? '')
        .int4(x.recencyDays)
        .int4(x.orders90d)
        .int8(x.amount12m),
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
