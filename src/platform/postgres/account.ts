import fs from 'node:fs'
import path from 'node:path'
import { isRoot } from './data-folder.ts'
import { exitCode, StartupError } from './startup-error.ts'

/** The unprivileged user PostgreSQL runs as, when we are root: PostgreSQL refuses to run as root. */
export type Account = { uid: number; gid: number }

/** Undefined when we are an ordinary user: PostgreSQL then runs as ourselves. */
export function accountFor(dataDir: string, pgDir: string): Account | undefined {
  if (!isRoot()) return undefined
  const owner = ownerOf(pgDir) ?? ownerOf(dataDir)
  return owner ?? nobody()
}

/** The owner, if it is not root and the system knows it (initdb asks for the name of its user). */
function ownerOf(folder: string): Account | undefined {
  if (!fs.existsSync(folder)) return undefined
  const { uid } = fs.statSync(folder)
  return uid === 0 ? undefined : users().find((user) => user.uid === uid)
}

function nobody(): Account {
  const known = users().find((user) => user.name === 'nobody')
  if (known) return known
  throw new StartupError(
    exitCode.fault,
    'PostgreSQL does not run as root, and this machine has no user "nobody" to run it as.',
    'Start Kewei as an ordinary user, or give the data folder to one with chown.',
  )
}

function users(): (Account & { name: string })[] {
  const lines = fs.existsSync('/etc/passwd') ? fs.readFileSync('/etc/passwd', 'utf8').split('\n') : []
  return lines
    .filter((line) => line && !line.startsWith('#'))
    .map((line) => line.split(':'))
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
}

/** May this account (or we ourselves) enter every folder on the way and read and run the file? */
export function mayReach(account: Account | undefined, file: string): boolean {
  if (!account) return allows(file)
  const bits = (at: string): number => {
    const { uid, gid, mode } = fs.statSync(at)
    if (uid === account.uid) return mode >> 6
    return gid === account.gid ? mode >> 3 : mode
  }
  const parents = (at: string): string[] => (at === '/' ? [] : [path.dirname(at), ...parents(path.dirname(at))])
  const real = fs.realpathSync(file)
  return (bits(real) & 0o5) === 0o5 && parents(real).every((folder) => (bits(folder) & 0o1) === 0o1)
}

function allows(file: string): boolean {
  try {
    fs.accessSync(file, fs.constants.R_OK | fs.constants.X_OK)
    return true
  } catch {
    return false
  }
}
