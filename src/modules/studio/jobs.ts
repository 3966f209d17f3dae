import type { Schedule, Task } from '../../platform/jobs/job.ts'
import { dropPreviews } from './store.ts'

const keptDays = 7
const msPerDay = 86_400_000

/** A preview speaks of the book of its day; after a week it is gone. */
export const dropOldPreviews: Task = {
  name: 'studio.drop-previews',
  run: ({ company, now }) => dropPreviews(company, new Date(now.getTime() - keptDays * msPerDay)),
}

export const dropDaily: Schedule = { name: dropOldPreviews.name, cron: '32 4 * * *', task: dropOldPreviews.name }
