import path from 'node:path'
import { openConfigFile } from '../config.ts'
import type { Log } from '../log.ts'
import { accountFor } from './account.ts'
import { findBinaries } from './binaries.ts'
import { openCluster, ownerRole, type Site } from './cluster.ts'
import { openDataFolder } from './data-folder.ts'
import { lockDataFolder } from './folder-lock.ts'
import { ensureDatabase, resetPassword } from './owner.ts'
import { port } from './place.ts'
import { startPostmaster } from './postmaster.ts'
import { memoryMiB, settingsFor } from './settings.ts'
import { codeOf, type StartupError } from './startup-error.ts'
import { type Supervisor, supervise } from './supervisor.ts'
import type { PgTarget } from './target.ts'

/** A PostgreSQL server of our own, kept running until `stop` or the end of this process. */
export type Embedded = {
  owner: PgTarget
  majorVersion: number
  /** The server process now; it changes when the server had to be started again. */
  readonly pid: number
  stop(): Promise<void>
  /** Called once if the server is gone for good without our asking. */
  onExit(tell: (error: StartupError) => void): void
}

export type EmbeddedOptions = {
  /** The folder that contains `pg/`; made when missing, and locked until `stop`. */
  dataDir: string
  log: Log
  /** False for tests only: faster, and a power cut loses the data. */
  durable?: boolean
}

const database = 'kewei'

/** Starts the embedded server on a data folder, making the cluster the first time. Throws StartupError. */
export async function startEmbedded({ dataDir, log, durable = true }: EmbeddedOptions): Promise<Embedded> {
  const lock = await lockDataFolder(dataDir)
  try {
    const folder = openDataFolder(dataDir)
    const password = openConfigFile(folder).ownerPassword
    const account = accountFor(folder, path.join(folder, 'pg'))
    const site: Site = { dataDir: folder, account, binaries: findBinaries(folder, account) }
    const pgDir = await openCluster(site, password, durable)
    const server = await supervise(() => startPostmaster(site, pgDir, settingsFor(memoryMiB(), durable), log), log)
    const owner = { host: server.current().socket, port, user: ownerRole, password, database }
    await prepare(server, owner, () => resetPassword(site, pgDir, password))
    return {
      owner,
      majorVersion: site.binaries.majorVersion,
      get pid() {
        return server.current().pid
      },
      onExit: server.onExit,
      stop: () => server.stop().finally(() => lock.release()),
    }
  } catch (error) {
    lock.release()
    throw error
  }
}

const wrongPassword = '28P01'

/** Makes sure our database is there; heals a password that no longer fits because config.json was lost and made anew. */
async function prepare(server: Supervisor, owner: PgTarget, reset: () => Promise<void>): Promise<void> {
  try {
    await ensureDatabase(owner).catch(async (error) => {
      if (codeOf(error) !== wrongPassword) throw error
      await server.pause(reset)
      await ensureDatabase(owner)
    })
  } catch (error) {
    await server.stop()
    throw error
  }
}
