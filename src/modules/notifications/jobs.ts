import type { Schedule, Task } from '../../platform/jobs/job.ts'
import { dropOldNotices } from './store/old.ts'

const readKeptDays = 180
const keptDays = 400
const msPerDay = 86_400_000

/** Nobody looks for what was told long ago; what is open still is not forgotten, or it would be told once more. */
export const dropOld: Task = {
  name: 'notifications.drop-old',
  async run({ company, now, log }) {
    const ago = (days: number) => new Date(now.getTime() - days * msPerDay)
    const notices = await dropOldNotices(company, { read: ago(readKeptDays), any: ago(keptDays) })
    if (notices > 0) log.info({ notices }, 'removed old notices')
  },
}

export const dropNightly: Schedule = { name: dropOld.name, cron: '42 4 * * *', task: dropOld.name }
