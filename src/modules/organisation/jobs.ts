import type { Schedule, Task } from '../../platform/jobs/job.ts'
import { forgetExpired } from './store/ways-in.ts'

export const cleanup: Task = {
  name: 'organisation.cleanup',
  run: ({ company, now }) => forgetExpired(company, now),
}

export const cleanupHourly: Schedule = { name: 'organisation.cleanup', cron: '17 * * * *', task: cleanup.name }
