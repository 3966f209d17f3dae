import type { Facts } from '../../core/decision.ts'
import { approvalEvent } from '../../modules/approvals/contract.ts'
import { deciderColumns, insertApproval, lockApproval, saveDecision } from '../../modules/approvals/store.ts'
import { waiveKind } from '../../modules/tasks/contract/waiving.ts'
import type { Tx } from '../../platform/db/db.ts'
import type { Told as ToldEvent } from '../../platform/record.ts'
import type { Told } from './care-year.ts'
import { present } from './random.ts'
import { at, toldBy, type Who } from './told.ts'

/** Who asks to be released from which task, and whose decision that is. `taskId`: of the task as it is stored. */
export type Asking = { task: Told; taskId: number; title: string; by: Who; head: Who; post: string; decided: boolean }

const [asksAt, decidesAt] = [10 * 60 + 12, 15 * 60 + 40]

/** Writes an asking of the past, with its decision where there is one; answers the approval's id and what the trail tells of it. */
export async function askPast(
  tx: Tx,
  { task, taskId, title, by, head, post, decided }: Asking,
): Promise<{ id: number; told: ToldEvent[] }> {
  const asked = present(task.fate.asked ?? undefined)
  const { ruleId, kind, dueOn, windowTo, customerId } = task
  const facts: Facts = { taskId, ruleId, title, kind, dueOn, windowTo }
  const decider = { post, unitId: task.unitId }
  const asking = { kind: waiveKind, subject: { kind: 'task', id: taskId }, customerId, reason: asked.reason, facts, decider }
  const id = present(await insertApproval(tx, asking, { id: by.id, name: by.name, at: at(asked.at, asksAt) }))
  const about = { kind: waiveKind, subject_kind: 'task', subject_id: taskId, reason: asked.reason, ...deciderColumns(decider) }
  const told = [toldBy(by, at(asked.at, asksAt), approvalEvent('approval.asked', { id, version: 1, customerId }, { after: about }))]
  if (!decided) return { id, told }
  const { approved, note, decidedOn } = asked
  const when = at(decidedOn, decidesAt)
  await saveDecision(tx, await lockApproval(tx, id), { approved, note, by: head.id, name: head.name, at: when })
  const after = { kind: waiveKind, state: approved ? 'APPROVED' : 'REFUSED', note }
  return {
    id,
    told: [
      ...told,
      toldBy(head, when, approvalEvent('approval.decided', { id, version: 2, customerId }, { before: { state: 'ASKED' }, after })),
    ],
  }
}

/** When a release was decided. */
export const decidedAt = (on: string): Date => at(on, decidesAt)
