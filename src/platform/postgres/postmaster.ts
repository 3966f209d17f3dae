import { type ChildProcess, spawn } from 'node:child_process'
import fs from 'node:fs'
import readline from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '../log.ts'
import { cannotRun, type Site, serverEnvironment } from './cluster.ts'
import { clearLeftovers, readPostmaster, send } from './leftovers.ts'
import { port, refer, socketFolder } from './place.ts'
import { exitCode, StartupError } from './startup-error.ts'

/** One life of the PostgreSQL server: from accepting connections to its end. */
export type Postmaster = { pid: number; socket: string; ended: Promise<void>; stop(): Promise<void> }

/**
 * Stands between us and PostgreSQL: reading descriptor 3 ends when we end, even by kill -9, and then it stops the server.
 * It ignores the signals of a terminal or service manager, so that only we decide when the database goes.
 */
const watchdog = `
trap '' HUP INT TERM
"$@" </dev/null 3<&- &
server=$!
(
  while read -r line <&3; do :; done
  kill -INT $server 2>/dev/null
  sleep 30
  kill -QUIT $server 2>/dev/null
) &
guard=$!
exec 3<&-
wait $server
code=$?
kill -9 $guard 2>/dev/null
exit $code`

/** Starts the server on a cluster and waits until it accepts connections, however long its recovery takes. */
export async function startPostmaster(site: Site, pgDir: string, settings: string[], log: Log): Promise<Postmaster> {
  await clearLeftovers(pgDir, log)
  const socket = socketFolder(pgDir, site.account)
  const place = refer(pgDir, site.account)
  const server = [site.binaries.postgres, '-D', place.name, '-p', String(port), '-k', socket.server, ...settings]
  const child = spawn('/bin/sh', ['-c', watchdog, 'kewei-postgres', ...server], {
    ...site.account,
    cwd: '/',
    env: serverEnvironment,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', place.fd ?? 'ignore'],
  })
  place.close()
  const words = listen(child, log)
  const ended = new Promise<void>((done) => child.once('exit', () => done()))
  // The guard, should it outlive its shell, ends with our side of the pipe.
  void ended.then(() => child.stdio[3]?.destroy())
  const failed = new Promise<never>((_, reject) => child.once('error', (error) => reject(cannotRun(site, error))))
  const pid = await Promise.race([untilReady(pgDir, child, words), failed])
  return { pid, socket: socket.client, ended, stop: () => stop(pid, child, ended).then(() => removeSocketFolder(socket)) }
}

/** Passes the server's words on to the log and keeps the last of them to explain a failure. */
function listen(child: ChildProcess, log: Log): string[] {
  const last: string[] = []
  child.stdio[3]?.on('error', () => {})
  if (!child.stderr) return last
  readline.createInterface({ input: child.stderr }).on('line', (line) => {
    last.push(line)
    if (last.length > 20) last.shift()
    if (isTrouble(line)) log.warn({ postgres: line }, 'PostgreSQL reports a problem')
    else log.debug({ postgres: line }, 'PostgreSQL')
  })
  return last
}

const isFailure = (line: string): boolean => /^(FATAL|PANIC):/.test(line)

/** FATAL ends one session, which its client is told; these concern the whole server. */
const isTrouble = (line: string): boolean => /^PANIC:|terminated by signal|could not (write|fsync|extend|open)|No space left/.test(line)

async function untilReady(pgDir: string, child: ChildProcess, words: string[]): Promise<number> {
  while (child.exitCode === null && child.signalCode === null) {
    const found = readPostmaster(pgDir)
    if (found?.isReady) return found.pid
    await sleep(10)
  }
  await sleep(lastWords)
  const reason = words.findLast(isFailure) ?? words.at(-1) ?? 'it said nothing'
  const remedy = `Look at the free space and the owner of ${pgDir}; if the folder is damaged, restore it from a backup.`
  throw new StartupError(exitCode.unavailable, `PostgreSQL does not start: ${reason}`, remedy)
}

/** For what it said at the end to come through the pipe, in milliseconds. */
const lastWords = 100
const patience = 60_000

/** Ends sessions and writes everything down; if that takes over a minute it stops at once, and the next start recovers. */
async function stop(pid: number, child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  send(pid, 'SIGINT')
  const hurry = setTimeout(() => send(pid, 'SIGQUIT'), patience)
  await ended
  clearTimeout(hurry)
}

function removeSocketFolder({ client, server }: { client: string; server: string }): void {
  if (server !== '.') fs.rmSync(client, { recursive: true, force: true })
}
