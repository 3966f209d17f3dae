import { sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import { copyInto } from '../../platform/db/copy.ts'
import type { Tx } from '../../platform/db/db.ts'
import type { CareRun, PlanEnd } from './contract.ts'
import type { Duty } from './policy/facts.ts'

/**
 * One at a time of a company's planning and deletions of customers: a second one waits for the chunk before. What a chunk read after
 * this is still in the book when it writes.
 */
export const lockCare = (tx: Tx) => sql`select pg_advisory_xact_lock(hashtextextended(current_schema() || ':care', 7))`.execute(tx)

/** Lays down the day from which first due days are laid out; the first one stays. */
export async function beginCare(tx: Tx, on: Day): Promise<void> {
  await tx
    .insertInto('care_start')
    .values({ live_on: on })
    .onConflict((c) => c.doNothing())
    .execute()
}

export async function insertRun(
  tx: Tx,
  run: Pick<CareRun, 'kind' | 'asOf' | 'until' | 'policyVersion' | 'label' | 'by'> & { jobId: number; startedAt: Date; calendar: string },
): Promise<number> {
  const row = await tx
    .insertInto('care_run')
    .values({
      kind: run.kind,
      as_of: run.asOf,
      until_on: run.until,
      policy_version: run.policyVersion,
      calendar: run.calendar,
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

export async function endRun(tx: Tx, { runId, looked, added, ended }: PlanEnd, at: Date): Promise<void> {
  await tx.updateTable('care_run').set({ state: 'DONE', looked, added, ended, ended_at: at }).where('id', '=', runId).execute()
}

/** A customer as planning leaves it: when to look at it again, and whose it is. */
export type Looked = { customerId: number; reviewOn: Day | null; ownerId: number | null; unitId: number | null }

export async function saveLooked(tx: Tx, looked: readonly Looked[]): Promise<void> {
  if (looked.length === 0) return
  const list = <T>(pick: (x: Looked) => T) => sql.val(looked.map(pick))
  await sql`
    insert into care_customer as c (customer_id, review_on, owner_id, unit_id)
    select * from unnest(${list((x) => x.customerId)}::bigint[], ${list((x) => x.reviewOn)}::date[], ${list((x) => x.ownerId)}::bigint[],
      ${list((x) => x.unitId)}::bigint[])
    on conflict (customer_id) do update set review_on = excluded.review_on, owner_id = excluded.owner_id, unit_id = excluded.unit_id
      where (c.review_on, c.owner_id, c.unit_id) is distinct from (excluded.review_on, excluded.owner_id, excluded.unit_id)`.execute(tx)
}

/** A duty of a replay, whether it was planned before or new then. */
export type ReplayedDuty = { customerId: number; customerNo: string; duty: Omit<Duty, 'counted' | 'facts'> }

export async function insertReplayRows(tx: Tx, runId: number, rows: readonly ReplayedDuty[]): Promise<void> {
  await copyInto(
    tx,
    'care_run_row',
    ['run_id', 'customer_id', 'customer_no', 'rule_id', 'period', 'kind', 'due_on', 'window_from', 'window_to', 'basis'],
    rows.map(({ customerId, customerNo, duty: d }) => [
      runId,
      customerId,
      customerNo,
      d.ruleId,
      d.period,
      d.kind,
      d.dueOn,
      d.windowFrom,
      d.windowTo,
      d.basis,
    ]),
  )
}

/** Takes what planning keeps of customers off the book before the customers themselves go. */
export async function forgetCustomers(tx: Tx, ids: readonly number[]): Promise<void> {
  await lockCare(tx)
  await tx
    .deleteFrom('care_customer')
    .where('customer_id', '=', sql<number>`any(${sql.val([...ids])}::bigint[])`)
    .execute()
}
