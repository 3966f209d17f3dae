import type { Module } from '../house.ts'
import { listUndoable, readUndoable, runUndo } from './actions.ts'
import { undoJob } from './jobs.ts'
import { undoOfOthers } from './queries.ts'
import { text } from './text.ts'

/** Taking back as a whole what rooms did: what each record needs for it, the rooms offer in `Module.undo`. */
export const undo: Module = {
  name: 'undo',
  actions: [listUndoable, readUndoable, runUndo],
  texts: text,
  jobs: [undoJob],
  permissions: [undoOfOthers],
}
