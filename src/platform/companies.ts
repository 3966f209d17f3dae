import { createHmac } from 'node:crypto'
import { join } from 'node:path'
import { runMigrations } from 'graphile-worker'
import type { Kysely } from 'kysely'
import type pg from 'pg'
import { kyselyOver, openPool, type Target } from './db/connect.ts'
import type { DB, Db } from './db/db.ts'
import { migrate, readMigrations } from './db/migrate.ts'
import { type FileStore, fileStore } from './files.ts'
import type { Log } from './log.ts'

export const deploymentSchema = 'kewei_deployment'
export const jobSchema = 'graphile_worker'

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

export type DeploymentOptions = {
  owner: Target
  /** Where reads may go instead, lagging a little. */
  replica?: Target | undefined
  secret: string
  filesFolder: string
  /** The application's roles may sign in by themselves (our own cluster), or are only taken on (`set role`) by the owner's login. */
  ownCluster: boolean
  log: Log
  poolSize?: number
}

const roleOf = (key: string) => `kewei_app_${key}`
const rolePassword = (secret: string, key: string) => createHmac('sha256', secret).update(`role:${key}`).digest('base64url')

function appTarget(options: DeploymentOptions, base: Target, key: string): Target {
  if (!options.ownCluster) return { ...base, role: roleOf(key) }
  return { ...base, user: roleOf(key), password: rolePassword(options.secret, key) }
}

/** Brings the deployment's schemas up to date and hands out companies. */
export async function openDeployment(options: DeploymentOptions): Promise<Deployment> {
  const { log } = options
  const owner = openPool(options.owner, { schema: 'public', name: 'kewei-owner', log, max: 4, statementTimeoutMs: 0 })
  const migrations = readMigrations(new URL('../../db/migrations/', import.meta.url))
  await migrate(owner, deploymentSchema, readMigrations(new URL('../../db/deployment/', import.meta.url)))
  await runMigrations({ pgPool: owner, schema: jobSchema })
  await createEnqueue(owner)

  const open = new Map<string, Promise<Company | undefined>>()
  const companyKeys = async () =>
    (await owner.query<{ key: string }>(`select key from ${deploymentSchema}.company order by key`)).rows.map((r) => r.key)

  async function prepare(key: string): Promise<void> {
    const done = await migrate(owner, key, migrations)
    if (done.length > 0) await grantApplication(owner, options, key)
  }

  async function openCompany(key: string): Promise<Company | undefined> {
    if (!isCompanyKey(key) || !(await companyKeys()).includes(key)) return undefined
    await prepare(key)
    const write = openPool(appTarget(options, options.owner, key), { schema: key, name: `kewei-${key}`, log, max: options.poolSize ?? 10 })
    const read = openPool(appTarget(options, options.replica ?? options.owner, key), {
      schema: key,
      name: `kewei-${key}-read`,
      readOnly: true,
      log,
      max: options.poolSize ?? 10,
    })
    const db: Kysely<DB> = kyselyOver(read)
    const files = fileStore(join(options.filesFolder, key))
    return { key, write, db, files, close: async () => void (await Promise.all([write.end(), read.end()])) }
  }

  return {
    owner,
    ownerTarget: options.owner,
    log,
    companyKeys,
    company(key) {
      const known = open.get(key)
      if (known) return known
      const opening = openCompany(key).then((company) => {
        if (!company) open.delete(key)
        return company
      })
      open.set(key, opening)
      opening.catch(() => open.delete(key))
      return opening
    },
    async createCompany(key) {
      await prepare(key)
      await owner.query(`insert into ${deploymentSchema}.company (key) values ($1) on conflict do nothing`, [key])
    },
    async close() {
      const companies = await Promise.all([...open.values()].map((c) => c.catch(() => undefined)))
      await Promise.all(companies.map((c) => c?.close()))
      await owner.end()
    },
  }
}

/** The application's only door to the job queue: it can put a job in, in its own transaction, and nothing else. */
async function createEnqueue(owner: pg.Pool): Promise<void> {
  await owner.query(`
    create or replace function ${deploymentSchema}.enqueue(company text, task text, input json, job_key text, run_at timestamptz, lane text)
    returns void language sql security definer set search_path = pg_catalog as $$
      select ${jobSchema}.add_job(task, json_build_object('company', company, 'input', input), queue_name => lane,
        run_at => run_at, max_attempts => 8, job_key => job_key, job_key_mode => 'replace');
    $$`)
}

/** What the application's role may do in a company's schema: everything but rewriting the audit trail or the tables' shape. */
async function grantApplication(owner: pg.Pool, options: DeploymentOptions, key: string): Promise<void> {
  const role = roleOf(key)
  const login = options.ownCluster ? `login password '${rolePassword(options.secret, key)}'` : 'nologin'
  const exists = await owner.query('select 1 from pg_roles where rolname = $1', [role])
  await owner.query(`${exists.rowCount ? 'alter' : 'create'} role "${role}" ${login}`)
  await owner.query(`
    grant "${role}" to current_user;
    grant usage on schema "${key}" to "${role}";
    grant select, insert, update, delete on all tables in schema "${key}" to "${role}";
    grant usage on all sequences in schema "${key}" to "${role}";
    revoke insert, update, delete on "${key}".migration from "${role}";
    revoke update, delete on "${key}".event, "${key}".event_seal from "${role}";
    revoke update on "${key}".event_value from "${role}";
    grant usage on schema ${deploymentSchema} to "${role}";
    grant execute on function ${deploymentSchema}.enqueue to "${role}";
    grant select, insert, update, delete on ${deploymentSchema}.rate_window to "${role}";
  `)
}
