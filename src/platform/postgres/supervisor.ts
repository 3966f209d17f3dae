import { setTimeout as sleep } from 'node:timers/promises'
import { elapsed } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Postmaster } from './postmaster.ts'
import { exitCode, StartupError } from './startup-error.ts'

/** Pauses before each new try, in milliseconds; a server that then lives a minute has earned them all again. */
const pauses = [100, 500, 1_000, 2_000, 5_000, 10_000]
const settled = 60_000

export type Supervisor = {
  current(): Postmaster
  stop(): Promise<void>
  /** Stops the server, does something to its files, and starts it again. */
  pause(work: () => Promise<void>): Promise<void>
  /** Called once if the server is gone for good without our asking. */
  onExit(tell: (error: StartupError) => void): void
}

const goneForGood = (): StartupError =>
  new StartupError(
    exitCode.unavailable,
    'PostgreSQL is gone: it ended again and again.',
    'Read the lines above, free what is missing (disk, memory), and start Kewei again.',
  )

/** Whether the end of the server is wanted, how often it failed in a row, and the start under way. */
type Watch = { expected: boolean; failures: number; starting: Promise<unknown> }

/** Tries to start again, pausing longer each time; false when every pause is used up. */
async function startAgain(watch: Watch, start: () => Promise<Postmaster>, adopt: (server: Postmaster) => true, log: Log): Promise<boolean> {
  for (let pause = pauses[watch.failures]; pause !== undefined; pause = pauses[watch.failures]) {
    watch.failures += 1
    await sleep(pause)
    if (watch.expected) return true
    const attempt = start().then(adopt, (error) => log.error({ err: error }, 'PostgreSQL could not be started again'))
    watch.starting = attempt
    if (await attempt) return true
  }
  return false
}

/** Starts the server, and again whenever it ends unasked, until it keeps failing. */
export async function supervise(start: () => Promise<Postmaster>, log: Log): Promise<Supervisor> {
  const listeners: ((error: StartupError) => void)[] = []
  const watch: Watch = { expected: false, failures: 0, starting: Promise.resolve() }
  let current = await start()

  const follow = async (server: Postmaster): Promise<void> => {
    const since = performance.now()
    await server.ended
    if (watch.expected) return
    if (elapsed(since) > settled) watch.failures = 0
    log.warn({ pid: server.pid }, 'PostgreSQL ended unexpectedly; starting it again')
    if (!(await startAgain(watch, start, adopt, log))) for (const tell of listeners) tell(goneForGood())
  }

  const adopt = (server: Postmaster): true => {
    current = server
    log.info({ pid: server.pid }, 'PostgreSQL runs')
    void follow(server)
    return true
  }

  const stop = async (): Promise<void> => {
    watch.expected = true
    await watch.starting
    await current.stop()
  }

  adopt(current)
  return {
    current: () => current,
    stop,
    pause: async (work) => {
      await stop()
      await work()
      watch.expected = false
      adopt(await start())
    },
    onExit: (tell) => listeners.push(tell),
  }
}
