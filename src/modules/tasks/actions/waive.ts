import type { Event } from '../../../core/event.ts'
import { type ChangeContext, change } from '../../../platform/action.ts'
import { taskWaived } from '../contract/events.ts'
import * as contract from '../contract.ts'
import { saveTasks } from '../store.ts'
import { answer, lockFor, newsForCare, subjectOf } from './holding.ts'

/** Releases from a task once somebody entitled has decided it; the caller records the event. */
export async function waive(context: ChangeContext, locked: { id: number; version: number }, reason: string): Promise<Event> {
  const { task, next } = await lockFor(context, 'waive', locked)
  await saveTasks(context.tx, [task.id], { state: next, ended_reason: reason }, context.now)
  await newsForCare(context.tx, task)
  const { kind, title, due_on } = task
  return taskWaived(subjectOf(task), { kind, title, due_on, reason })
}

export const waiveTask = change(contract.waiveTask, async (context, { reason, ...locked }) => {
  const event = await waive(context, locked, reason)
  return { result: await answer(context, locked.id), events: [event] }
})
