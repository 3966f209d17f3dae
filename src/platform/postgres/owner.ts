import { spawn } from 'node:child_process'
import pg from 'pg'
import { cannotRun, ownerRole, type Site, serverEnvironment } from './cluster.ts'
import { refer } from './place.ts'
import { exitCode, StartupError } from './startup-error.ts'
import type { PgTarget } from './target.ts'

/** Creates the owner's database if it is not there yet. */
export async function ensureDatabase(owner: PgTarget): Promise<void> {
  const client = new pg.Client({ ...owner, database: 'postgres' })
  client.on('error', () => {})
  await client.connect()
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [owner.database])
    if (found.rowCount === 0) await client.query(`create database ${client.escapeIdentifier(owner.database)}`)
  } finally {
    await client.end()
  }
}

/** Sets the owner's password on a stopped cluster; only who owns its files can. */
export async function resetPassword(site: Site, pgDir: string, password: string): Promise<void> {
  const place = refer(pgDir, site.account)
  const child = spawn(site.binaries.postgres, ['--single', '-D', place.name, 'postgres'], {
    ...site.account,
    cwd: '/',
    env: serverEnvironment,
    stdio: ['pipe', 'ignore', 'ignore', 'ignore', place.fd ?? 'ignore'],
  })
  place.close()
  child.stdin?.end(`alter role ${ownerRole} password '${password.replaceAll("'", "''")}'\n`)
  const code = await new Promise<number | null>((done, failed) => child.once('error', failed).once('close', done)).catch((error) => {
    throw cannotRun(site, error)
  })
  if (code === 0) return
  const message = 'The password in config.json does not fit the database, and a new one could not be set.'
  throw new StartupError(exitCode.unavailable, message, 'Put back config.json from a backup of the data folder.')
}
