import type { Say } from '../../core/text.ts'
import { runUndo } from '../undo/contract.ts'
import { useChange } from './reads.ts'

/** Takes back what was done as a whole; answers how that went in words, for the toast. `rooms`: those whose screens show it. */
export function useUndo({ say, rooms }: { say: Say; rooms: readonly string[] }) {
  const undo = useChange(runUndo, { rooms: ['jobs', ...rooms] })
  const take = async (id: number): Promise<string | undefined> => {
    const done = await undo.send({ id })
    if (!done) return say('ui.undo-failed')
    if (!done.result) return say('ui.undo-begun')
    const { undone: count, leftCount: left, left: rows } = done.result
    return left === 0 ? say('ui.undone', { count }) : say('ui.undone-left', { count, left, name: rows[0]?.label ?? '' })
  }
  /** For a toast: nothing when there is nothing to take back. */
  return (id: number | null | undefined) => (id === null || id === undefined ? {} : { undo: () => take(id) })
}
