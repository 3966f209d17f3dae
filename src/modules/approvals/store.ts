import type { Facts } from '../../core/decision.ts'
import { found } from '../../core/problem.ts'
import type { Tx } from '../../platform/db/db.ts'
import type { ApprovalState } from './contract.ts'
import type { Decider } from './policy.ts'
import { deciderOf, stateOf } from './queries.ts'

/** What a room asks of a second person. */
export type NewApproval = {
  kind: string
  subject: { kind: string; id: number }
  customerId: number | null
  reason: string
  facts: Facts
  decider: Decider
}

type By = { id: number | null; name: string; at: Date }

export const deciderColumns = (decider: Decider) => ({
  decider_post: 'post' in decider ? decider.post : null,
  decider_permission: 'permission' in decider ? decider.permission : null,
  decider_id: 'personId' in decider ? decider.personId : null,
  unit_id: 'personId' in decider ? null : decider.unitId,
})

/** Undefined when the same is being asked already. */
export async function insertApproval(
  tx: Tx,
  { subject, decider, customerId, facts, ...asked }: NewApproval,
  by: By,
): Promise<number | undefined> {
  const row = await tx
    .insertInto('approval')
    .values({
      ...asked,
      ...deciderColumns(decider),
      subject_kind: subject.kind,
      subject_id: subject.id,
      customer_id: customerId,
      facts: JSON.stringify(facts),
      asked_by: by.id,
      asked_by_name: by.name,
      asked_at: by.at,
    })
    .onConflict((c) => c.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id
}

/** An approval as it is stored, held until the transaction ends. */
export type StoredApproval = NewApproval & {
  id: number
  askedBy: number | null
  decidedBy: number | null
  state: ApprovalState
  version: number
}

const stored = (tx: Tx) =>
  tx
    .selectFrom('approval')
    .select(['id', 'kind', 'subject_kind', 'subject_id', 'customer_id', 'asked_by', 'reason', 'facts', 'state', 'version'])
    .select(['decider_post', 'decider_permission', 'decider_id', 'unit_id', 'decided_by'])
    .orderBy('id')
    .forUpdate()

type Row = Awaited<ReturnType<ReturnType<typeof stored>['execute']>>[number]

const toStored = (r: Row): StoredApproval => ({
  id: r.id,
  kind: r.kind,
  subject: { kind: r.subject_kind, id: r.subject_id },
  customerId: r.customer_id,
  reason: r.reason,
  facts: JSON.parse(r.facts) as Facts,
  decider: deciderOf(r),
  askedBy: r.asked_by,
  decidedBy: r.decided_by,
  state: stateOf(r.state),
  version: r.version,
})

export async function lockApproval(tx: Tx, id: number): Promise<StoredApproval> {
  return toStored(found(await stored(tx).where('id', '=', id).executeTakeFirst(), 'approval'))
}

/** What is still asked about a subject. */
export async function lockOpenAbout(tx: Tx, subject: { kind: string; id: number }): Promise<StoredApproval[]> {
  const rows = await stored(tx)
    .where('subject_kind', '=', subject.kind)
    .where('subject_id', '=', subject.id)
    .where('state', '=', 'ASKED')
    .execute()
  return rows.map(toStored)
}

export async function saveDecision(
  tx: Tx,
  { id, version }: StoredApproval,
  decision: { approved: boolean; note: string; by: number; name: string; at: Date },
): Promise<void> {
  const { approved, note, by, name, at } = decision
  await tx
    .updateTable('approval')
    .set({ state: approved ? 'APPROVED' : 'REFUSED', note, decided_by: by, decided_by_name: name, decided_at: at, version: version + 1 })
    .where('id', '=', id)
    .execute()
}

export async function saveWithdrawal(tx: Tx, { id, version }: StoredApproval, note: string): Promise<void> {
  await tx
    .updateTable('approval')
    .set({ state: 'WITHDRAWN', note, version: version + 1 })
    .where('id', '=', id)
    .execute()
}

/** The decision is another's from now on; whoever handed it on (null: no person) keeps it in sight. */
export async function saveHandingOn(
  tx: Tx,
  { id, version }: StoredApproval,
  { to, note, by }: { to: Decider; note: string; by: number | null },
): Promise<void> {
  await tx
    .updateTable('approval')
    .set({ ...deciderColumns(to), note, version: version + 1 })
    .where('id', '=', id)
    .execute()
  if (by === null) return
  await tx
    .insertInto('approval_handed_on')
    .values({ approval_id: id, by_id: by })
    .onConflict((c) => c.doNothing())
    .execute()
}
