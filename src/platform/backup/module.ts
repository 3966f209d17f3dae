import type { Module } from '../house.ts'
import { backupJob, listBackups, runBackup } from './actions.ts'
import { everyNight, nightly } from './jobs.ts'
import { text } from './text.ts'

/** Backups as the building offers them; restoring is for the command line alone (`backup.ts`). */
export const backup: Module = {
  name: 'backup',
  actions: [listBackups, runBackup],
  texts: text,
  jobs: [backupJob],
  tasks: [nightly],
  schedules: [everyNight],
}
