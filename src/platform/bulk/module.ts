import { inTransaction } from '../db/connect.ts'
import type { Module } from '../house.ts'
import type { Task } from '../jobs/job.ts'
import { undoDays } from '../undo/contract.ts'
import { refusedRows } from './actions.ts'
import { forgetSelections } from './store.ts'
import { text } from './text.ts'

const cleanSelections: Task = {
  name: 'bulk.clean',
  run: ({ company, now }) => inTransaction(company.write, (tx) => forgetSelections(tx, now, undoDays)),
}

/** What lists share that change many rows at once; the lists themselves the rooms offer. */
export const bulk: Module = {
  name: 'bulk',
  actions: [refusedRows],
  texts: text,
  tasks: [cleanSelections],
  schedules: [{ name: cleanSelections.name, cron: '53 4 * * *', task: cleanSelections.name }],
}
