import { inTransaction } from '../db/connect.ts'
import type { Schedule, Task } from '../jobs/job.ts'
import { forgetExpiredFiles } from './store.ts'

/** Files made for people are kept for a week; then the row goes first and the bytes after it, so that no row lacks its file. */
export const cleanFiles: Task = {
  name: 'office.clean-files',
  async run({ company, now }) {
    const gone = await inTransaction(company.write, (tx) => forgetExpiredFiles(tx, now))
    for (const id of gone) await company.files.remove(id)
  },
}

export const cleanFilesDaily: Schedule = { name: cleanFiles.name, cron: '47 4 * * *', task: cleanFiles.name }
