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
export { insertPlanned, type PlannedTask } from '../store.ts'

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

/** Open duties go with their customer, unless somebody gave them to a third. */
export async function handOverPlanned(tx: Tx, { customerId, ownerBefore, ownerId, unitId }: OwnerChange, now: Date): Promise<Event[]> {
  const tasks = await store.lockOpenDuties(tx, customerId, ownerBefore)
  const given = tasks.filter((t) => t.assignee_id !== ownerId || t.unit_id !== unitId)
  await store.saveTasks(
    tx,
    given.map((t) => t.id),
    { assignee_id: ownerId, unit_id: unitId },
    now,
  )
  return given.map((t) =>
    taskAssigned(subjectOf(t), { assignee_id: t.assignee_id, unit_id: t.unit_id }, { assignee_id: ownerId, unit_id: unitId }),
  )
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
