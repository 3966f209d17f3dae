import { sql } from 'kysely'
import type { Facts } from '../../core/decision.ts'
import type { ChangeContext } from '../action.ts'
import { copyInto } from '../db/copy.ts'
import type { Tx } from '../db/db.ts'
import type { LeftRecord } from './contract.ts'

/** `jobId`: the job that does it, which counts as it goes (`countChanged`); absent: this change does it, to so many `rows`. */
export type Offer = { kind: string; facts: Facts; permission: string } & ({ jobId: number } | { rows: number })

/** Says that what is being done can be taken back as a whole, by whoever did it and still holds `permission`. Answers its number. */
export async function offerUndo({ tx, actor, now, change }: ChangeContext, offer: Offer): Promise<number> {
  const { kind, facts, permission } = offer
  const by = { created_by: actor.personId, created_by_kind: actor.kind, created_by_name: actor.name, created_at: now }
  const source = 'jobId' in offer ? { job_id: offer.jobId } : { change_id: change.changeId, changed_rows: offer.rows }
  const row = await tx
    .insertInto('undoable')
    .values({ kind, facts: JSON.stringify(facts), permission, ...by, ...source })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** Adds to what a job has changed so far. */
export async function countChanged(tx: Tx, jobId: number, rows: number): Promise<void> {
  if (rows === 0) return
  await tx
    .updateTable('undoable')
    .set({ changed_rows: sql`changed_rows + ${rows}` })
    .where('job_id', '=', jobId)
    .execute()
}

export const lockUndoable = (tx: Tx, id: number) =>
  tx.selectFrom('undoable').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()

/** Holds what a job offered to take back; answers whether somebody asked for it. */
export async function isTakenBack(tx: Tx, jobId: number): Promise<boolean> {
  const row = await tx.selectFrom('undoable').select('asked_at').where('job_id', '=', jobId).forUpdate().executeTakeFirst()
  return row !== undefined && row.asked_at !== null
}

export async function noteAsked(tx: Tx, id: number, now: Date, undoJobId: number | null): Promise<void> {
  await tx.updateTable('undoable').set({ asked_at: now, undo_job_id: undoJobId }).where('id', '=', id).execute()
}

export async function noteTakenBack(tx: Tx, id: number, undone: number, left: readonly LeftRecord[]): Promise<void> {
  await copyInto(
    tx,
    'undo_left',
    ['undoable_id', 'subject_kind', 'subject_id', 'label', 'reason'],
    left.map((l) => [id, l.kind, l.id, l.label, l.reason]),
  )
  await tx
    .updateTable('undoable')
    .set({ undone_rows: sql`undone_rows + ${undone}`, left_rows: sql`left_rows + ${left.length}` })
    .where('id', '=', id)
    .execute()
}

export async function noteUndone(tx: Tx, id: number, by: string, now: Date): Promise<void> {
  await tx.updateTable('undoable').set({ undone_at: now, undone_by_name: by }).where('id', '=', id).execute()
}
