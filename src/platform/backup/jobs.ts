import type { Schedule, Task } from '../jobs/job.ts'
import { perform } from '../perform.ts'
import { runBackup } from './actions.ts'

/** Every night a job that people can see, and that tells when it fails. */
export const nightly: Task = {
  name: 'backup.daily',
  run: async (context) => void (await perform(context, runBackup, context.system, { daily: true })),
}

export const everyNight: Schedule = { name: 'backup.daily', cron: '30 3 * * *', task: nightly.name }
