import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { elapsed } from '../../platform/clock.ts'
import type { Config } from '../../platform/config.ts'
import type { Target } from '../../platform/db/connect.ts'
import type { DeploymentOptions } from '../../platform/deployment-options.ts'
import type { Log } from '../../platform/log.ts'
import { ownerRole } from '../../platform/postgres/cluster.ts'
import { startEmbedded } from '../../platform/postgres/embedded.ts'
import { AlreadyRunning, type FolderLock, lockDataFolder } from '../../platform/postgres/folder-lock.ts'
import { type Run, readRun } from '../../platform/postgres/run-file.ts'
import { connectOwner } from '../../platform/postgres/server.ts'
import { exitCode, StartupError } from '../../platform/postgres/startup-error.ts'
import type { PgTarget } from '../../platform/postgres/target.ts'
import { readVersion } from './version.ts'

/** A database to work with; `stop` ends it if it was started for us. */
export type Database = {
  owner: PgTarget
  ownCluster: boolean
  /** The server that uses it besides us on this machine, if one runs. */
  run: Run | undefined
  stop(): Promise<void>
  /** Called once if it is gone for good without our asking. */
  onGone(tell: (error: StartupError) => void): void
}

/** The server's database: one of the person's own (DATABASE_URL), else the embedded one, started here. */
export async function startDatabase(config: Config, log: Log): Promise<Database> {
  if (config.databaseUrl) return elsewhere((await connectOwner(config.databaseUrl)).owner, false, undefined)
  const embedded = await startEmbedded({ dataDir: config.dataDir, log })
  return { owner: embedded.owner, ownCluster: true, run: undefined, stop: embedded.stop, onGone: embedded.onExit }
}

/** The database for a command: that of a running server, else started for as long as the command takes. */
export async function reachDatabase(config: Config, log: Log, onWait: () => void): Promise<Database> {
  if (config.databaseUrl) return elsewhere((await connectOwner(config.databaseUrl)).owner, false, readRun(config.dataDir))
  const lock = await lockOrJoin(config.dataDir, onWait)
  if (lock instanceof AlreadyRunning) return join(config, lock)
  try {
    const database = await startDatabase(config, log)
    return { ...database, stop: () => database.stop().finally(() => lock.release()) }
  } catch (error) {
    lock.release()
    throw error
  }
}

const elsewhere = (owner: PgTarget, ownCluster: boolean, run: Run | undefined): Database => ({
  owner,
  ownCluster,
  run,
  stop: async () => {},
  onGone: () => {},
})

function join(config: Config, refusal: AlreadyRunning): Database {
  const run = readRun(config.dataDir)
  if (!run) throw refusal
  const version = readVersion()
  if (run.version !== version) {
    const message = `The running server is Kewei ${run.version}; this command is Kewei ${version}.`
    throw new StartupError(exitCode.refused, message, 'Restart the server, then try again.')
  }
  if (run.database.user !== ownerRole) {
    const message = `The running server uses the database at ${run.database.host}, which this command was not told about.`
    throw new StartupError(exitCode.unavailable, message, 'Set DATABASE_URL to what the server was started with.')
  }
  return elsewhere({ ...run.database, password: config.ownerPassword }, true, run)
}

const patience = 30_000

/** Takes the data folder, waiting for a command or a starting server to finish with it; answers the refusal once a server serves. */
async function lockOrJoin(dataDir: string, onWait: () => void): Promise<FolderLock | AlreadyRunning> {
  const since = performance.now()
  for (let tries = 0; ; tries += 1) {
    try {
      return await lockDataFolder(dataDir)
    } catch (error) {
      if (!(error instanceof AlreadyRunning)) throw error
      if (readRun(dataDir)) return error
      if (elapsed(since) > patience) throw error
      if (tries === 0) onWait()
      await sleep(200)
    }
  }
}

/** Takes the data folder for a server; waits for a short command that uses it, refuses when another server serves. */
export async function lockForServer(dataDir: string, onWait: () => void): Promise<FolderLock> {
  const lock = await lockOrJoin(dataDir, onWait)
  if (lock instanceof AlreadyRunning) throw lock
  return lock
}

/** What `openDeployment` needs, from the configuration and the database that was found. */
export const deploymentOptions = (
  config: Pick<Config, 'secret' | 'dataDir'>,
  database: { owner: Target; replica?: Target | undefined; ownCluster: boolean },
  log: Log,
  poolSize: number,
): DeploymentOptions => ({
  owner: database.owner,
  replica: database.replica,
  ownCluster: database.ownCluster,
  secret: config.secret,
  filesFolder: path.join(config.dataDir, 'files'),
  log,
  poolSize,
})
