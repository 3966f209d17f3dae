import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { toShanghai } from '../../core/instant.ts'
import type { Company } from '../companies.ts'
import type { BackupFile } from './contract.ts'

/** How many backups of the schedule are kept. */
export const keptDaily = 14

/** Beside the folder of all companies' files: `backups` in the data folder. */
export const backupFolder = ({ files }: Pick<Company, 'files'>): string => join(dirname(dirname(files.folder)), 'backups')

export const dayOf = (now: Date): string => toShanghai(now).slice(0, 10)
export const dailyName = (key: string, now: Date): string => `${key}-${dayOf(now)}.kewei`
export const nameAskedFor = (key: string, now: Date, jobId: number): string => `${key}-${dayOf(now)}-${jobId}.kewei`

const nameOf = /^([a-z][a-z0-9]*)-\d{4}-\d{2}-\d{2}(-\d+)?\.kewei$/

/** The company's backups in a folder, newest first. */
export async function backupsIn(folder: string, key: string): Promise<BackupFile[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  const rows: BackupFile[] = []
  for (const name of names) {
    const [, of, asked] = nameOf.exec(name) ?? []
    if (of !== key) continue
    const { size, mtime } = await stat(join(folder, name))
    rows.push({ name, size, madeAt: mtime, daily: asked === undefined })
  }
  return rows.sort((a, b) => b.madeAt.getTime() - a.madeAt.getTime() || (a.name < b.name ? 1 : -1))
}

/** The folder, made if need be, without what an interrupted attempt at this backup left behind. */
export async function readyFolder(folder: string, name: string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  for (const left of await readdir(folder))
    if (left.startsWith(`${name}.`) && left.endsWith('.part')) await rm(join(folder, left), { force: true })
  return join(folder, name)
}

/** Takes away the schedule's backups of a company beyond the newest ones. */
export async function dropOldDaily(folder: string, key: string): Promise<void> {
  const daily = (await backupsIn(folder, key)).filter((b) => b.daily).sort((a, b) => (a.name < b.name ? 1 : -1))
  for (const old of daily.slice(keptDaily)) await rm(join(folder, old.name), { force: true })
}
