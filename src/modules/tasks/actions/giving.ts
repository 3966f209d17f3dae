import type { Event } from '../../../core/event.ts'
import { invalidField, Problem } from '../../../core/problem.ts'
import { type ChangeContext, may, scopeUnder } from '../../../platform/action.ts'
import { taskAssigned } from '../contract/events.ts'
import { colleagueInReach } from '../queries.ts'
import type { StoredTask } from '../store.ts'
import { subjectOf } from './holding.ts'

/** Whoever is to do it: the caller, or a colleague the caller may give work to. */
export async function assigneeFor(context: ChangeContext, wanted: number | undefined) {
  const { tx, actor } = context
  const id = wanted ?? actor.personId
  if (id === null) throw invalidField('assigneeId', 'missing')
  if (id !== actor.personId && !may(actor, 'tasks.assign')) throw new Problem('forbidden', 'not-permitted', { permission: 'tasks.assign' })
  const colleague = await colleagueInReach(tx, { scope: scopeUnder(context, 'tasks.assign'), personId: actor.personId }, id)
  if (!colleague) throw invalidField('assigneeId', 'no-such-person')
  return colleague
}

/** Who has a task now, since a person said so: planning leaves it there. */
export const givenByHand = (assigneeId: number) => ({ assignee_id: assigneeId, assigned_as: 'HAND', assigned_facts: null }) as const

/** A task given to somebody, with how it came to whoever had it: taken back, it stands as it did. */
export const handedOver = (t: StoredTask, assigneeId: number): Event =>
  taskAssigned(
    subjectOf(t),
    { assignee_id: t.assignee_id, assigned_as: t.assigned_as, assigned_facts: t.assigned_facts },
    givenByHand(assigneeId),
  )
