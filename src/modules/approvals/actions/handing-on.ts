import { invalidField, orThrow, Problem } from '../../../core/problem.ts'
import { type ChangeContext, change, may } from '../../../platform/action.ts'
import * as contract from '../contract.ts'
import { type Decider, principalsOf } from '../policy.ts'
import { readApproval } from '../queries.ts'
import { deciderColumns, type StoredApproval, saveHandingOn } from '../store.ts'
import { tellDeciders } from './asking.ts'
import { currentAndOpen, heldApproval, organisationNow } from './deciding.ts'

/** The next decider can see the inbox, and is not whoever asked. */
async function ableOrThrow(context: ChangeContext, held: StoredApproval, to: Decider): Promise<void> {
  const { tx, now, house, company, requestId } = context
  if ('personId' in to) {
    if (to.personId === held.askedBy) throw new Problem('refused', 'own-asking')
    const who = { personId: to.personId, kind: 'PERSON' as const, name: '' }
    const next = await house.identify(who, { company, now, requestId, permissions: house.permissions })
    if (!next) throw invalidField('to.personId', 'no-such-person')
    if (!may(next.actor, contract.handOnApproval.permission)) throw invalidField('to.personId', 'has-no-inbox')
    return
  }
  const organisation = await organisationNow(tx, now)
  if ('post' in to && to.unitId !== null && !organisation.parentOf.has(to.unitId)) throw invalidField('to.unitId', 'no-such-unit')
  if (principalsOf({ ...held, decider: to }, organisation).length === 0) throw new Problem('refused', 'nobody-to-decide')
}

export const handOnApproval = change(contract.handOnApproval, async (context, { id, version, to, note }) => {
  const { held, decision } = await heldApproval(context, id)
  orThrow(decision)
  currentAndOpen(held, version)
  await ableOrThrow(context, held, to)
  const [before, after] = [deciderColumns(held.decider), deciderColumns(to)]
  if (JSON.stringify(before) === JSON.stringify(after)) return { result: await readApproval(context.tx, id), nothingChanged: true }
  await saveHandingOn(context.tx, held, { to, note, by: context.actor.personId })
  await tellDeciders(context, id, { ...held, decider: to })
  const handedOn = contract.approvalEvent('approval.handed-on', { ...held, version: version + 1 }, { before, after: { ...after, note } })
  return { result: await readApproval(context.tx, id), events: [handedOn] }
})
