import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import type { Account } from './account.ts'
import type { Binaries } from './binaries.ts'
import { cannotUse } from './data-folder.ts'
import { folderFd, type Reference, refer } from './place.ts'
import { exitCode, StartupError, wordsOf } from './startup-error.ts'

export const ownerRole = 'kewei_owner'

/** No more of our environment than PostgreSQL needs: PGDATA, PGOPTIONS and secrets of others stay out. */
export const serverEnvironment = { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }

/** What starting PostgreSQL's programs takes, the same for initdb and the server. */
export type Site = { dataDir: string; binaries: Binaries; account: Account | undefined }

/** Makes the cluster when there is none, and returns its real folder; refuses one that this version cannot open. */
export async function openCluster(site: Site, password: string, durable: boolean): Promise<string> {
  const pgDir = path.join(site.dataDir, 'pg')
  removeDrafts(site.dataDir)
  const version = clusterVersion(pgDir)
  if (version === undefined) await createCluster(site, pgDir, password, durable)
  else checkVersion(pgDir, version, site.binaries.majorVersion)
  checkOwner(pgDir, site.account)
  return fs.realpathSync(pgDir)
}

const draftName = 'pg.new-'

/** What an interrupted initdb left; each has its own name, so one that still runs cannot touch ours. */
function removeDrafts(dataDir: string): void {
  for (const name of fs.readdirSync(dataDir).filter((entry) => entry.startsWith(draftName))) {
    // An initdb whose starter was killed may still be writing: try again until it has noticed.
    fs.rmSync(path.join(dataDir, name), { recursive: true, force: true, maxRetries: 30, retryDelay: 100 })
  }
}

function clusterVersion(pgDir: string): number | undefined {
  try {
    if (!fs.existsSync(pgDir) || fs.readdirSync(pgDir).length === 0) return undefined
    return Number.parseInt(fs.readFileSync(path.join(pgDir, 'PG_VERSION'), 'utf8'), 10)
  } catch (error) {
    if (!fs.existsSync(path.join(pgDir, 'PG_VERSION')) && mayList(pgDir)) throw damaged(pgDir, error)
    throw cannotUse(pgDir, error)
  }
}

const mayList = (folder: string): boolean => {
  try {
    return fs.readdirSync(folder).length > 0
  } catch {
    return false
  }
}

const damaged = (pgDir: string, cause: unknown): StartupError =>
  new StartupError(
    exitCode.unavailable,
    `${pgDir} is not empty, but it is not a PostgreSQL cluster: PG_VERSION is missing.`,
    'Restore the data folder from a backup; if it holds nothing you need, move it away.',
    cause,
  )

function checkVersion(pgDir: string, found: number, ours: number): void {
  if (found === ours) return
  if (found > ours) {
    const message = `${pgDir} was made by PostgreSQL ${found}; this Kewei brings PostgreSQL ${ours}.`
    throw new StartupError(exitCode.refused, message, 'Start the newer Kewei that made it.')
  }
  const message = `${pgDir} was made by PostgreSQL ${found || 'of an unknown version'}; this Kewei brings PostgreSQL ${ours}.`
  throw new StartupError(exitCode.refused, message, 'Back up with the Kewei that made it, and restore the backup into a new folder.')
}

/** PostgreSQL insists on owning its folder. */
function checkOwner(pgDir: string, account: Account | undefined): void {
  const runner = account?.uid ?? process.getuid?.()
  const { uid } = fs.statSync(pgDir)
  if (uid === runner) return
  throw new StartupError(
    exitCode.refused,
    `${pgDir} belongs to user ${uid}, but PostgreSQL would run as user ${runner}.`,
    `Start Kewei as its owner, or give it away: chown -R ${runner} ${pgDir}`,
  )
}

async function createCluster(site: Site, pgDir: string, password: string, durable: boolean): Promise<void> {
  const draft = path.join(site.dataDir, `${draftName}${randomBytes(4).toString('hex')}`)
  fs.mkdirSync(draft, { mode: 0o700 })
  if (site.account) fs.chownSync(draft, site.account.uid, site.account.gid)
  const place = refer(draft, site.account)
  const secret = openSecret(site, password)
  try {
    await runInitdb(site, place, secret, durable)
    putInPlace(draft, pgDir)
    // One that had not begun to write when its folder was removed has made the folder again; it has given up by now.
    removeDrafts(site.dataDir)
  } finally {
    fs.closeSync(secret)
    place.close()
    fs.rmSync(draft, { recursive: true, force: true })
  }
}

function putInPlace(draft: string, pgDir: string): void {
  try {
    fs.renameSync(draft, pgDir)
    const parent = fs.openSync(path.dirname(pgDir), 'r')
    fs.fsyncSync(parent)
    fs.closeSync(parent)
  } catch (error) {
    throw cannotUse(pgDir, error)
  }
}

/** The password as an open file without a name: it stands on no command line and is left on no disk. */
function openSecret(site: Site, password: string): number {
  const file = path.join(site.dataDir, `.secret-${randomBytes(6).toString('hex')}`)
  fs.writeFileSync(file, `${password}\n`, { mode: 0o600, flag: 'wx' })
  try {
    if (site.account) fs.chownSync(file, site.account.uid, site.account.gid)
    return fs.openSync(file, 'r')
  } finally {
    fs.unlinkSync(file)
  }
}

const secretFd = folderFd + 1

const initdbArguments = (place: Reference, durable: boolean): string[] => [
  ...['-D', place.name, '-U', ownerRole, '-E', 'UTF8', '--no-instructions', '--data-checksums'],
  ...['--auth-local=scram-sha-256', '--auth-host=reject', `--pwfile=/dev/fd/${secretFd}`],
  // Without a UTF-8 LC_CTYPE, pg_trgm sees no Chinese.
  ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', `--lc-ctype=${cUtf8}`],
  ...(durable ? [] : ['--no-sync']),
]

/** macOS before 15 has no C.UTF-8; its UTF-8 alone is the same for LC_CTYPE. */
const cUtf8 = process.platform === 'darwin' ? 'UTF-8' : 'C.UTF-8'

async function runInitdb(site: Site, place: Reference, secret: number, durable: boolean): Promise<void> {
  const child = spawn(site.binaries.initdb, initdbArguments(place, durable), {
    ...site.account,
    cwd: '/',
    env: serverEnvironment,
    stdio: ['ignore', 'pipe', 'pipe', 'ignore', place.fd ?? 'ignore', secret],
  })
  const said: string[] = []
  child.stdout?.setEncoding('utf8').on('data', (text: string) => said.push(text))
  child.stderr?.setEncoding('utf8').on('data', (text: string) => said.push(text))
  const code = await new Promise<number | null>((done, failed) => child.once('error', failed).once('close', done)).catch((error) => {
    throw cannotRun(site, error)
  })
  if (code === 0) return
  const message = `PostgreSQL cannot set up its data folder: ${said.join('').trim().split('\n').slice(-3).join(' ')}`
  throw new StartupError(exitCode.unavailable, message, 'Check free space and ownership of the data folder, then start again.')
}

/** Words for a program of PostgreSQL that the system would not even start. */
export function cannotRun(site: Site, error: unknown): StartupError {
  const as = site.account ? ` as user ${site.account.uid}` : ''
  const message = `PostgreSQL's programs cannot be run${as}: ${wordsOf(error)}.`
  return new StartupError(
    exitCode.unavailable,
    message,
    'Start Kewei as an ordinary user, or set DATABASE_URL to a PostgreSQL server.',
    error,
  )
}
