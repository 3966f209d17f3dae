import { access } from 'node:fs/promises'
import { Problem } from '../../core/problem.ts'
import type { Deployment } from '../companies.ts'
import { type Restored, type RestoreOptions, restoreArchive } from './restore-archive.ts'
import { programVersion } from './version.ts'
import { type BackupProgress, type Written, writeArchive } from './write-archive.ts'

export type BackupOptions = {
  now: Date
  progress?: BackupProgress | undefined
  /** Write over a file that is there already; refused otherwise. */
  replace?: boolean | undefined
}

/**
 * Backs up one company, or every company of the deployment (`undefined`), into one file at `path`, while the service may be
 * running. Throws `no-such-company` and `backup-exists`.
 */
export async function backupTo(
  deployment: Deployment,
  company: string | undefined,
  path: string,
  options: BackupOptions,
): Promise<Written> {
  if (!options.replace && (await isThere(path))) throw new Problem('refused', 'backup-exists', { path })
  const keys = company === undefined ? await deployment.companyKeys() : [company]
  const companies = await Promise.all(
    keys.map(async (key) => {
      const found = await deployment.company(key)
      if (!found) throw new Problem('not-found', 'no-such-company', { key })
      return found
    }),
  )
  return writeArchive(companies, path, { now: options.now, version: programVersion(), progress: options.progress })
}

/**
 * Puts one company, or all of an archive, back as it was, here or in a new deployment. Nothing changes unless the whole archive
 * is right. Refused while a server or worker of the deployment is running. Throws `archive-damaged`, `archive-newer`,
 * `archive-of-other-kind`, `archive-unreadable`, `archive-without-company`, `archive-of-many`, `restore-while-running`.
 */
export const restoreFrom = (deployment: Deployment, path: string, options: RestoreOptions): Promise<Restored[]> =>
  restoreArchive(deployment, path, options)

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )
