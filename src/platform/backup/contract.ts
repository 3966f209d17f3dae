/**
 * Backups of a company: made by a job into one file, listed, and named in the trail of changes.
 */
import { z } from 'zod'
import { endpoint } from '../../core/endpoint.ts'
import type { Event } from '../../core/event.ts'
import { instant } from '../../core/instant.ts'

export const backupJobKind = 'backup.run'

export const backupFile = z.strictObject({
  name: z.string(),
  size: z.int(),
  madeAt: instant,
  /** Made by the schedule, and taken away when newer ones have come. */
  daily: z.boolean(),
})
export type BackupFile = z.output<typeof backupFile>

export const runBackup = endpoint({
  name: 'backup.run',
  summary: 'Back up the company, data and files, into one file on the server, as a job',
  method: 'POST',
  path: '/backups',
  permission: 'backup.run',
  input: z.strictObject({
    /** As the schedule does: named after the day, with old ones taken away. */
    daily: z.boolean().default(false),
  }),
  output: z.strictObject({ jobId: z.int() }),
  idempotent: true,
})

export const listBackups = endpoint({
  name: 'backup.list',
  summary: 'Backups on this server, newest first, and the folder they are in',
  method: 'GET',
  path: '/backups',
  permission: 'backup.run',
  input: z.strictObject({}),
  output: z.strictObject({ folder: z.string(), keptDaily: z.int(), rows: z.array(backupFile) }),
})

export type BackupFacts = { name: string; size: number; sha256: string; rows: number; files: number; lostFiles: number }

export const backupMade = (jobId: number, facts: BackupFacts): Event => ({
  name: 'backup.made',
  subject: { kind: 'backup', id: jobId },
  after: facts,
})

export const backupRestored = (facts: { madeAt: string; version: string; sha256: string }): Event => ({
  name: 'backup.restored',
  subject: { kind: 'backup', id: 0 },
  after: facts,
})
