import type { Event } from '../../../core/event.ts'
import { Problem } from '../../../core/problem.ts'
import type { ChangeContext } from '../../../platform/action.ts'
import { notify } from '../../notifications/actions/telling.ts'
import { whoMay } from '../../notifications/policy.ts'
import { readGrants } from '../../notifications/queries.ts'
import { deputiesOn } from '../../organisation/policy/deputies.ts'
import { approvalEvent, approvalWithdrawn } from '../contract.ts'
import { type Asking, principalsOf } from '../policy.ts'
import { deciderColumns, insertApproval, lockOpenAbout, type NewApproval, saveWithdrawal } from '../store.ts'
import { organisationNow } from './deciding.ts'

export type { NewApproval } from '../store.ts'

/**
 * Asks a second person, in the transaction of the change that needs one; the room offers what follows under `approvals` in its module.
 * Refuses when nobody could decide (`nobody-to-decide`) or the same is being asked already (`already-asked`).
 */
export async function askApproval(context: ChangeContext, asked: NewApproval): Promise<{ id: number; event: Event }> {
  const { tx, actor, now, house } = context
  if (!house.approvals.has(asked.kind)) throw new Error(`no room offers what follows from ${asked.kind}`)
  const asking = { askedBy: actor.personId, decider: asked.decider }
  const byPermission = 'permission' in asked.decider
  if (!byPermission && principalsOf(asking, await organisationNow(tx, now)).length === 0) throw new Problem('refused', 'nobody-to-decide')
  const id = await insertApproval(tx, asked, { id: actor.personId, name: actor.name, at: now })
  if (id === undefined) throw new Problem('refused', 'already-asked')
  await tellDeciders(context, id, { ...asking, kind: asked.kind })
  const { kind, subject, reason, customerId } = asked
  const after = { kind, subject_kind: subject.kind, subject_id: subject.id, reason, ...deciderColumns(asked.decider) }
  return { id, event: approvalEvent('approval.asked', { id, version: 1, customerId }, { after }) }
}

/** Tells those whose decision it is, and whoever stands in for them today, that something waits; whoever asked is told nothing. */
export async function tellDeciders(context: ChangeContext, id: number, asking: Asking & { kind: string }): Promise<void> {
  const { tx, actor, now } = context
  const { askedBy, decider, kind } = asking
  const organisation = await organisationNow(tx, now)
  const { deputies, parentOf, today } = organisation
  const principals =
    'permission' in decider
      ? whoMay(decider.permission, decider.unitId, await readGrants(tx), parentOf)
      : principalsOf(asking, organisation)
  const told = new Set(principals.flatMap((person) => [person, ...('permission' in decider ? [] : deputiesOn(deputies, person, today))]))
  const about = { kind: 'APPROVAL_WAITING' as const, subject: { kind: 'APPROVAL' as const, id }, step: '', customerId: null, cause: null }
  const facts = { what: kind, by: actor.personId === null ? null : actor.name }
  await notify(
    context,
    [...told].filter((person) => person !== askedBy).map((personId) => ({ ...about, personId, facts })),
  )
}

/** Takes back all that is still asked about a subject, because the subject has gone or the question with it. */
export async function withdrawAskings({ tx }: ChangeContext, subject: { kind: string; id: number }, note: string): Promise<Event[]> {
  const open = await lockOpenAbout(tx, subject)
  for (const held of open) await saveWithdrawal(tx, held, note)
  return open.map((held) => approvalWithdrawn(held, note))
}
