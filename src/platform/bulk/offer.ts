import { z } from 'zod'
import type { Event } from '../../core/event.ts'
import type { BulkDone, BulkResult, bulkEndpoints, Selection } from '../../core/selection.ts'
import { type Action, type ChangeContext, type Changed, change, changeMany } from '../action.ts'
import { type JobContext, type JobKind, jobKind, startJob } from '../jobs/job.ts'
import { countChanged, offerUndo } from '../undo/store.ts'
import { type BulkList, type BulkVerb, under } from './bulk.ts'
import { doneAtOnce } from './contract.ts'
import { checked, type Done, doPiece, isLast, previewOf, resultOf, verbFor } from './run.ts'
import { keepSelection, lockSelection, noteDone, noteStarted } from './store.ts'

type Endpoints<List extends z.ZodObject, Kind extends z.ZodType> = ReturnType<typeof bulkEndpoints<List, Kind>>

/** The two verbs and the job of a list whose rows can be changed many at once. */
export function offerBulk<List extends z.ZodObject, Kind extends z.ZodType>(
  list: BulkList<z.output<List>, z.output<Kind>>,
  endpoints: Endpoints<List, Kind>,
): { actions: readonly Action[]; job: JobKind } {
  const preview = change(endpoints.preview, async (context, input) => {
    const { change: kind, ids, except, list: asked } = asParsed<z.output<List>, z.output<Kind>>(input)
    const verb = verbFor(context, list, { change: JSON.stringify(kind) })
    await checked(context, verb)
    const query = list.chosen(under(context, list.permission), ids ? undefined : asked)
    const kept = await keepSelection(context, { list: list.name, change: kind, query, ids, except })
    return { result: await previewOf(context, list, verb, kept), nothingChanged: true }
  })
  const job = bulkJob(list, endpoints.run.permission)
  const run = change(endpoints.run, (context, { selectionId }) => begin(context, list, job, selectionId))
  return { actions: [preview, run], job }
}

/** The input of a preview: parsed by the schema `bulkEndpoints` made of these parts, which the compiler cannot see through. */
const asParsed = <List, Kind>(input: unknown) => input as Selection<List> & { change: Kind }

/** Does what a selection was kept for: at once when it is little. What was begun before is answered as it stands. */
async function begin<List, Kind>(
  context: ChangeContext,
  list: BulkList<List, Kind>,
  job: JobKind,
  selectionId: string,
): Promise<Changed<BulkDone>> {
  const { tx, actor, now } = context
  const kept = await lockSelection(tx, actor, list.name, selectionId)
  const verb = verbFor(context, list, kept)
  if (kept.done_at !== null || kept.job_id !== null) {
    const result = kept.done_at === null ? null : await soFar(context, list.name, selectionId)
    return { result: { jobId: kept.job_id, undoId: kept.undoable_id, result }, nothingChanged: true }
  }
  const facts = await checked(context, verb)
  const offer = { kind: verb.kind, facts, permission: verb.permission }
  if (kept.rows > doneAtOnce) {
    const jobId = await startJob(context, job, { selectionId }, kept.rows)
    const undoId = verb.undoable ? await offerUndo(context, { ...offer, jobId }) : null
    await noteStarted(tx, selectionId, { jobId, undoId })
    return { result: { jobId, undoId, result: null }, nothingChanged: true }
  }
  const { changed, events } = await doAll(context, list, verb, selectionId)
  const [first, ...rest] = events
  const undoId = verb.undoable && first ? await offerUndo(context, { ...offer, rows: changed }) : null
  await noteStarted(tx, selectionId, { jobId: null, undoId })
  await noteDone(tx, selectionId, now)
  const result = { jobId: null, undoId, result: await soFar(context, list.name, selectionId) }
  return first ? { result, events: [first, ...rest] } : { result, nothingChanged: true }
}

async function soFar({ tx, actor }: ChangeContext, list: string, id: string): Promise<BulkResult> {
  const { changed_rows: changed, same_rows: same } = await lockSelection(tx, actor, list, id)
  return resultOf({ tx }, { id, changed, same })
}

async function doAll<List, Kind>(context: ChangeContext, list: BulkList<List, Kind>, verb: BulkVerb, selectionId: string) {
  const events: Event[] = []
  let changed = 0
  for (let after = 0; ; ) {
    const piece = await doPiece(context, list, verb, { selectionId, after })
    events.push(...piece.events)
    changed += piece.done.changed
    after = piece.done.last
    if (isLast(piece.done)) return { changed, events }
  }
}

const place = z.object({ after: z.number(), done: z.number() })

type Piece = { selectionId: string; after: number }

/** Does a selection piece by piece: each holds its rows, writes them with their events, and saves the place, in one transaction. */
function bulkJob<List, Kind>(list: BulkList<List, Kind>, permission: string): JobKind {
  const piece = changeMany<Piece, Done>(`${list.name}.bulk-piece`, permission, async (context, at) => {
    const kept = await lockSelection(context.tx, context.actor, list.name, at.selectionId)
    const { done, events } = await doPiece(context, list, verbFor(context, list, kept), at)
    if (context.change.jobId !== null) await countChanged(context.tx, context.change.jobId, done.changed)
    return { result: done, events }
  })
  const close = changeMany<string, BulkResult>(`${list.name}.bulk-close`, permission, async (context, selectionId) => {
    await noteDone(context.tx, selectionId, context.now)
    return { result: await soFar(context, list.name, selectionId), events: [] }
  })
  const pieces = async (context: JobContext, { selectionId }: { selectionId: string }): Promise<BulkResult> => {
    let at = context.cursor === undefined ? { after: 0, done: 0 } : place.parse(context.cursor)
    for (;;) {
      const from = at
      const next = (done: Done) => ({ after: done.last, done: from.done + done.rows })
      const done = await context.chunk(piece, { selectionId, after: from.after }, (d) => ({ cursor: next(d), done: next(d).done }))
      if (isLast(done)) return context.close(close, selectionId)
      at = next(done)
    }
  }
  return jobKind({ kind: `${list.name}.bulk`, permission, input: z.strictObject({ selectionId: z.uuid() }), run: pieces })
}
