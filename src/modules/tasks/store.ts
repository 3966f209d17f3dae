import { type Selectable, sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import { type CopyValue, copyInto } from '../../platform/db/copy.ts'
import type { DB, Tx } from '../../platform/db/db.ts'
import { isDuplicate } from '../../platform/db/errors.ts'
import type { AssignedAs } from './contract/assigned.ts'
import type { Basis } from './contract.ts'
import { moveTally, talliesOf, talliesOfPlanned } from './store/tally.ts'

export type StoredTask = Selectable<DB['task']>

/** A duty as the policy owes it; `facts` is what its rule reckoned with. */
export type PlannedTask = {
  customerId: number
  kind: string
  ruleId: string
  period: string
  policyVersion: number
  basis: Basis
  facts: object
  dueOn: Day
  windowFrom: Day
  windowTo: Day
  counted: boolean
  unitId: number | null
  tier: string | null
  class: 'KEY' | 'GENERAL'
} & Given

/** Who is to do a duty, how they come to it, and what that rests on. */
export type Given = { assigneeId: number | null; assignedAs: AssignedAs; assignedFacts: object | null }

const factsText = (facts: object | null): string | null => (facts === null ? null : JSON.stringify(facts))

const idList = (ids: readonly number[]) => sql<number>`any(${sql.val([...ids])}::bigint[])`

const duty = {
  columns: [
    ...(['origin', 'state', 'created_at', 'changed_at', 'customer_id', 'kind', 'rule_id', 'period', 'policy_version', 'basis'] as const),
    ...(['facts', 'due_on', 'window_from', 'window_to', 'counted', 'assignee_id', 'unit_id', 'tier', 'class'] as const),
    ...(['assigned_as', 'assigned_facts'] as const),
  ],
  values: (t: PlannedTask, now: Date): CopyValue[] => [
    ...['POLICY', 'OPEN', now, now, t.customerId, t.kind, t.ruleId, t.period, t.policyVersion, t.basis],
    ...[JSON.stringify(t.facts), t.dueOn, t.windowFrom, t.windowTo, t.counted, t.assigneeId, t.unitId, t.tier, t.class],
    ...[t.assignedAs, factsText(t.assignedFacts)],
  ],
}

/**
 * Writes duties that are not there yet, tens of thousands at a time, and answers how many were new: a duty that was ever planned
 * (same customer, rule and period) is left as it is.
 */
export async function insertPlanned(tx: Tx, tasks: readonly PlannedTask[], now: Date): Promise<number> {
  if (tasks.length === 0) return 0
  await sql`savepoint planned`.execute(tx)
  try {
    const values = tasks.map((t) => duty.values(t, now))
    await copyInto(tx, 'task', duty.columns, values)
  } catch (error) {
    if (!isDuplicate(error)) throw error
    await sql`rollback to savepoint planned`.execute(tx)
    return insertMissing(tx, tasks, now)
  }
  await moveTally(tx, [], talliesOfPlanned(tasks))
  return tasks.length
}

/** The same, duty by duty, when some of them are there already. */
async function insertMissing(tx: Tx, tasks: readonly PlannedTask[], now: Date): Promise<number> {
  const rows = JSON.stringify(tasks.map((t) => ({ ...t, facts: JSON.stringify(t.facts), assignedFacts: factsText(t.assignedFacts) })))
  const { rows: added } = await sql<{ id: number }>`
    insert into task (origin, kind, customer_id, rule_id, period, policy_version, basis, facts, due_on, window_from, window_to, state, counted,
      assignee_id, assigned_as, assigned_facts, unit_id, tier, class, created_at, changed_at)
    select 'POLICY', x.kind, x."customerId", x."ruleId", x.period, x."policyVersion", x.basis, x.facts, x."dueOn", x."windowFrom", x."windowTo",
      'OPEN', x.counted, x."assigneeId", x."assignedAs", x."assignedFacts", x."unitId", x.tier, x.class, ${now}::timestamptz, ${now}::timestamptz
    from json_to_recordset(${rows}::json) as x(kind text, "customerId" bigint, "ruleId" text, period text, "policyVersion" int, basis text,
      facts text, "dueOn" date, "windowFrom" date, "windowTo" date, counted boolean, "assigneeId" bigint, "assignedAs" text, "assignedFacts" text,
      "unitId" bigint, tier text, class text)
    on conflict (customer_id, rule_id, period) where rule_id is not null do nothing
    returning id`.execute(tx)
  await moveTally(tx, [], await talliesOf(tx, ids(added)))
  return added.length
}

const ids = (rows: readonly { id: number }[]): number[] => rows.map((r) => r.id)

/** Ends open duties that are owed no longer; what is done or waived stays. */
export async function endPlanned(tx: Tx, taskIds: readonly number[], reason: string, now: Date): Promise<void> {
  const open = (await lockTasks(tx, taskIds)).filter((t) => t.state === 'OPEN')
  await saveTasks(tx, ids(open), { state: 'ENDED', ended_reason: reason }, now)
}

/** Ends open duties whose purpose was met another way: they count as done that day. */
export async function meetPlanned(tx: Tx, taskIds: readonly number[], on: Day, now: Date): Promise<void> {
  const open = (await lockTasks(tx, taskIds)).filter((t) => t.state === 'OPEN')
  await saveTasks(tx, ids(open), { state: 'DONE', done_on: on }, now)
}

/** Holds tasks in the order of their ids; unknown ones are left out. */
export const lockTasks = (tx: Tx, taskIds: readonly number[]): Promise<StoredTask[]> =>
  tx.selectFrom('task').selectAll().where('id', '=', idList(taskIds)).orderBy('id').forUpdate().execute()

/** Holds the open duties of a customer that its owner has, or, null, nobody, and those done in an owner's place; not what a pool shares. */
export const lockOwnersDuties = (tx: Tx, customerId: number, ownerId: number | null): Promise<StoredTask[]> =>
  tx
    .selectFrom('task')
    .selectAll()
    .where('customer_id', '=', customerId)
    .where('state', '=', 'OPEN')
    .where('rule_id', 'is not', null)
    .where('assigned_as', '<>', 'POOL')
    .where((e) => e.or([e('assignee_id', 'is not distinct from', ownerId), e('assigned_as', '=', 'DEPUTY')]))
    .orderBy('id')
    .forUpdate()
    .execute()

type Changing =
  | 'state'
  | 'planned_on'
  | 'planned_reason'
  | 'assignee_id'
  | 'assigned_as'
  | 'assigned_facts'
  | 'unit_id'
  | 'checked'
  | 'unchecked_reason'
  | 'channel'
  | 'outcome'
  | 'next_step'
  | 'evidence'
  | 'interaction_id'
  | 'done_on'
  | 'done_by'
  | 'told_on'
  | 'told_channel'
  | 'told_for'
  | 'tell_by'
  | 'ended_reason'

/** Changes tasks that are held already, all alike; the tally moves with them. */
export async function saveTasks(tx: Tx, taskIds: readonly number[], values: Partial<Pick<StoredTask, Changing>>, now: Date): Promise<void> {
  if (taskIds.length === 0) return
  const before = await talliesOf(tx, taskIds)
  await tx
    .updateTable('task')
    .set((e) => ({ ...values, changed_at: now, version: e('version', '+', 1) }))
    .where('id', '=', idList(taskIds))
    .execute()
  await moveTally(tx, before, await talliesOf(tx, taskIds))
}

export type TaskByHand = Pick<
  StoredTask,
  'kind' | 'title' | 'customer_id' | 'due_on' | 'window_from' | 'assignee_id' | 'unit_id' | 'tier' | 'class' | 'created_by'
>

/** Adds what somebody set themselves: to be done by its due day, in no tally. */
export async function insertByHand(tx: Tx, task: TaskByHand, now: Date): Promise<number> {
  const row = await tx
    .insertInto('task')
    .values({
      ...task,
      origin: 'HAND',
      assigned_as: 'HAND',
      window_to: task.due_on,
      state: 'OPEN',
      counted: false,
      created_at: now,
      changed_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** Takes all tasks of customers off the book, and off the tally, before the customers themselves are deleted. */
export async function forgetCustomers(tx: Tx, customerIds: readonly number[]): Promise<void> {
  const gone = await tx.selectFrom('task').select('id').where('customer_id', '=', idList(customerIds)).orderBy('id').forUpdate().execute()
  if (gone.length === 0) return
  const before = await talliesOf(tx, ids(gone))
  await tx
    .deleteFrom('task')
    .where('id', '=', idList(ids(gone)))
    .execute()
  await moveTally(tx, before, [])
}
