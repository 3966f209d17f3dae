import { type ChildProcess, fork } from 'node:child_process'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { patience, readerHeap } from './limits.ts'
import type { Answer, Request } from './reader-protocol.ts'
import { FileRefused } from './refused.ts'

/** Which program reads and how long it may take, in milliseconds of waiting; tests put a bad one in its place. */
export type Reader = { script: URL; patience: { start: number; perRow: number } }

export const reader: Reader = { script: new URL(`./reader-child${extname(import.meta.url)}`, import.meta.url), patience }

const readable = ['../../../package.json', '../../../node_modules/', '../../'].map((path) => fileURLToPath(new URL(path, import.meta.url)))
const KEPT_STDERR = 4000
/** Batches that may be on their way at once, so that reading and using go on side by side. */
const AHEAD = 3

/**
 * Asks a fresh reading process and yields its answers; it reads no more than `AHEAD` batches ahead. The process has a small heap,
 * no environment, may read this program and the one file (an absolute, real path) only, and is killed when slow or not wanted.
 * Throws FileRefused for whatever goes wrong in it.
 */
export async function* answersTo(request: Request, { script, patience }: Reader = reader): AsyncGenerator<Answer> {
  const child = startReader(script, request)
  const answers = new Answers(child)
  let budget = patience.start
  try {
    child.send(request, ignore)
    for (let i = 0; i < AHEAD; i++) child.send('next', ignore)
    for (;;) {
      const started = performance.now()
      const answer = await within(answers.next(), budget)
      budget -= performance.now() - started
      if (answer === undefined) throw crashed(await answers.lastWords)
      if (answer.kind === 'refused') throw new FileRefused(answer.code, answer.facts, { cause: { peakMb: answer.peakMb } })
      if (answer.kind === 'failed') throw new FileRefused('READER_FAILED', {}, { cause: answer.reason })
      if (answer.kind === 'rows') budget += answer.rows.length * patience.perRow
      yield answer
      if (answer.kind === 'end') return
      child.send('next', ignore)
    }
  } finally {
    child.kill('SIGKILL')
  }
}

function startReader(script: URL, { path }: Request): ChildProcess {
  const execArgv = [
    `--max-old-space-size=${readerHeap.old}`,
    `--max-semi-space-size=${readerHeap.semi}`,
    '--permission',
    ...[...readable, fileURLToPath(script), path].map((allowed) => `--allow-fs-read=${allowed}`),
    '--no-warnings',
  ]
  return fork(script, { execArgv, env: {}, stdio: ['ignore', 'ignore', 'pipe', 'ipc'], serialization: 'json' })
}

/** What a process has answered, in order. The channel's end, not the exit, ends it: answers still in the channel come first. */
class Answers {
  readonly #came: Answer[] = []
  #isOver = false
  #wake: () => void = ignore
  /** The end of what the process wrote to its error stream, once it has closed. */
  readonly lastWords: Promise<string>

  constructor(child: ChildProcess) {
    child.on('message', (answer: Answer) => {
      this.#came.push(answer)
      this.#wake()
    })
    for (const end of ['disconnect', 'error'])
      child.on(end, () => {
        this.#isOver = true
        this.#wake()
      })
    this.lastWords = tailOf(child)
  }

  async next(): Promise<Answer | undefined> {
    while (this.#came.length === 0 && !this.#isOver)
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    return this.#came.shift()
  }
}

/** A failed send shows as the end of the channel. */
const ignore = (): void => {}

async function tailOf(child: ChildProcess): Promise<string> {
  let tail = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    tail = (tail + chunk.toString()).slice(-KEPT_STDERR)
  })
  await new Promise((resolve) => child.once('close', resolve).once('error', resolve))
  return tail
}

async function within<T>(promise: Promise<T>, milliseconds: number): Promise<T> {
  const timer = Promise.withResolvers<never>()
  const timeout = setTimeout(() => timer.reject(new FileRefused('TOO_SLOW')), Math.max(0, milliseconds))
  try {
    return await Promise.race([promise, timer.promise])
  } finally {
    clearTimeout(timeout)
  }
}

const crashed = (stderr: string): FileRefused =>
  /heap out of memory|allocation failed/i.test(stderr)
    ? new FileRefused('TOO_BIG', { what: 'memory', limit: readerHeap.old })
    : new FileRefused('READER_FAILED', {}, { cause: stderr })
