import fs from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { Writable } from 'node:stream'
import { Problem } from '../../core/problem.ts'
import { codeOf, wordsOf } from '../../platform/postgres/startup-error.ts'

/** Reads a file the person named, or stdin for `-`. Throws `file-not-readable`. */
export function readText(file: string): string {
  try {
    return fs.readFileSync(file === '-' ? 0 : file, 'utf8')
  } catch (error) {
    throw notReadable(file, error)
  }
}

/** Refuses early what cannot be sent later. */
export function checkReadable(file: string): void {
  try {
    fs.accessSync(file, fs.constants.R_OK)
    if (!fs.statSync(file).isFile()) throw new Error('not a file')
  } catch (error) {
    throw notReadable(file, error)
  }
}

/** Refuses early what cannot be written at the end of long work. */
export function checkWritable(file: string): void {
  try {
    fs.accessSync(path.dirname(path.resolve(file)), fs.constants.W_OK)
  } catch (error) {
    throw notWritable(file, error)
  }
}

const notReadable = (file: string, error: unknown): Problem =>
  new Problem('invalid', 'file-not-readable', { file, cause: codeOf(error) || wordsOf(error) })

const notWritable = (file: string, error: unknown): Problem =>
  new Problem('invalid', 'file-not-writable', { file, cause: codeOf(error) || wordsOf(error) })

/**
 * Lets `fill` write a file of the person's, readable by nobody else and put in place whole, or stdout for `-`.
 * Throws `file-not-writable`.
 */
export async function outputTo(file: string, fill: (sink: Writable) => Promise<void>): Promise<void> {
  if (file === '-') return fill(toStdout())
  const draft = `${file}.part`
  try {
    fs.closeSync(fs.openSync(draft, 'w', 0o600))
  } catch (error) {
    throw notWritable(file, error)
  }
  try {
    await fill(fs.createWriteStream(draft))
    fs.renameSync(draft, file)
  } catch (error) {
    fs.rmSync(draft, { force: true })
    throw error
  }
}

/** stdout that a pipeline may end without closing it for what comes after. */
const toStdout = (): Writable =>
  new Writable({ write: (chunk: Buffer, _encoding, done) => void process.stdout.write(chunk, (error) => done(error)) })
