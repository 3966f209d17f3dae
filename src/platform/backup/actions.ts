import { z } from 'zod'
import { change, changeMany, read } from '../action.ts'
import { jobKind, startJob } from '../jobs/job.ts'
import * as contract from './contract.ts'
import { backupFolder, backupsIn, dailyName, dropOldDaily, keptDaily, nameAskedFor, readyFolder } from './folder.ts'
import { programVersion } from './version.ts'
import { writeArchive } from './write-archive.ts'

export const listBackups = read(contract.listBackups, async ({ company }) => {
  const folder = backupFolder(company)
  return { folder, keptDaily, rows: await backupsIn(folder, company.key) }
})

const plan = z.strictObject({ daily: z.boolean() })

type Made = { jobId: number; facts: contract.BackupFacts }

const recordBackup = changeMany<Made, contract.BackupFacts>('backup.run', 'backup.run', async (_, { jobId, facts }) => ({
  result: facts,
  events: [contract.backupMade(jobId, facts)],
}))

/** Begun anew when it was interrupted; the file appears only when it is whole, under the same name. */
export const backupJob = jobKind({
  kind: contract.backupJobKind,
  permission: 'backup.run',
  input: plan,
  async run(context, { daily }) {
    const { company, now, jobId } = context
    const name = daily ? dailyName(company.key, now) : nameAskedFor(company.key, now, jobId)
    const folder = backupFolder(company)
    const path = await readyFolder(folder, name)
    const made = await writeArchive([company], path, { now, version: programVersion(), progress: (at) => context.progress(at) })
    if (daily) await dropOldDaily(folder, company.key)
    const { size, sha256, rows, files } = made
    if (made.lostFiles.length > 0) context.log.error({ files: made.lostFiles }, 'files the backup should hold are missing or damaged')
    return context.close(recordBackup, { jobId, facts: { name, size, sha256, rows, files, lostFiles: made.lostFiles.length } })
  },
})

/** The job's own event says what was made. */
export const runBackup = change(contract.runBackup, async (context, input) => ({
  result: { jobId: await startJob(context, backupJob, input) },
  nothingChanged: true,
}))
