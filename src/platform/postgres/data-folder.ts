import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { codeOf, exitCode, StartupError, wordsOf } from './startup-error.ts'

export const isRoot = (): boolean => process.getuid?.() === 0

/** Makes the data folder (0700) when it is missing and checks that this user may use it; returns its real path. */
export function openDataFolder(dataDir: string): string {
  try {
    // Node never ends trying to make a folder inside the kernel's own.
    if (/^\/(proc|sys)(\/|$)/.test(dataDir)) throw Object.assign(new Error('not a place for files'), { code: 'EROFS' })
    fs.mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    fs.accessSync(dataDir, fs.constants.R_OK | fs.constants.W_OK | fs.constants.X_OK)
    return fs.realpathSync(dataDir)
  } catch (error) {
    throw cannotUse(dataDir, error)
  }
}

/** The person's words for a file of the data folder that cannot be read or written. */
export function cannotUse(file: string, error: unknown): StartupError {
  const code = codeOf(error)
  if (code === 'EACCES' || code === 'EPERM') {
    const remedy = 'Start Kewei as the user who owns the data folder, or give the folder to this user with chown -R.'
    return new StartupError(exitCode.refused, `This user may not use ${file}.`, remedy, error)
  }
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new StartupError(exitCode.fault, `The disk is full: ${file} cannot be written.`, 'Free some space and start again.', error)
  }
  return new StartupError(exitCode.fault, `Cannot use ${file}: ${wordsOf(error)}.`, 'Choose another folder with --data.', error)
}

/** As root, what we make belongs to whoever owns the folder it is in, so that this owner can start Kewei later. */
export function giveToFolderOwner(file: string): void {
  if (!isRoot()) return
  const { uid, gid } = fs.statSync(path.dirname(file))
  fs.lchownSync(file, uid, gid)
}

function writeBeside(file: string, text: string): string {
  const draft = `${file}.${randomBytes(6).toString('hex')}.tmp`
  const fd = fs.openSync(draft, 'wx', 0o600)
  try {
    fs.writeSync(fd, text)
    fs.fsyncSync(fd)
  } finally {
    fs.closeSync(fd)
  }
  giveToFolderOwner(draft)
  return draft
}

/** Puts a 0600 file in place at once: a reader sees the old text or the new one. */
export function replacePrivateFile(file: string, text: string): void {
  try {
    fs.renameSync(writeBeside(file, text), file)
  } catch (error) {
    throw cannotUse(file, error)
  }
}

/** Creates a 0600 file whole; false when somebody else made it first. */
export function createPrivateFile(file: string, text: string): boolean {
  try {
    const draft = writeBeside(file, text)
    try {
      fs.linkSync(draft, file)
      return true
    } finally {
      fs.unlinkSync(draft)
    }
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw cannotUse(file, error)
  }
}
