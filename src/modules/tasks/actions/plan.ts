import { invalidField, Problem } from '../../../core/problem.ts'
import { type ChangeContext, change } from '../../../platform/action.ts'
import { taskPostponed } from '../contract/events.ts'
import * as contract from '../contract.ts'
import { after, appointmentIssues } from '../policy/moves.ts'
import { customerForTask } from '../queries.ts'
import { type StoredTask, saveTasks } from '../store.ts'
import { assigneeFor, givenByHand, handedOver } from './giving.ts'
import { answer, dayAt, lockSeenTasks, subjectOf } from './holding.ts'
import { setTask } from './planning.ts'
import { lockTogether } from './together.ts'

export const createTask = change(contract.createTask, async (context, { kind, title, customerId, dueOn, assigneeId }) => {
  const { tx, scope, actor, now } = context
  const today = dayAt(now)
  if (dueOn < today) throw invalidField('dueOn', 'in-the-past')
  const assignee = await assigneeFor(context, assigneeId)
  const customer = customerId === null ? null : { id: customerId, ...(await customerForTask(tx, scope, customerId)) }
  const { id, event } = await setTask(context, { kind, title, dueOn, assignee, customer, createdBy: actor.personId })
  return { result: await answer(context, id), events: [event] }
})

export const postponeTask = change(contract.postponeTask, async (context, { plannedOn, reason: given, also, ...locked }) => {
  const tasks = (await lockTogether(context, 'postpone', locked, also)).map(({ task }) => task)
  const values = { planned_on: plannedOn, planned_reason: plannedOn === null ? null : given || null }
  const today = dayAt(context.now)
  const [windowTo = today] = tasks.map((t) => t.window_to).sort()
  const issues = appointmentIssues({ plannedOn, reason: values.planned_reason }, { windowTo }, today)
  if (issues.length > 0) throw new Problem('invalid', 'invalid-input', {}, issues)
  const moved = tasks.filter((t) => t.planned_on !== plannedOn || t.planned_reason !== values.planned_reason)
  const [first, ...rest] = moved.map((t) => {
    const { kind, title, due_on, planned_on, planned_reason } = t
    return taskPostponed(subjectOf(t), { planned_on, planned_reason }, { kind, title, due_on, ...values })
  })
  if (!first) return { result: await answer(context, locked.id), nothingChanged: true }
  const ids = moved.map((t) => t.id)
  await saveTasks(context.tx, ids, values, context.now)
  return { result: await answer(context, locked.id), events: [first, ...rest] }
})

/** Holds the tasks to be given, all as the caller saw them and open. */
async function lockToGive(context: ChangeContext, wanted: readonly { id: number; version: number }[]): Promise<StoredTask[]> {
  const versions = new Map(wanted.map((t) => [t.id, t.version]))
  if (versions.size < wanted.length) throw invalidField('tasks', 'listed-twice')
  const tasks = await lockSeenTasks(context, [...versions.keys()])
  const stale = tasks.filter((t) => t.version !== versions.get(t.id))
  if (stale.length > 0) {
    const issues = stale.slice(0, 20).map(({ id, version }) => {
      const index = wanted.findIndex((t) => t.id === id)
      return { path: `tasks.${index}.version`, reason: 'task-changed', facts: { id, version } }
    })
    throw new Problem('conflict', 'changed-meanwhile', { count: stale.length }, issues)
  }
  for (const { id, state } of tasks) {
    const may = after(state as contract.TaskState, 'assign')
    if (!may.ok) throw new Problem('refused', may.rule, { ...may.facts, id })
  }
  return tasks
}

export const assignTasks = change(contract.assignTasks, async (context, { assigneeId, tasks: wanted }) => {
  const tasks = await lockToGive(context, wanted)
  const assignee = await assigneeFor(context, assigneeId)
  const given = tasks.filter((t) => t.assignee_id !== assignee.id)
  const [first, ...rest] = given.map((t) => handedOver(t, assignee.id))
  if (!first) return { result: { assigned: 0 }, nothingChanged: true }
  await saveTasks(
    context.tx,
    given.map((t) => t.id),
    givenByHand(assignee.id),
    context.now,
  )
  return { result: { assigned: given.length }, events: [first, ...rest] }
})
