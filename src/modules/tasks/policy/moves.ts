import type { Day } from '../../../core/day.ts'
import { allow, type Decision, refuse } from '../../../core/decision.ts'
import type { FieldIssue } from '../../../core/problem.ts'
import type { TaskState } from '../contract.ts'

export type Verb = 'do' | 'reopen' | 'postpone' | 'tell' | 'waive' | 'assign' | 'end'

/** What may follow each state; what is waived or ended stays so. */
const moves: Readonly<Record<TaskState, Partial<Record<Verb, TaskState>>>> = {
  OPEN: { do: 'DONE', postpone: 'OPEN', tell: 'OPEN', waive: 'WAIVED', assign: 'OPEN', end: 'ENDED' },
  DONE: { reopen: 'OPEN' },
  WAIVED: {},
  ENDED: {},
}

/** The state after a verb, or why the verb is not for this state. */
export function after(state: TaskState, verb: Verb): Decision<TaskState> {
  const next = moves[state][verb]
  if (next !== undefined) return allow(next)
  return refuse(verb === 'reopen' ? 'task-not-done' : 'task-not-open', { state })
}

type Report = { recordedOn: Day; doneBy: number | null }

/** A report is taken back on the day it was made, by whoever made it or by somebody who hands out work. */
export function mayReopen({ recordedOn, doneBy }: Report, by: { personId: number | null; assigns: boolean }, today: Day): Decision<true> {
  if (recordedOn !== today) return refuse('reopen-same-day-only', { recordedOn })
  return by.assigns || (doneBy !== null && doneBy === by.personId) ? allow(true) : refuse('reopen-own-only')
}

type Appointment = { plannedOn: Day | null; reason: string | null }

/** Only the appointment moves, never the due day or the window; outside the window it takes a reason. None may always be. */
export function appointmentIssues({ plannedOn, reason }: Appointment, task: { windowTo: Day }, today: Day): FieldIssue[] {
  if (plannedOn === null) return []
  if (plannedOn < today) return [{ path: 'plannedOn', reason: 'in-the-past' }]
  if (plannedOn > task.windowTo && !reason) return [{ path: 'reason', reason: 'after-window', facts: { windowTo: task.windowTo } }]
  return []
}

/** A customer that has come to another person or unit. */
export type OwnerChange = { customerId: number; ownerBefore: number | null; ownerId: number | null; unitId: number | null }
