import type { Day } from '../../../core/day.ts'
import type { Event } from '../../../core/event.ts'
import type { ChangeContext } from '../../../platform/action.ts'
import type { Tx } from '../../../platform/db/db.ts'
import { taskAssigned, taskCreated } from '../contract/events.ts'
import type { taskKinds } from '../contract.ts'
import type { OwnerChange } from '../policy/moves.ts'
import * as store from '../store.ts'
import { dayAt, subjectOf } from './holding.ts'
import { withdrawAskings } from './waive.ts'

/** What care plans with. */
export { type Given, insertPlanned, type PlannedTask } from '../store.ts'

/** Ends open duties that are owed no longer; what is done or waived stays. Answers the askings for release that went with them. */
export async function endPlanned(tx: Tx, taskIds: readonly number[], reason: string, now: Date): Promise<Event[]> {
  await store.endPlanned(tx, taskIds, reason, now)
  return withdrawAskings(tx, taskIds, 'ENDED')
}

/** Ends open duties whose purpose was met another way: they count as done that day. Answers the askings that went with them. */
export async function meetPlanned(tx: Tx, taskIds: readonly number[], on: Day, now: Date): Promise<Event[]> {
  await store.meetPlanned(tx, taskIds, on, now)
  return withdrawAskings(tx, taskIds, 'DONE')
}

/**
 * Open duties go with their customer, unless somebody gave them to a third or a pool shares them. Whoever stands in for an owner who
 * keeps the customer goes on doing so.
 */
export async function handOverPlanned(tx: Tx, { customerId, ownerBefore, ownerId, unitId }: OwnerChange, now: Date): Promise<Event[]> {
  const tasks = await store.lockOwnersDuties(tx, customerId, ownerBefore)
  const stays = (t: store.StoredTask) => t.assigned_as === 'DEPUTY' && ownerId === ownerBefore
  const keep = tasks.filter((t) => stays(t) && t.unit_id !== unitId)
  const given = tasks.filter((t) => !stays(t) && (t.assignee_id !== ownerId || t.unit_id !== unitId))
  const ids = (some: readonly store.StoredTask[]) => some.map((t) => t.id)
  await store.saveTasks(tx, ids(keep), { unit_id: unitId }, now)
  const owners = { assigned_as: 'OWNER', assigned_facts: null }
  await store.saveTasks(tx, ids(given), { assignee_id: ownerId, unit_id: unitId, ...owners }, now)
  const after = (t: store.StoredTask) => (stays(t) ? t.assignee_id : ownerId)
  return [...keep, ...given].map((t) =>
    taskAssigned(subjectOf(t), { assignee_id: t.assignee_id, unit_id: t.unit_id }, { assignee_id: after(t), unit_id: unitId }),
  )
}

/** Gives open duties to whoever planning says is to do them now; those that were settled or given by hand meanwhile stay. */
export async function givePlanned(tx: Tx, given: ReadonlyMap<number, store.Given>, now: Date): Promise<Event[]> {
  const open = (await store.lockTasks(tx, [...given.keys()])).filter((t) => t.state === 'OPEN' && t.assigned_as !== 'HAND')
  const alike = Map.groupBy(open, (t) => JSON.stringify(given.get(t.id)))
  for (const tasks of alike.values()) {
    const to = given.get(tasks[0]?.id ?? 0)
    if (!to) continue
    const facts = to.assignedFacts === null ? null : JSON.stringify(to.assignedFacts)
    const values = { assignee_id: to.assigneeId, assigned_as: to.assignedAs, assigned_facts: facts }
    await store.saveTasks(
      tx,
      tasks.map((t) => t.id),
      values,
      now,
    )
  }
  return open.map((t) => taskAssigned(subjectOf(t), { assignee_id: t.assignee_id }, { assignee_id: given.get(t.id)?.assigneeId ?? null }))
}

/** What somebody is to do by a day because a person said so: of a customer, or of none. Whose it may be was checked before. */
export type SetTask = {
  kind: (typeof taskKinds)[number]
  title: string
  dueOn: Day
  assignee: { id: number; unit_id: number | null }
  customer: { id: number; unit_id: number | null; tier: string | null; class: string } | null
  createdBy: number | null
}

/** Sets a task by hand, from today on or, where its day has passed, on that day alone. */
export async function setTask({ tx, now }: Pick<ChangeContext, 'tx' | 'now'>, task: SetTask): Promise<{ id: number; event: Event }> {
  const { kind, title, dueOn, assignee, customer, createdBy } = task
  const today = dayAt(now)
  const values = { kind, title, customer_id: customer?.id ?? null, due_on: dueOn, assignee_id: assignee.id }
  const unit_id = customer === null ? assignee.unit_id : customer.unit_id
  const [from = today] = [dueOn, today].sort()
  const about = { window_from: from, unit_id, tier: customer?.tier ?? null, class: customer?.class ?? null }
  const id = await store.insertByHand(tx, { ...values, ...about, created_by: createdBy }, now)
  return { id, event: taskCreated({ id, version: 1, customerId: values.customer_id }, values) }
}
