import type { Schedule, Task } from '../../platform/jobs/job.ts'
import { sealSettled } from './store.ts'

export const seal: Task = {
  name: 'audit.seal',
  async run({ company, now, log }) {
    const events = await sealSettled(company, now)
    if (events > 0) log.info({ events }, 'sealed the trail of changes')
  },
}

export const sealOften: Schedule = { name: 'audit.seal', cron: '*/5 * * * *', task: seal.name }
