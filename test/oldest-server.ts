import { execFile } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Target } from '../src/platform/db/connect.ts'
import type { Log } from '../src/platform/log.ts'
import { type Account, accountFor } from '../src/platform/postgres/account.ts'
import { ownerRole, serverEnvironment } from '../src/platform/postgres/cluster.ts'
import { port } from '../src/platform/postgres/place.ts'
import { startPostmaster } from '../src/platform/postgres/postmaster.ts'
import { memoryMiB, settingsFor } from '../src/platform/postgres/settings.ts'

const password = 'oldest-server-of-the-tests'
const majorVersion = 15

/** A server as a company may bring along, from the programs of the system: `programs` is the folder with initdb and postgres. */
export async function startOldest(dataDir: string, programs: string, log: Log): Promise<{ owner: Target; stop(): Promise<void> }> {
  const pgDir = join(dataDir, 'pg')
  const site = {
    dataDir,
    account: accountFor(dataDir, pgDir),
    binaries: { initdb: join(programs, 'initdb'), postgres: join(programs, 'postgres'), majorVersion },
  }
  await makeCluster(pgDir, site.binaries.initdb, site.account)
  const server = await startPostmaster(site, pgDir, settingsFor(memoryMiB(), false), log)
  return { owner: { host: server.socket, port, user: ownerRole, password, database: 'postgres' }, stop: server.stop }
}

/** No provider "builtin" before PostgreSQL 17: the system's C.UTF-8 sorts the same. */
async function makeCluster(pgDir: string, initdb: string, account: Account | undefined): Promise<void> {
  const secret = `${pgDir}.secret`
  writeFileSync(secret, `${password}\n`, { mode: 0o600 })
  mkdirSync(pgDir, { mode: 0o700 })
  chmodSync(join(pgDir, '..'), 0o755)
  if (account) for (const path of [secret, pgDir]) chownSync(path, account.uid, account.gid)
  const locale = ['-E', 'UTF8', '--locale=C', '--lc-ctype=C.UTF-8']
  const how = ['--no-instructions', '--no-sync', '--auth-local=scram-sha-256', '--auth-host=reject', `--pwfile=${secret}`]
  await promisify(execFile)(initdb, ['-D', pgDir, '-U', ownerRole, ...locale, ...how], { ...account, cwd: '/', env: serverEnvironment })
}
