import type { Facts } from '../../core/decision.ts'
import type { Event } from '../../core/event.ts'
import { Problem } from '../../core/problem.ts'
import type { BulkPreview, BulkResult, Refusal } from '../../core/selection.ts'
import { type ChangeContext, may } from '../action.ts'
import { type BulkList, type BulkVerb, type Outcome, outcomesOf, under } from './bulk.ts'
import { type Kept, noteOutcome, refusalsOf, type SelectionRow, selectedAfter } from './store.ts'

/** So many rows are judged and written at a time. */
const pieceSize = 500
const judgedAtOnce = 2000
const shownRows = 20

/** The verb a selection is kept for, if the caller may do it. */
export function verbFor<List, Kind>({ actor }: ChangeContext, list: BulkList<List, Kind>, kept: { change: string }): BulkVerb {
  const verb = list.verb(list.change.parse(JSON.parse(kept.change)))
  if (!may(actor, verb.permission)) throw new Problem('forbidden', 'not-permitted', { permission: verb.permission })
  return verb
}

/** What is wrong with a verb whatever the row; else the facts for its words. */
export const checked = (context: ChangeContext, verb: BulkVerb): Promise<Facts> => verb.check(under(context, verb.permission))

/** How many rows would change and how many would not, and why: looks at all of them, writes nothing. */
export async function previewOf<List, Kind>(
  context: ChangeContext,
  list: BulkList<List, Kind>,
  verb: BulkVerb,
  kept: Kept,
): Promise<BulkPreview> {
  const preview: BulkPreview = { selectionId: kept.id, rows: kept.rows, changes: 0, same: 0, refused: [], first: [] }
  for (let after = 0; ; ) {
    const rows = await selectedAfter(context.tx, kept.id, after, judgedAtOnce)
    for (const outcome of await outcomesOf(context, list, verb, rows)) count(preview, outcome)
    after = rows.at(-1)?.id ?? after
    if (rows.length < judgedAtOnce) break
  }
  preview.refused.sort((a, b) => b.count - a.count)
  return preview
}

function count(preview: BulkPreview, outcome: Outcome): void {
  const { id, label } = outcome
  if ('because' in outcome) refuse(preview.refused, outcome)
  else if ('same' in outcome.verdict) preview.same++
  else if ('plan' in outcome.verdict) {
    const { before, after } = outcome.verdict
    if (++preview.changes <= shownRows) preview.first.push({ id, label, before, after })
  }
}

function refuse(refused: Refusal[], { id, label, because, facts }: Extract<Outcome, { because: string }>): void {
  const known = refused.find((r) => r.because === because)
  const group = known ?? { because, facts, count: 0, rows: [] }
  if (!known) refused.push(group)
  if (++group.count <= shownRows) group.rows.push({ id, label })
}

export type Done = { changed: number; rows: number; last: number }

/** Does the next rows of a selection, and keeps what came of them. */
export async function doPiece<List, Kind>(
  context: ChangeContext,
  list: BulkList<List, Kind>,
  verb: BulkVerb,
  { selectionId, after }: { selectionId: string; after: number },
): Promise<{ done: Done; events: readonly Event[] }> {
  const { tx } = context
  const rows: SelectionRow[] = await selectedAfter(tx, selectionId, after, pieceSize)
  await list.hold(
    context,
    rows.map(({ id }) => id),
  )
  const outcomes = await outcomesOf(context, list, verb, rows)
  const plans = outcomes.flatMap((o) => ('verdict' in o && 'plan' in o.verdict ? [{ id: o.id, plan: o.verdict.plan }] : []))
  const left = outcomes.flatMap((o) => ('because' in o ? [o] : []))
  const events = plans.length > 0 ? await verb.save(under(context, verb.permission), plans) : []
  await noteOutcome(tx, selectionId, plans.length, outcomes.length - plans.length - left.length, left)
  return { done: { changed: plans.length, rows: rows.length, last: rows.at(-1)?.id ?? after }, events }
}

/** Whether this was the last piece of a selection. */
export const isLast = ({ rows }: Done): boolean => rows < pieceSize

/** What came of a selection as far as it was done. */
export async function resultOf(
  { tx }: Pick<ChangeContext, 'tx'>,
  { id, changed, same }: { id: string; changed: number; same: number },
): Promise<BulkResult> {
  return { changed, same, refused: await refusalsOf(tx, id) }
}
