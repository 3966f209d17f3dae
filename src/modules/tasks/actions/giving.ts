import { invalidField, Problem } from '../../../core/problem.ts'
import { type ChangeContext, may, scopeUnder } from '../../../platform/action.ts'
import { colleagueInReach } from '../queries.ts'

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
