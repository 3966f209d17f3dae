import { join } from 'node:path'
import { runMigrations } from 'graphile-worker'
import type pg from 'pg'
import { appTarget, grantApplication } from './application-role.ts'
import { kyselyOver, openPool, type Target } from './db/connect.ts'
import type { Db } from './db/db.ts'
import { migrate, readMigrations } from './db/migrate.ts'
import { type DeploymentOptions, deploymentSchema, jobSchema } from './deployment-options.ts'
import { type FileStore, fileStore } from './files.ts'
import type { Log } from './log.ts'

const reserved = new Set(['public', 'information_schema', deploymentSchema, jobSchema])

/** A company's key is also its schema: short, lower case, not a name the database or the deployment uses. */
export const isCompanyKey = (key: string): boolean => /^[a-z][a-z0-9]{1,30}$/.test(key) && !key.startsWith('pg') && !reserved.has(key)

/** One company's database: a pool that writes, a pool that can only read. Both are bound to its schema for life. */
export type Company = { readonly key: string; readonly write: pg.Pool; readonly db: Db; readonly files: FileStore; close(): Promise<void> }

export type Deployment = {
  readonly owner: pg.Pool
  readonly ownerTarget: Target
  readonly log: Log
  companyKeys(): Promise<string[]>
  /** Opens (once) the company of this key; undefined when there is none. */
  company(key: string): Promise<Company | undefined>
  createCompany(key: string): Promise<void>
  close(): Promise<void>
}

/** Brings the deployment's schemas up to date and hands out companies. */
export async function openDeployment(options: DeploymentOptions): Promise<Deployment> {
  const { log } = options
  const owner = openPool(options.owner, { schema: 'public', name: 'kewei-owner', log, max: 4, statementTimeoutMs: 0 })
  await migrate(owner, deploymentSchema, readMigrations(new URL('../../db/deployment/', import.meta.url)))
  await runMigrations({ pgPool: owner, schema: jobSchema })
  await createEnqueue(owner)
  const open = new Map<string, Promise<Company | undefined>>()
  const companyKeys = async () =>
    (await owner.query<{ key: string }>(`select key from ${deploymentSchema}.company order by key`)).rows.map((r) => r.key)
  return {
    owner,
    ownerTarget: options.owner,
    log,
    companyKeys,
    company(key) {
      const known = open.get(key)
      if (known) return known
      const opening = companyKeys().then((keys) => (isCompanyKey(key) && keys.includes(key) ? openCompany(owner, options, key) : undefined))
      open.set(key, opening)
      const forget = () => open.delete(key)
      opening.then((company) => company ?? forget(), forget)
      return opening
    },
    async createCompany(key) {
      await prepare(owner, options, key)
      await owner.query(`insert into ${deploymentSchema}.company (key) values ($1) on conflict do nothing`, [key])
    },
    async close() {
      const companies = await Promise.all([...open.values()].map((c) => c.catch(() => undefined)))
      await Promise.all(companies.map((c) => c?.close()))
      await owner.end()
    },
  }
}

async function prepare(owner: pg.Pool, options: DeploymentOptions, key: string): Promise<void> {
  const done = await migrate(owner, key, readMigrations(new URL('../../db/migrations/', import.meta.url)))
  if (done.length > 0) await grantApplication(owner, options, key)
}

async function openCompany(owner: pg.Pool, options: DeploymentOptions, key: string): Promise<Company> {
  await prepare(owner, options, key)
  const { log } = options
  const max = options.poolSize ?? 10
  const write = openPool(appTarget(options, options.owner, key), { schema: key, name: `kewei-${key}`, short: true, log, max })
  // The role's password comes from the deployment's secret: with a new secret it is set anew.
  await write.query('select 1').catch(async (error: unknown) => {
    if ((error as { code?: string }).code !== '28P01') throw error
    await grantApplication(owner, options, key)
  })
  const read = openPool(appTarget(options, options.replica ?? options.owner, key), {
    schema: key,
    name: `kewei-${key}-read`,
    readOnly: true,
    short: true,
    log,
    max,
  })
  const files = fileStore(join(options.filesFolder, key))
  return { key, write, db: kyselyOver(read), files, close: async () => void (await Promise.all([write.end(), read.end()])) }
}

/** The application's only door to the job queue: it can put a job in, in its own transaction, and nothing else. */
async function createEnqueue(owner: pg.Pool): Promise<void> {
  const known = await owner.query(
    `select to_regprocedure('${deploymentSchema}.enqueue(text, text, json, text, timestamptz, text)') as door`,
  )
  if (known.rows[0]?.door) return
  await owner.query(`
    select pg_advisory_xact_lock(hashtextextended('kewei enqueue', 7));
    select pg_advisory_xact_lock(hashtextextended('kewei enqueue', 7));
    create or replace function ${deploymentSchema}.enqueue(company text, task text, input json, job_key text, run_at timestamptz, lane text)
    returns void language sql security definer set search_path = pg_catalog as $$
      select ${jobSchema}.add_job(task, json_build_object('company', company, 'input', input), queue_name => lane,
        run_at => run_at, max_attempts => 8, job_key => job_key, job_key_mode => 'replace');
    $$;
    revoke execute on function ${deploymentSchema}.enqueue from public`)
}
