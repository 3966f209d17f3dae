import type { Event } from '../../core/event.ts'
import { Problem } from '../../core/problem.ts'
import { type ChangeContext, change, may, read } from '../action.ts'
import { startJob } from '../jobs/job.ts'
import * as contract from './contract.ts'
import { closeUndo, undoJob } from './jobs.ts'
import { lastChanges, leftAlone, listUndoable as queryList, readUndoable as queryOne, toUndoable, undoStateOf } from './queries.ts'
import { lockUndoable, noteAsked } from './store.ts'
import { lookBack, takeBack } from './take-back.ts'

export const listUndoable = read(contract.listUndoable, ({ db, actor, now }, page) => queryList(db, actor, now, page))

const shownKept = 20

export const readUndoable = read(contract.readUndoable, async ({ db, actor, house, now }, { id }) => {
  const row = await queryOne(db, actor, id)
  const shown = toUndoable(row, actor, now)
  const { touched, kept, rows } = shown.state === 'OPEN' ? await lookBack(db, house, row, shownKept) : { touched: 0, kept: 0, rows: [] }
  const after = shown.state === 'UNDONE' ? await leftAlone(db, id, shownKept) : { count: 0, left: [] }
  const keptRows = [...rows, ...after.left]
  const changes = await lastChanges(db, shown.state === 'OPEN' ? keptRows : [])
  return {
    ...shown,
    touched: shown.state === 'UNDONE' ? shown.undone : touched,
    kept: kept + after.count,
    keptRows: keptRows.map((r) => ({ ...r, by: null, at: null, ...changes.get(`${r.kind} ${r.id}`) })),
    lacks: may(actor, row.permission) ? null : row.permission,
  }
})

/** Begins to take it back, or refuses with the reason: at once where it is little, unless `apart` asks for a job in any case. */
export async function beginUndo(
  context: ChangeContext,
  id: number,
  apart = false,
): Promise<{ jobId: number | null; result: contract.UndoResult | null; events: Event[] }> {
  const { tx, actor, now } = context
  await lockUndoable(tx, id)
  const row = await queryOne(tx, actor, id)
  if (!may(actor, row.permission)) throw new Problem('forbidden', 'not-permitted', { permission: row.permission })
  const state = undoStateOf(row, now)
  if (state === 'RUNNING') throw new Problem('refused', 'undo-while-running')
  if (state !== 'OPEN' && state !== 'EXPIRED') throw new Problem('refused', 'undo-asked-already', { job: row.undo_job_id ?? 0 })
  if (row.changed_rows === 0) throw new Problem('refused', 'nothing-to-undo')
  if (state === 'EXPIRED') throw new Problem('refused', 'undo-too-late', { days: contract.undoDays })
  if (apart || row.changed_rows > contract.undoneAtOnce) {
    const jobId = await startJob(context, undoJob, { id }, row.changed_rows)
    await noteAsked(tx, id, now, jobId)
    return { jobId, result: null, events: [] }
  }
  await noteAsked(tx, id, now, null)
  const events: Event[] = []
  for (let before: number | null | undefined = null; before !== undefined; ) {
    const taken = await takeBack(context, row, before)
    events.push(...taken.events)
    before = taken.next ?? undefined
  }
  const { result, events: closing } = await closeUndo(context, id)
  return { jobId: null, result, events: [...events, ...closing] }
}

export const runUndo = change(contract.runUndo, async (context, { id }) => {
  const { events, ...result } = await beginUndo(context, id)
  const [first, ...rest] = events
  return first ? { result, events: [first, ...rest] } : { result, nothingChanged: true }
})
