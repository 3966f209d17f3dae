import type { Day } from '../../../core/day.ts'
import { type CopyValue, copyInto } from '../../../platform/db/copy.ts'
import type { DB, Tx } from '../../../platform/db/db.ts'
import type { Found } from '../store.ts'

/** A run of a past day as it is stored. */
export type PastRun = {
  kind: 'FULL' | 'INCREMENTAL'
  asOf: Day
  at: Date
  assessed: number
  /** First standings and changed ones. */
  found: readonly Found[]
  /** `tier stage` → customers. */
  counts: Readonly<Record<string, number>>
}

/** Where a customer stands after the last of the runs, and since when in this tier. */
export type PastStanding = { found: Found; sinceOn: Day }

type Written = { runs: readonly PastRun[]; standings: readonly PastStanding[]; policyVersion: number; by: string }

/** Writes runs of past days, oldest first, with all that a run leaves behind. The customers must have no standing yet. */
export async function insertPast(tx: Tx, { runs, standings, policyVersion, by }: Written): Promise<void> {
  const ids = await insertRuns(tx, runs, policyVersion, by)
  const runOf = (i: number): number => ids[i] ?? 0
  const history = runs.flatMap((run, i) => run.found.map((f) => ({ ...shared(f), ...historyOf(f, run.asOf, policyVersion, runOf(i)) })))
  await copyRecords(tx, 'tier_history', history)
  await copyRecords(
    tx,
    'customer_tier',
    standings.map(({ found, sinceOn }) => ({ ...shared(found), ...standingOf(found, sinceOn, policyVersion) })),
  )
  const counts = runs.flatMap((run, i) =>
    Object.entries(run.counts).flatMap(([place, customers]) => {
      const [tier = '', stage = ''] = place.split(' ')
      return customers > 0 ? [{ run_id: runOf(i), tier, stage, customers }] : []
    }),
  )
  await copyRecords(tx, 'tier_distribution', counts)
}

async function insertRuns(tx: Tx, runs: readonly PastRun[], policyVersion: number, by: string): Promise<number[]> {
  const rows = await tx
    .insertInto('tier_run')
    .values(
      runs.map((run) => ({
        kind: run.kind,
        as_of: run.asOf,
        policy_version: policyVersion,
        state: 'DONE',
        assessed: run.assessed,
        changed: run.found.length,
        started_at: run.at,
        ended_at: run.at,
        by_name: by,
      })),
    )
    .returning(['id', 'as_of'])
    .execute()
  return rows.toSorted((a, b) => (a.as_of < b.as_of ? -1 : 1)).map(({ id }) => id)
}

/** What the history of a customer and its standing have in common. */
const shared = ({ customerId, outcome: o }: Found) => ({
  customer_id: customerId,
  tier: o.tier,
  stage: o.stage,
  r: o.points.r,
  f: o.points.f,
  m: o.points.m,
  resolved_by: o.resolvedBy,
  tier_spend_tenure: o.tierSpendTenure,
  tags: o.tags,
})

const historyOf = (f: Found, on: Day, policyVersion: number, runId: number) => ({
  on_day: on,
  tier_before: f.tierBefore,
  rule_id: f.ruleId,
  policy_version: policyVersion,
  recency_days: f.recencyDays,
  orders_90d: f.orders90d,
  amount_12m: f.amount12m,
  run_id: runId,
})

const standingOf = ({ outcome: o, verdict, reviewOn }: Found, sinceOn: Day, policyVersion: number) => ({
  band: o.band,
  tier_rfm: o.tierRfm,
  verdict,
  policy_version: policyVersion,
  since_on: sinceOn,
  review_on: reviewOn,
})

type Cells<T extends keyof DB> = Readonly<Partial<Record<keyof DB[T] & string, CopyValue>>>

/** All records must name the same columns. */
async function copyRecords<T extends keyof DB & string>(tx: Tx, table: T, records: readonly Cells<T>[]): Promise<void> {
  const columns = Object.keys(records[0] ?? {}) as (keyof DB[T] & string)[]
  const rows = records.map((record) => columns.map((name) => record[name] ?? null))
  await copyInto(tx, table, columns, rows)
}
