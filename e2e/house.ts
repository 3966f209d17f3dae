import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { root } from '../test/dev/run.ts'

export type SignIn = { login: string; name: string; role: string; password: string }

export type House = {
  baseURL: string
  /** Where the first administrator is made; undefined with the sample, which brings its own people. */
  setUpLink: string | undefined
  /** How to come in as one of the people of the sample; empty where it was there before the start. */
  signIns: readonly SignIn[]
  /** Runs a command of the product on this house and answers what it printed. */
  kewei: (...words: string[]) => Promise<string>
  stop: () => Promise<void>
}

export type HouseOptions = {
  sample?: boolean
  /** A data folder to start on a copy of. */
  like?: string
  /** More options of `serve`. */
  words?: readonly string[]
}

const ready = z.object({
  url: z.string(),
  setUpLink: z.string().optional(),
  signIns: z.array(z.object({ login: z.string(), name: z.string(), role: z.string(), password: z.string() })),
})

const launcher = join(root, 'bin/kewei')
/** For a start, of which the first builds the pages and loads the sample. */
const patience = 300_000

/** Without the test runner's NODE_ENV, under which the pages would be built for development. */
function start(words: readonly string[]): ChildProcess {
  const { NODE_ENV: _, ...env } = process.env
  return spawn(process.execPath, [launcher, ...words], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
}

/** Starts the product as a person would, on a folder of its own and a free port; `stop` takes all of it away again. */
export async function startHouse({ sample = false, like, words = [] }: HouseOptions = {}): Promise<House> {
  const data = mkdtempSync(join(tmpdir(), 'kewei-house-'))
  const remove = () => rmSync(data, { recursive: true, force: true })
  try {
    if (like !== undefined) copyFolder(like, data)
    const house = await serve(data, sample ? ['--sample', ...words] : words)
    return { ...house, stop: () => house.stop().finally(remove) }
  } catch (error) {
    remove()
    throw error
  }
}

/** Loads the sample company into `data` and leaves it there, for houses that are to start like it; answers its people. */
export async function prepareSample(data: string): Promise<readonly SignIn[]> {
  const house = await serve(data, ['--sample'])
  await house.stop()
  return house.signIns
}

/** With owners and modes, which PostgreSQL looks at; the file system shares what it can. */
function copyFolder(from: string, to: string): void {
  execFileSync('cp', ['-a', `${from}/.`, to])
}

async function serve(data: string, words: readonly string[]): Promise<House> {
  const server = start(['serve', '--json', '--data', data, '--port', '0', ...words])
  const said = complaintsOf(server)
  const gone = once(server, 'exit')
  const stop = async () => {
    server.kill('SIGTERM')
    if (server.exitCode === null && server.signalCode === null) await gone
  }
  try {
    const { url, setUpLink, signIns } = ready.parse(JSON.parse(await firstLine(server, said)))
    return { baseURL: url, setUpLink, signIns, kewei: (...words) => run([...words, '--data', data]), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

function complaintsOf(child: ChildProcess): () => string {
  const lines: string[] = []
  child.stderr?.on('data', (text: Buffer) => lines.push(text.toString()))
  return () => lines.join('')
}

/** The announcement, which is one line of JSON; throws with what was said instead when the server ends before or takes too long. */
async function firstLine(server: ChildProcess, said: () => string): Promise<string> {
  if (!server.stdout) throw new Error('The server has no output')
  const lines = createInterface({ input: server.stdout })
  const inTime = { signal: AbortSignal.timeout(patience) }
  const line = await Promise.race([once(lines, 'line', inTime).then(([text]) => String(text)), once(server, 'exit')]).catch(() => undefined)
  if (typeof line !== 'string') throw new Error(`The server did not start:\n${said()}`)
  server.stdout.resume()
  return line
}

async function run(words: readonly string[]): Promise<string> {
  const child = start(words)
  const said = complaintsOf(child)
  const printed: string[] = []
  child.stdout?.on('data', (text: Buffer) => printed.push(text.toString()))
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`kewei ${words.join(' ')} ended with ${code}:\n${said()}`)
  return printed.join('')
}
