import { sql } from 'kysely'
import type { Day } from '../../../core/day.ts'
import type { Tx } from '../../../platform/db/db.ts'
import type { Evidence, TaskState } from '../contract.ts'
import type { PlannedTask } from '../store.ts'
import { moveTally, talliesOf } from './tally.ts'

/** What was reported of a duty, and by whom. */
export type PastReport = {
  doneOn: Day
  doneBy: number | null
  channel: string | null
  checked: readonly string[]
  outcome: string | null
  nextStep: string | null
  evidence: readonly Evidence[]
  interactionId: number | null
  /** Of what the customer was to be told before: by when, and when and how that was done. */
  tellBy: Day | null
  toldOn: Day | null
  toldChannel: string | null
}

/** A duty of the past as it stands: `report` when it is done, `endedReason` when it was waived or ended. Points in time are ISO 8601. */
export type PastTask = PlannedTask & {
  state: TaskState
  report: PastReport | null
  plannedOn: Day | null
  plannedReason: string | null
  endedReason: string | null
  createdAt: string
  changedAt: string
  version: number
}

const unreported = {
  ...{ doneOn: null, doneBy: null, channel: null, checked: [], outcome: null, nextStep: null, interactionId: null },
  ...{ tellBy: null, toldOn: null, toldChannel: null },
}

/** Writes duties of a book that came with its past, as they stand, and counts them; answers their ids in order. None of them may be there. */
export async function insertPast(tx: Tx, tasks: readonly PastTask[]): Promise<number[]> {
  const rows = tasks.map(({ report, facts, ...t }) => ({
    ...t,
    ...(report ?? unreported),
    facts: JSON.stringify(facts),
    assignedFacts: t.assignedFacts === null ? null : JSON.stringify(t.assignedFacts),
    evidence: JSON.stringify(report?.evidence ?? []),
  }))
  const { rows: added } = await sql<{ id: number; key: string }>`
    insert into task (origin, kind, customer_id, rule_id, period, policy_version, basis, facts, due_on, window_from, window_to, planned_on,
      planned_reason, state, counted, assignee_id, assigned_as, assigned_facts, unit_id, tier, class, checked, channel, outcome, next_step, evidence, interaction_id, done_on,
      done_by, tell_by, told_on, told_channel, ended_reason, created_at, changed_at, version)
    select 'POLICY', x.kind, x."customerId", x."ruleId", x.period, x."policyVersion", x.basis, x.facts, x."dueOn", x."windowFrom", x."windowTo",
      x."plannedOn", x."plannedReason", x.state, x.counted, x."assigneeId", x."assignedAs", x."assignedFacts", x."unitId", x.tier, x.class, x.checked, x.channel, x.outcome,
      x."nextStep", x.evidence, x."interactionId", x."doneOn", x."doneBy", x."tellBy", x."toldOn", x."toldChannel", x."endedReason",
      x."createdAt", x."changedAt", x.version
    from json_to_recordset(${JSON.stringify(rows)}::json) as x(kind text, "customerId" bigint, "ruleId" text, period text, "policyVersion" int,
      basis text, facts text, "dueOn" date, "windowFrom" date, "windowTo" date, "plannedOn" date, "plannedReason" text, state text,
      counted boolean, "assigneeId" bigint, "assignedAs" text, "assignedFacts" text, "unitId" bigint, tier text, class text, checked text[], channel text, outcome text, "nextStep" text,
      evidence text, "interactionId" bigint, "doneOn" date, "doneBy" bigint, "tellBy" date, "toldOn" date, "toldChannel" text,
      "endedReason" text, "createdAt" timestamptz, "changedAt" timestamptz, version int)
    returning id, concat_ws(' ', customer_id, rule_id, period) as key`.execute(tx)
  await moveTally(
    tx,
    [],
    await talliesOf(
      tx,
      added.map(({ id }) => id),
    ),
  )
  const ids = new Map(added.map(({ id, key }) => [key, id]))
  return tasks.map((t) => ids.get(`${t.customerId} ${t.ruleId} ${t.period}`) ?? 0)
}
