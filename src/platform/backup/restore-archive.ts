import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import type pg from 'pg'
import { Problem } from '../../core/problem.ts'
import type { Caller } from '../action.ts'
import { type Deployment, isCompanyKey } from '../companies.ts'
import { inTransaction } from '../db/connect.ts'
import { quoted } from '../db/copy-table.ts'
import { type Migration, readMigrations } from '../db/migrate.ts'
import { deploymentSchema, jobSchema } from '../deployment-options.ts'
import { runJobTask } from '../jobs/job.ts'
import { deadAfterSeconds } from '../presence.ts'
import { recordEvents } from '../record.ts'
import { grantsLike } from './catalog.ts'
import { backupJobKind, backupRestored } from './contract.ts'
import { dropSchema, loadCompany } from './load-company.ts'
import { type CompanyManifest, migrationFit } from './manifest.ts'
import { type Archive, openArchive } from './read-archive.ts'
import { bringFiles, removeOtherFiles, takeFilesAway } from './restored-files.ts'
import type { BackupProgress } from './write-archive.ts'

export type RestoreOptions = {
  /** Only this company of the archive; all of them otherwise. */
  company?: string | undefined
  /** Restore that one company under another key, beside the one it came from. */
  as?: string | undefined
  /** Who restores: the restored trail of changes says so. */
  caller: Caller
  /** Keep the data that was there, as a schema `<key>_before_restore_<time>`; it is dropped otherwise once all is well. */
  keepPrevious?: boolean | undefined
  progress?: BackupProgress | undefined
}

export type Restored = {
  company: string
  madeAt: string
  version: string
  rows: number
  files: number
  /** The newest migration of the archive, and of the data now. */
  migratedFrom: number
  migratedTo: number
  lostFiles: CompanyManifest['lostFiles']
  /** The schema that keeps what was there, if asked for. */
  previous: string | null
}

/**
 * Puts companies back as an archive has them. The archive is read and checked whole before anything changes; the data comes in
 * beside what is there and takes its place in one transaction. Until then a failure, or a kill, leaves everything as it was.
 */
export async function restoreArchive(deployment: Deployment, path: string, options: RestoreOptions): Promise<Restored[]> {
  const migrations = readMigrations(new URL('../../../db/migrations/', import.meta.url))
  const archive = await openArchive(path, options.progress)
  try {
    const chosen = choose(archive, options)
    for (const company of chosen) checkFit(archive, company, migrations)
    await refuseWhileRunning(deployment)
    const restored: Restored[] = []
    for (const company of chosen)
      restored.push(
        await alone(deployment, options.as ?? company.key, (key) => restoreCompany(deployment, archive, company, key, migrations, options)),
      )
    return restored
  } finally {
    await archive.close()
  }
}

function choose({ manifest }: Archive, { company, as }: RestoreOptions): CompanyManifest[] {
  const all = manifest.companies
  const chosen = company === undefined ? all : all.filter((c) => c.key === company)
  const companies = all.map((c) => c.key)
  if (chosen.length === 0) throw new Problem('refused', 'archive-without-company', { company: company ?? '', companies })
  if (as !== undefined && chosen.length > 1) throw new Problem('refused', 'archive-of-many', { companies })
  for (const key of as === undefined ? chosen.map((c) => c.key) : [as])
    if (!isCompanyKey(key)) throw new Problem('invalid', 'bad-company-key', { key })
  return chosen
}

function checkFit({ manifest }: Archive, company: CompanyManifest, migrations: readonly Migration[]): void {
  const fit = migrationFit(company.migrations, migrations)
  if (fit === 'NEWER') throw new Problem('refused', 'archive-newer', { version: manifest.version })
  if (fit === 'OTHER') throw new Problem('refused', 'archive-of-other-kind', { company: company.key })
}

/** Other processes hold in memory what the restore replaces, and would write between. */
async function refuseWhileRunning({ owner }: Deployment): Promise<void> {
  const alive = await owner.query<{ host: string; pid: number }>(
    `select host, pid from ${deploymentSchema}.process where beat_at > now() - make_interval(secs => $1) and not (host = $2 and pid = $3)`,
    [deadAfterSeconds, hostname(), process.pid],
  )
  if (alive.rows.length > 0)
    throw new Problem('refused', 'restore-while-running', { processes: alive.rows.map((p) => `${p.host} ${p.pid}`) })
}

async function alone<T>({ owner }: Deployment, key: string, work: (key: string) => Promise<T>): Promise<T> {
  const client = await owner.connect()
  try {
    const lock = await client.query<{ got: boolean }>('select pg_try_advisory_lock(hashtextextended($1, 7)) as got', [`restore:${key}`])
    if (!lock.rows[0]?.got) throw new Problem('refused', 'restore-already-running', { company: key })
    return await work(key)
  } finally {
    // The lock ends with the connection.
    client.release(true)
  }
}

async function restoreCompany(
  deployment: Deployment,
  archive: Archive,
  manifest: CompanyManifest,
  key: string,
  migrations: Migration[],
  options: RestoreOptions,
): Promise<Restored> {
  const { owner } = deployment
  const schema = `${key}_restoring`
  const previous = `${key}_before_restore_${options.caller.now.toISOString().replace(/\D/g, '').slice(0, 14)}`
  try {
    await loadCompany({ owner, archive, company: manifest, schema, migrations, progress: options.progress ?? (() => {}) })
    await deployment.createCompany(key)
    const company = await deployment.company(key)
    if (!company) throw new Error(`company ${key} was not made`)
    const brought = await bringFiles(archive, manifest, company.files)
    await swap(owner, key, schema, previous).catch(async (error: unknown) => {
      await takeFilesAway(company.files, brought)
      throw error
    })
    await removeOtherFiles(company.files, manifest)
    if (!options.keepPrevious) await dropSchema(owner, previous)
    const told = backupRestored({ madeAt: archive.manifest.madeAt, version: archive.manifest.version, sha256: archive.sha256 })
    await inTransaction(company.write, (tx) => recordEvents(tx, options.caller, { changeId: randomUUID(), jobId: null }, [told]))
  } catch (error) {
    await dropSchema(owner, schema)
    throw error
  }
  return {
    ...{ company: key, madeAt: archive.manifest.madeAt, version: archive.manifest.version },
    rows: manifest.tables.reduce((sum, t) => sum + t.rows, 0),
    files: manifest.files.length,
    migratedFrom: manifest.migrations.at(-1)?.number ?? 0,
    migratedTo: migrations.at(-1)?.number ?? 0,
    lostFiles: manifest.lostFiles,
    previous: options.keepPrevious ? previous : null,
  }
}

/** In one transaction: the rights, the names, and the queue, which knew jobs of the data that goes. */
async function swap(owner: pg.Pool, key: string, schema: string, previous: string): Promise<void> {
  const client = await owner.connect()
  try {
    await client.query('begin')
    for (const grant of await grantsLike(client, key, schema)) await client.query(grant)
    await settleJobs(client, schema)
    await client.query(`alter schema ${quoted(key)} rename to ${quoted(previous)}`)
    await client.query(`alter schema ${quoted(schema)} rename to ${quoted(key)}`)
    await lineUpJobs(client, key)
    await client.query('commit')
    client.release()
  } catch (error) {
    client.release(true)
    throw error
  }
}

/** Nobody works on a job of an archive: what was running waits again, but for the backup that was being made. */
async function settleJobs(client: pg.PoolClient, schema: string): Promise<void> {
  await client.query(
    `update ${quoted(schema)}.job set lease_until = null, state = case when kind = $1 then 'CANCELLED' else 'WAITING' end,
       ended_at = case when kind = $1 then now() end where state = 'RUNNING' or (state = 'WAITING' and kind = $1)`,
    [backupJobKind],
  )
}

async function lineUpJobs(client: pg.PoolClient, key: string): Promise<void> {
  await client.query(
    `select ${jobSchema}.complete_jobs(array(select id from ${jobSchema}._private_jobs where payload ->> 'company' = $1))`,
    [key],
  )
  await client.query(
    `select ${deploymentSchema}.enqueue($1, $2, json_build_object('jobId', id), $1 || ':job:' || id, now(), null)
     from ${quoted(key)}.job where state = 'WAITING' order by id`,
    [key, runJobTask],
  )
}
