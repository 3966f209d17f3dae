import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '../log.ts'
import { port } from './place.ts'
import { processStamp } from './process-stamp.ts'
import { exitCode, StartupError } from './startup-error.ts'

/** The pid PostgreSQL wrote into its folder, and whether it says it accepts connections. */
export function readPostmaster(pgDir: string): { pid: number; isReady: boolean } | undefined {
  try {
    const lines = fs.readFileSync(path.join(pgDir, 'postmaster.pid'), 'utf8').split('\n')
    const pid = Number(lines[0])
    return pid > 0 ? { pid, isReady: lines[7]?.trim() === 'ready' } : undefined
  } catch {
    return undefined
  }
}

/**
 * Ends what an earlier life of this folder left running (orphaned postmaster, backends that outlived it) and removes
 * its marks. The caller holds the folder's lock, so whatever still runs there belongs to nobody.
 */
export async function clearLeftovers(pgDir: string, log: Log): Promise<void> {
  const postmaster = livingPostmaster(pgDir)
  if (postmaster !== undefined) {
    log.warn({ pid: postmaster }, 'stopping a PostgreSQL left behind by a process that was killed')
    await end(
      [postmaster],
      [
        ['SIGINT', 30_000],
        ['SIGQUIT', 10_000],
        ['SIGKILL', 10_000],
      ],
    )
  }
  await end(processesIn(pgDir), [
    [0, 2_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 10_000],
  ])
  for (const mark of ['postmaster.pid', `.s.PGSQL.${port}`, `.s.PGSQL.${port}.lock`]) fs.rmSync(path.join(pgDir, mark), { force: true })
}

function livingPostmaster(pgDir: string): number | undefined {
  const pid = readPostmaster(pgDir)?.pid
  if (pid === undefined || processStamp(pid) === undefined) return undefined
  return worksIn(pid, pgDir) ? pid : undefined
}

/** A postmaster's working directory is its data folder; macOS tells us only its command line. */
function worksIn(pid: number, pgDir: string): boolean {
  if (process.platform !== 'linux') {
    return spawnSync('/bin/ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout.includes(pgDir)
  }
  try {
    return fs.readlinkSync(`/proc/${pid}/cwd`) === pgDir && fs.readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('postgres')
  } catch {
    return false
  }
}

function processesIn(pgDir: string): number[] {
  if (process.platform !== 'linux') return []
  const pids = fs.readdirSync('/proc').map(Number).filter(Number.isInteger)
  return pids.filter((pid) => processStamp(pid) !== undefined && worksIn(pid, pgDir))
}

/** Sends one signal after the other, each with its patience in milliseconds, until every process is gone. */
async function end(pids: number[], steps: (readonly [NodeJS.Signals | 0, number])[]): Promise<void> {
  let left = pids
  for (const [signal, patience] of steps) {
    for (const pid of left) send(pid, signal)
    const since = performance.now()
    while (left.length > 0 && performance.now() - since < patience) {
      await sleep(20)
      left = left.filter((pid) => processStamp(pid) !== undefined)
    }
  }
  if (left.length === 0) return
  const message = `A PostgreSQL process left behind (${left.join(', ')}) cannot be ended.`
  throw new StartupError(exitCode.unavailable, message, 'End it by hand with kill -9, or restart the machine.')
}

export function send(pid: number, signal: NodeJS.Signals | 0): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It ended on its own.
  }
}
