import { z } from 'zod'
import { type ChangeContext, changeMany } from '../action.ts'
import { jobKind } from '../jobs/job.ts'
import { type UndoResult, undoDone } from './contract.ts'
import { leftAlone, readUndoable } from './queries.ts'
import { noteUndone } from './store.ts'
import { takeBack } from './take-back.ts'

const shownLeft = 1000

type Page = { id: number; before: number | null }

const takePage = changeMany<Page, { undone: number; next: number | null }>('undo.page', 'signed-in', async (context, { id, before }) => {
  const { undone, next, events } = await takeBack(context, await readUndoable(context.tx, context.actor, id), before)
  return { result: { undone, next }, events }
})

/** Says that it was taken back, and what came of it. */
export async function closeUndo({ tx, actor, now }: ChangeContext, id: number) {
  await noteUndone(tx, id, actor.name, now)
  const { undone_rows: undone } = await readUndoable(tx, actor, id)
  const { count, left } = await leftAlone(tx, id, shownLeft)
  return { result: { undone, leftCount: count, left }, events: [undoDone(id, undone, count)] }
}

const close = changeMany<{ id: number }, UndoResult>('undo.close', 'signed-in', (context, { id }) => closeUndo(context, id))

const place = z.object({ before: z.number().nullable(), undone: z.number() })

export const undoJob = jobKind({
  kind: 'undo.run',
  permission: 'signed-in',
  input: z.strictObject({ id: z.int() }),
  async run(context, { id }): Promise<UndoResult> {
    let at = context.cursor === undefined ? { before: null, undone: 0 } : place.parse(context.cursor)
    for (;;) {
      const from = at
      const taken = await context.chunk(takePage, { id, before: from.before }, (t) => ({
        cursor: { before: t.next ?? 0, undone: from.undone + t.undone },
        done: from.undone + t.undone,
      }))
      if (taken.next === null) return context.close(close, { id })
      at = { before: taken.next, undone: from.undone + taken.undone }
    }
  },
})
