import type { Event } from '../../../core/event.ts'
import { Problem } from '../../../core/problem.ts'
import type { ChangeContext } from '../../../platform/action.ts'
import { approvalEvent, approvalWithdrawn } from '../contract.ts'
import { principalsOf } from '../policy.ts'
import { deciderColumns, insertApproval, lockOpenAbout, type NewApproval, saveWithdrawal } from '../store.ts'
import { organisationNow } from './deciding.ts'

export type { NewApproval } from '../store.ts'

/**
 * Asks a second person, in the transaction of the change that needs one; the room offers what follows under `approvals` in its module.
 * Refuses when nobody could decide (`nobody-to-decide`) or the same is being asked already (`already-asked`).
 */
export async function askApproval({ tx, actor, now, house }: ChangeContext, asked: NewApproval): Promise<{ id: number; event: Event }> {
  if (!house.approvals.has(asked.kind)) throw new Error(`no room offers what follows from ${asked.kind}`)
  const asking = { askedBy: actor.personId, decider: asked.decider }
  const byPermission = 'permission' in asked.decider
  if (!byPermission && principalsOf(asking, await organisationNow(tx, now)).length === 0) throw new Problem('refused', 'nobody-to-decide')
  const id = await insertApproval(tx, asked, { id: actor.personId, name: actor.name, at: now })
  if (id === undefined) throw new Problem('refused', 'already-asked')
  const { kind, subject, reason, customerId } = asked
  const after = { kind, subject_kind: subject.kind, subject_id: subject.id, reason, ...deciderColumns(asked.decider) }
  return { id, event: approvalEvent('approval.asked', { id, version: 1, customerId }, { after }) }
}

/** Takes back all that is still asked about a subject, because the subject has gone or the question with it. */
export async function withdrawAskings({ tx }: ChangeContext, subject: { kind: string; id: number }, note: string): Promise<Event[]> {
  const open = await lockOpenAbout(tx, subject)
  for (const held of open) await saveWithdrawal(tx, held, note)
  return open.map((held) => approvalWithdrawn(held, note))
}
