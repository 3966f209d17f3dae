import type { Event } from '../../../core/event.ts'
import { invalidField, Problem } from '../../../core/problem.ts'
import { type ChangeContext, may, scopeUnder } from '../../../platform/action.ts'
import { type SetTask, setTask } from '../../tasks/actions/planning.ts'
import { colleagueInReach } from '../../tasks/queries.ts'
import type { PlanAction } from '../contract.ts'
import { type KeptAction, sameAction } from '../policy/plan.ts'
import { colleague } from '../queries/actions.ts'

/** Refuses people who are not here any more, and work for others from whoever may not hand it out: as when a task is set. */
export async function peopleOrThrow(context: ChangeContext, actions: readonly PlanAction[], kept: readonly PlanAction[]): Promise<void> {
  const { tx, actor } = context
  const viewer = { scope: scopeUnder(context, 'tasks.assign'), personId: actor.personId }
  for (const [i, action] of actions.entries()) {
    const { personId, due } = action
    if (personId === null || kept.some((old) => sameAction(old, action))) continue
    const path = `actions.${i}.personId`
    if (due !== null && personId !== actor.personId && !may(actor, 'tasks.assign'))
      throw new Problem('forbidden', 'not-permitted', { permission: 'tasks.assign' })
    const known = due === null ? await colleague(tx, personId) : await colleagueInReach(tx, viewer, personId)
    if (!known) throw invalidField(path, 'no-such-person')
  }
}

type For = { customer: SetTask['customer']; createdBy: number | null }

/** Makes tasks of actions with a person and a day that have none yet. Whoever is not here any more is given none. */
export async function tasksFor(
  context: Pick<ChangeContext, 'tx' | 'now'>,
  actions: readonly KeptAction[],
  { customer, createdBy }: For,
): Promise<{ actions: KeptAction[]; events: Event[] }> {
  const events: Event[] = []
  const done: KeptAction[] = []
  for (const action of actions) {
    const { what, personId, due, taskId } = action
    const assignee = personId === null || due === null || taskId !== null ? undefined : await colleague(context.tx, personId)
    if (!assignee || due === null) {
      done.push(action)
      continue
    }
    const task = await setTask(context, { kind: 'OTHER', title: what, dueOn: due, assignee, customer, createdBy })
    events.push(task.event)
    done.push({ ...action, taskId: task.id })
  }
  return { actions: done, events }
}
