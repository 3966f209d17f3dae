import type { Event } from '../../core/event.ts'
import { Problem } from '../../core/problem.ts'
import { type ChangeContext, may } from '../action.ts'
import type { Db } from '../db/db.ts'
import type { House, UndoHandler } from '../house.ts'
import type { LeftRecord } from './contract.ts'
import type { UndoableRow } from './queries.ts'
import { noteTakenBack } from './store.ts'
import { type Folded, foldedEventsBefore, type Source, sourceOf } from './trail.ts'

const page = 2000

export type TakenBack = { undone: number; left: LeftRecord[]; events: Event[]; next: number | null }

/** One page of what was done, taken back: later rooms first, since what they hold leans on what earlier ones hold. */
export async function takeBack(context: ChangeContext, row: UndoableRow, before: number | null): Promise<TakenBack> {
  const { actor, house, tx } = context
  if (!may(actor, row.permission)) throw new Problem('forbidden', 'not-permitted', { permission: row.permission })
  const left: LeftRecord[] = []
  const events: Event[] = []
  const { count, next } = await eachKind(tx, house, sourceOf(row), before, async (handler, ours) => {
    const answer = await handler.undo(
      context,
      ours.map((f) => f.event),
    )
    left.push(...(await labelled(tx, handler, answer.left, ours)))
    events.push(...answer.events)
  })
  await noteTakenBack(tx, row.id, count - left.length, left)
  return { undone: count - left.length, left, events, next }
}

/** How many records taking it back would touch, and which it would leave alone: the first `limit` by name. */
export async function lookBack(db: Db, house: House, row: UndoableRow, limit: number) {
  let touched = 0
  let kept = 0
  const rows: LeftRecord[] = []
  for (let before: number | null = null; ; ) {
    const { count, next } = await eachKind(db, house, sourceOf(row), before, async (handler, ours) => {
      const left = await handler.look(
        db,
        ours.map((f) => f.event),
      )
      kept += left.length
      touched -= left.length
      rows.push(...(await labelled(db, handler, left.slice(0, Math.max(0, limit - rows.length)), ours)))
    })
    touched += count
    if (next === null) return { touched, kept, rows }
    before = next
  }
}

async function eachKind(
  db: Db,
  house: House,
  source: Source,
  before: number | null,
  work: (handler: UndoHandler, folded: readonly Folded[]) => Promise<void>,
): Promise<{ count: number; next: number | null }> {
  const handlers = [...house.undo.values()].reverse()
  const kinds = handlers.map(({ subject }) => subject)
  const { folded, next } = await foldedEventsBefore(db, source, kinds, before, page)
  for (const handler of handlers) {
    const ours = folded.filter((f) => f.kind === handler.subject)
    if (ours.length > 0) await work(handler, ours)
  }
  return { count: folded.length, next }
}

/** With the names of what was left; one that is gone is called as the trail knows it. */
async function labelled(
  db: Db,
  handler: UndoHandler,
  left: readonly { id: number; reason: string }[],
  folded: readonly Folded[],
): Promise<LeftRecord[]> {
  if (left.length === 0) return []
  const names = await handler.labels(
    db,
    left.map(({ id }) => id),
  )
  const events = new Map(folded.map(({ event }) => [event.subjectId, event]))
  return left.map(({ id, reason }) => {
    const known = { ...events.get(id)?.before, ...events.get(id)?.after }
    const said = names.get(id) ?? known['name'] ?? known['order_no']
    return { kind: handler.subject, id, label: typeof said === 'string' ? said : `#${id}`, reason }
  })
}
