import type { Facts } from '../../../core/decision.ts'
import type { Event, Values } from '../../../core/event.ts'

/** What an event says of its task: enough to know it on a timeline, with the rule that made it. */
export type TaskSubject = {
  id: number
  version: number
  customerId: number | null
  cause?: { rule: string; policyVersion: number; facts: Facts }
}

const subject = ({ id, version }: TaskSubject) => ({ kind: 'task', id, version })
const about = ({ customerId, cause }: TaskSubject) => ({
  ...(customerId === null ? {} : { customerId }),
  ...(cause ? { cause } : {}),
})

export const taskCreated = (t: TaskSubject, after: Values): Event => ({ name: 'task.created', subject: subject(t), ...about(t), after })
export const taskDone = (t: TaskSubject, after: Values): Event => ({ name: 'task.done', subject: subject(t), ...about(t), after })
export const taskReopened = (t: TaskSubject, before: Values): Event => ({ name: 'task.reopened', subject: subject(t), ...about(t), before })
export const taskWaived = (t: TaskSubject, after: Values): Event => ({ name: 'task.waived', subject: subject(t), ...about(t), after })
export const taskPostponed = (t: TaskSubject, before: Values, after: Values): Event => ({
  name: 'task.postponed',
  subject: subject(t),
  ...about(t),
  before,
  after,
})

export const taskTold = (t: TaskSubject, before: Values, after: Values): Event => ({
  name: 'task.told',
  subject: subject(t),
  ...about(t),
  before,
  after,
})

/** Who does it is no news of the customer: it stays off the timeline. */
export const taskAssigned = (t: TaskSubject, before: Values, after: Values): Event => ({
  name: 'task.assigned',
  subject: subject(t),
  before,
  after,
})
