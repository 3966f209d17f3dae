import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Account } from './account.ts'
import { mayReach } from './account.ts'
import { exitCode, StartupError } from './startup-error.ts'

/** The file descriptor under which PostgreSQL finds its folder when we start it as another user. */
export const folderFd = 4

/** A folder as PostgreSQL is to be told of it; `fd` is open for it and must be closed. */
export type Reference = { name: string; fd: number | undefined; close(): void }

/**
 * As root the data folder may lie where the unprivileged account cannot go (a home with 0700). Linux lets it in by
 * an open descriptor, and nothing on the way needs to be opened to others.
 */
export function refer(folder: string, account: Account | undefined): Reference {
  if (!account) return { name: folder, fd: undefined, close: () => {} }
  if (process.platform === 'linux') {
    const fd = fs.openSync(folder, fs.constants.O_RDONLY | fs.constants.O_DIRECTORY)
    return { name: `/proc/self/fd/${folderFd}`, fd, close: () => fs.closeSync(fd) }
  }
  if (mayReach(account, folder)) return { name: folder, fd: undefined, close: () => {} }
  const remedy = 'Choose a folder with --data that every user may enter, or start Kewei as an ordinary user.'
  throw new StartupError(exitCode.invalid, `PostgreSQL does not run as root, and its unprivileged user cannot enter ${folder}.`, remedy)
}

export const port = 5432
/** 104 bytes on macOS and 108 on Linux, with the closing zero. */
const longestSocket = 103

const fits = (folder: string): boolean => Buffer.byteLength(path.join(folder, `.s.PGSQL.${port}`)) <= longestSocket

/** The folder of the socket and PostgreSQL's name for it: its own folder, or a private temporary one when the path is too long. */
export function socketFolder(pgDir: string, account: Account | undefined): { client: string; server: string } {
  if (fits(pgDir)) return { client: pgDir, server: '.' }
  const name = `kewei-${createHash('sha256').update(pgDir).digest('hex').slice(0, 12)}`
  for (const parent of [os.tmpdir(), '/tmp', '/var/tmp']) {
    const folder = path.join(parent, name)
    if (fits(folder) && mayReach(account, parent) && isPrivate(folder, account)) return { client: folder, server: folder }
  }
  const message = `The path of the data folder is too long for a Unix socket, and there is no temporary folder to put the socket in.`
  throw new StartupError(exitCode.invalid, message, 'Choose a shorter path with --data, or set TMPDIR to a short one.')
}

/** Makes the folder if need be; false when somebody else made it first or may look inside. */
function isPrivate(folder: string, account: Account | undefined): boolean {
  const uid = account?.uid ?? process.getuid?.()
  try {
    if (!fs.existsSync(folder)) {
      fs.mkdirSync(folder, { mode: 0o700 })
      if (account) fs.chownSync(folder, account.uid, account.gid)
    }
    const made = fs.lstatSync(folder)
    return made.isDirectory() && made.uid === uid && (made.mode & 0o077) === 0
  } catch {
    return false
  }
}
