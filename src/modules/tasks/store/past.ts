import { sql } from 'kysely'
import type { Day } from '../../../core/day.ts'
import type { Tx } from '../../../platform/db/db.ts'
import type { Evidence } from '../contract.ts'
import type { PlannedTask } from '../store.ts'
import { moveTally, talliesOf } from './tally.ts'

/** What was reported of a duty, by whoever it was assigned to. */
export type PastReport = {
  doneOn: Day
  channel: string | null
  checked: readonly string[]
  outcome: string | null
  evidence: readonly Evidence[]
}

/** A duty of the past: reported, or still open. Points in time are ISO 8601. */
export type PastTask = PlannedTask & { report: PastReport | null; createdAt: string; changedAt: string }

/** Writes duties of a book that came with its past, with what was reported of them, and counts them. None of them may be there. */
export async function insertPast(tx: Tx, tasks: readonly PastTask[]): Promise<void> {
  const rows = tasks.map(({ report, facts, ...t }) => ({
    ...t,
    ...(report ?? { doneOn: null, channel: null, checked: [], outcome: null, evidence: [] }),
    facts: JSON.stringify(facts),
    evidence: JSON.stringify(report?.evidence ?? []),
    state: report ? 'DONE' : 'OPEN',
    doneBy: report ? t.assigneeId : null,
  }))
  const { rows: added } = await sql<{ id: number }>`
    insert into task (origin, kind, customer_id, rule_id, period, policy_version, basis, facts, due_on, window_from, window_to, state, counted,
      assignee_id, unit_id, tier, class, checked, channel, outcome, evidence, done_on, done_by, created_at, changed_at)
    select 'POLICY', x.kind, x."customerId", x."ruleId", x.period, x."policyVersion", x.basis, x.facts, x."dueOn", x."windowFrom", x."windowTo",
      x.state, x.counted, x."assigneeId", x."unitId", x.tier, x.class, x.checked, x.channel, x.outcome, x.evidence, x."doneOn", x."doneBy",
      x."createdAt", x."changedAt"
    from json_to_recordset(${JSON.stringify(rows)}::json) as x(kind text, "customerId" bigint, "ruleId" text, period text, "policyVersion" int,
      basis text, facts text, "dueOn" date, "windowFrom" date, "windowTo" date, state text, counted boolean, "assigneeId" bigint,
      "unitId" bigint, tier text, class text, checked text[], channel text, outcome text, evidence text, "doneOn" date, "doneBy" bigint,
      "createdAt" timestamptz, "changedAt" timestamptz)
    returning id`.execute(tx)
  const ids = added.map(({ id }) => id)
  await moveTally(tx, [], await talliesOf(tx, ids))
}
