import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { cannotUse, giveToFolderOwner, openDataFolder } from './data-folder.ts'
import { isAlive, processStamp } from './process-stamp.ts'
import { readRun } from './run-file.ts'
import { exitCode, StartupError } from './startup-error.ts'

/** Another living process uses the data folder. */
export class AlreadyRunning extends StartupError {
  readonly pid: number
  readonly url: string | undefined

  constructor(dataDir: string, pid: number, url: string | undefined) {
    const where = url ? ` at ${url}` : ''
    super(
      exitCode.refused,
      `Kewei already runs on ${dataDir}${where} (process ${pid}).`,
      `Open it there, stop it with "kill ${pid}", or choose another folder with --data.`,
    )
    this.name = 'AlreadyRunning'
    this.pid = pid
    this.url = url
  }
}

export type FolderLock = { release(): void }

type Claim = { pid: number; stamp: string; file: string }

const attempts = 20
const held = new Map<string, { count: number; file: string }>()

/**
 * Takes the data folder for this process until `release`; taking it again in the same process counts up.
 * Nothing survives the process: a claim counts only while the process it names lives. Processes are seen
 * within one machine (one PID namespace): two containers must not share a data folder. Throws AlreadyRunning.
 */
export async function lockDataFolder(dataDir: string): Promise<FolderLock> {
  const folder = openDataFolder(dataDir)
  const file = held.get(folder)?.file ?? (await takeClaim(folder))
  held.set(folder, { count: (held.get(folder)?.count ?? 0) + 1, file })
  return { release: once(() => releaseClaim(folder)) }
}

/**
 * Each contender puts up its claim first and looks around second, so of two at least one sees the other;
 * one that sees a rival steps back and tries again after a random pause. Nobody ever removes a living claim.
 */
async function takeClaim(folder: string): Promise<string> {
  const file = path.join(claimsFolder(folder), `${process.pid}.${processStamp(process.pid) ?? ''}`)
  for (let attempt = 1; ; attempt += 1) {
    putUp(file)
    const rival = livingClaims(folder).find((claim) => claim.file !== file)
    if (!rival) return file
    fs.rmSync(file, { force: true })
    const run = readRun(folder)
    if (run || attempt === attempts) throw new AlreadyRunning(folder, rival.pid, run?.url)
    await sleep(20 + Math.random() * 80)
  }
}

function claimsFolder(folder: string): string {
  const claims = path.join(folder, 'lock')
  try {
    if (!fs.existsSync(claims)) {
      fs.mkdirSync(claims, { recursive: true, mode: 0o700 })
      giveToFolderOwner(claims)
    }
    return claims
  } catch (error) {
    throw cannotUse(claims, error)
  }
}

function putUp(file: string): void {
  try {
    fs.closeSync(fs.openSync(file, 'w', 0o600))
    giveToFolderOwner(file)
  } catch (error) {
    throw cannotUse(file, error)
  }
}

function livingClaims(folder: string): Claim[] {
  const claims = claimsFolder(folder)
  const living: Claim[] = []
  for (const name of fs.readdirSync(claims)) {
    const [pid, stamp] = name.split('.')
    const claim = { pid: Number(pid), stamp: stamp ?? '', file: path.join(claims, name) }
    if (isAlive(claim.pid, claim.stamp)) living.push(claim)
    else fs.rmSync(claim.file, { force: true })
  }
  return living
}

function releaseClaim(folder: string): void {
  const claim = held.get(folder)
  if (!claim) return
  claim.count -= 1
  if (claim.count > 0) return
  held.delete(folder)
  fs.rmSync(claim.file, { force: true })
}

function once(run: () => void): () => void {
  let done = false
  return () => {
    if (!done) run()
    done = true
  }
}
