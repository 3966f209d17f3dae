import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterEach, describe, expect, test } from 'vitest'
import { createLog } from '../log.ts'
import { isRoot } from './data-folder.ts'
import { type Embedded, startEmbedded } from './embedded.ts'
import { AlreadyRunning } from './folder-lock.ts'
import { processStamp } from './process-stamp.ts'
import { StartupError } from './startup-error.ts'
import type { PgTarget } from './target.ts'

const log = createLog('silent', {})
const nobody = 65534
const folders: string[] = []
const running: Embedded[] = []
const children: ChildProcess[] = []
const postmasters: number[] = []

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  for (const pid of postmasters.splice(0)) await gone(pid)
  for (const server of running.splice(0)) await server.stop()
  for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true, force: true })
})

function emptyFolder(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kewei-test-'))
  folders.push(folder)
  return path.join(folder, 'data')
}

async function start(dataDir: string): Promise<Embedded> {
  const server = await startEmbedded({ dataDir, log, durable: false })
  running.push(server)
  return server
}

async function restart(server: Embedded, dataDir: string): Promise<Embedded> {
  await server.stop()
  return start(dataDir)
}

async function ask(target: PgTarget, sql: string): Promise<unknown[]> {
  const client = new pg.Client(target)
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows.flat()
  } finally {
    await client.end()
  }
}

async function until<T>(what: string, look: () => T | false | undefined | Promise<T | false | undefined>): Promise<T> {
  for (let tries = 0; tries < 500; tries += 1) {
    const found = await look()
    if (found !== false && found !== undefined) return found
    await sleep(20)
  }
  throw new Error(`waited in vain until ${what}`)
}

const healed = (server: Embedded, before: number): Promise<unknown> =>
  until('the server is healed', () => server.pid !== before && ask(server.owner, 'select 1').catch(() => undefined))

const gone = (pid: number): Promise<boolean> => until(`process ${pid} is gone`, () => processStamp(pid) === undefined)

/** A Node of its own that starts the server, as `kewei serve` would; its lines are `pid` and `done`. */
function inOwnProcess(dataDir: string, options: { uid?: number; gid?: number } = {}): ChildProcess {
  const script = `
    const { startEmbedded } = await import(${JSON.stringify(path.join(import.meta.dirname, 'embedded.ts'))})
    const { createLog } = await import(${JSON.stringify(path.join(import.meta.dirname, '../log.ts'))})
    const server = await startEmbedded({ dataDir: ${JSON.stringify(dataDir)}, log: createLog('silent', {}), durable: false })
      .catch((error) => { console.log('refused', error.name, error.exitCode); process.exit(error.exitCode) })
    process.on('SIGTERM', () => server.stop().then(() => process.exit(0)))
    console.log('started', server.pid)`
  const stdio: ['ignore', 'pipe', 'inherit'] = ['ignore', 'pipe', 'inherit']
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio, cwd: '/', ...options })
  children.push(child)
  return child
}

async function firstLine(child: ChildProcess): Promise<string[]> {
  const [text] = await once(child.stdout ?? child, 'data')
  return String(text).trim().split(' ')
}

const startedPid = async (child: ChildProcess): Promise<number> => {
  const [word, pid] = await firstLine(child)
  expect(word).toBe('started')
  postmasters.push(Number(pid))
  return Number(pid)
}

const failure = async (work: Promise<unknown>): Promise<StartupError> => {
  const error = await work.catch((thrown: unknown) => thrown)
  if (error instanceof StartupError) return error
  throw new Error(`expected a StartupError, got ${String(error)}`)
}

const modeOf = (file: string): string => (fs.statSync(file).mode & 0o777).toString(8)

describe('an ordinary life', () => {
  test('the first start makes the cluster, the second finds what was written', async () => {
    const dataDir = emptyFolder()
    const first = await start(dataDir)
    await ask(first.owner, "create table customer as select '客维' as name")
    const second = await restart(first, dataDir)
    expect(await ask(second.owner, 'select name from customer')).toEqual(['客维'])
    expect(second.majorVersion).toBe(18)
    expect(fs.readdirSync(dataDir).sort()).toEqual(['config.json', 'lock', 'pg'])
  })

  test('only who knows the password gets in, and only by the socket', async () => {
    const dataDir = emptyFolder()
    const { owner } = await start(dataDir)
    expect(await ask(owner, 'show listen_addresses')).toEqual([''])
    expect([modeOf(dataDir), modeOf(path.join(dataDir, 'config.json')), modeOf(owner.host)]).toEqual(['700', '600', '700'])
    await expect(ask({ ...owner, password: 'guess' }, 'select 1')).rejects.toThrow('password authentication failed')
  })

  test('Chinese letters are letters, and pages carry checksums', async () => {
    const { owner } = await start(emptyFolder())
    expect(await ask(owner, "select '客' ~ '[[:alpha:]]', current_setting('data_checksums'), current_setting('server_encoding')")).toEqual([
      true,
      'on',
      'UTF8',
    ])
  })

  test('a lost config.json is made anew, and the data is still there', async () => {
    const dataDir = emptyFolder()
    const first = await start(dataDir)
    await ask(first.owner, 'create table kept as select 7 as n')
    await first.stop()
    fs.rmSync(path.join(dataDir, 'config.json'))
    const second = await start(dataDir)
    expect(second.owner.password).not.toBe(first.owner.password)
    expect(await ask(second.owner, 'select n from kept')).toEqual([7])
  })
})

describe('after a violent end', () => {
  test('kill -9 of Node takes PostgreSQL along, and the next start works', async () => {
    const dataDir = emptyFolder()
    const node = inOwnProcess(dataDir)
    const postmaster = await startedPid(node)
    node.kill('SIGKILL')
    await gone(postmaster)
    const { owner } = await start(dataDir)
    expect(await ask(owner, 'select 1')).toEqual([1])
  })
  // Left out elsewhere: it looks into /proc.
  test.runIf(process.platform === 'linux')('a PostgreSQL that outlived Node and its watchdog is ended by the next start', async () => {
    const dataDir = emptyFolder()
    const node = inOwnProcess(dataDir)
    const postmaster = await startedPid(node)
    node.kill('SIGSTOP')
    for (const pid of watchdogOf(postmaster)) process.kill(pid, 'SIGKILL')
    node.kill('SIGKILL')
    await once(node, 'exit')
    expect(processStamp(postmaster)).toBeDefined()
    const server = await start(dataDir)
    expect(server.pid).not.toBe(postmaster)
    expect(processStamp(postmaster)).toBeUndefined()
  })

  test('kill -9 of PostgreSQL is healed, and what was committed is there', async () => {
    const server = await start(emptyFolder())
    await ask(server.owner, 'create table kept as select 7 as n')
    const before = server.pid
    process.kill(before, 'SIGKILL')
    await healed(server, before)
    expect(await ask(server.owner, 'select n from kept')).toEqual([7])
  })
  // Left out elsewhere: it looks into /proc.
  test.runIf(process.platform === 'linux')('kill -9 of the watchdog is healed as well', async () => {
    const server = await start(emptyFolder())
    const before = server.pid
    const [shell = 0] = watchdogOf(before)
    process.kill(shell, 'SIGKILL')
    await healed(server, before)
    expect(processStamp(before)).toBeUndefined()
  })

  test('an initdb that was cut short is done again', async () => {
    const dataDir = emptyFolder()
    const node = inOwnProcess(dataDir)
    const draft = await until(
      'initdb runs',
      () => fs.existsSync(dataDir) && fs.readdirSync(dataDir).find((name) => name.startsWith('pg.new-')),
    )
    // One that has not begun to write would make the folder again after it was removed; the next start then removes it.
    await until('initdb writes', () => fs.readdirSync(path.join(dataDir, draft)).length > 0)
    node.kill('SIGKILL')
    await once(node, 'exit')
    expect(fs.existsSync(path.join(dataDir, 'pg'))).toBe(false)
    const { owner } = await start(dataDir)
    expect(await ask(owner, 'select 1')).toEqual([1])
    expect(fs.existsSync(path.join(dataDir, draft))).toBe(false)
  })
})

/** The shell above the postmaster first, then the guard beside it. */
function watchdogOf(postmaster: number): number[] {
  const parentOf = (pid: number): number => Number(fs.readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/.*\) /s, '').split(' ')[1])
  const shell = parentOf(postmaster)
  const siblings = execFileSync('ps', ['-o', 'pid=', '--ppid', String(shell)], { encoding: 'utf8' })
    .trim()
    .split(/\s+/)
    .map(Number)
  return [shell, ...siblings.filter((pid) => pid !== postmaster)]
}

describe('refusals', () => {
  test('a second start on the same folder says who is there', async () => {
    const dataDir = emptyFolder()
    const node = inOwnProcess(dataDir)
    await startedPid(node)
    const error = await failure(startEmbedded({ dataDir, log }))
    expect(error).toBeInstanceOf(AlreadyRunning)
    expect(error).toMatchObject({ exitCode: 3, pid: node.pid, message: expect.stringContaining(`process ${node.pid}`) })
  })

  test.each([
    ['a folder that holds something else', 'notes.txt', 'hello', 6, 'is not a PostgreSQL cluster'],
    ['a cluster of a newer PostgreSQL', 'PG_VERSION', '99\n', 3, 'made by PostgreSQL 99'],
    ['a cluster of an older PostgreSQL', 'PG_VERSION', '15\n', 3, 'made by PostgreSQL 15'],
    ['a cluster with its control file lost', 'PG_VERSION', '18\n', 6, 'PostgreSQL does not start'],
  ])('%s', async (_, name, text, code, words) => {
    const dataDir = emptyFolder()
    const file = path.join(dataDir, 'pg', name)
    fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
    fs.writeFileSync(file, text)
    if (isRoot()) for (const owned of [path.dirname(file), file]) fs.chownSync(owned, nobody, nobody)
    const error = await failure(startEmbedded({ dataDir, log }))
    expect(error.exitCode).toBe(code)
    expect(error.message).toContain(words)
    expect(error.remedy).not.toBe('')
    expect(fs.readFileSync(file, 'utf8')).toBe(text)
  })
})

describe('places', () => {
  test('a path too long for a socket', async () => {
    const dataDir = path.join(emptyFolder(), 'a-rather-long-folder-name'.repeat(3), 'another-one'.repeat(5))
    const server = await start(dataDir)
    expect(await ask(server.owner, 'select 1')).toEqual([1])
    expect(modeOf(server.owner.host)).toBe('700')
    await server.stop()
    expect(fs.existsSync(server.owner.host)).toBe(false)
  })
  // Left out for ordinary users: only root can become somebody else.
  test.runIf(isRoot() && process.platform === 'linux')(
    'as root in a folder only root may enter, PostgreSQL is still not root',
    async () => {
      const home = emptyFolder()
      fs.mkdirSync(home, { mode: 0o700 })
      const server = await start(path.join(home, 'data'))
      expect(await ask(server.owner, 'select 1')).toEqual([1])
      expect(fs.statSync(`/proc/${server.pid}`).uid).not.toBe(0)
    },
  )

  const reason = canBeNobody() ? '' : ' (skipped: needs root, and a checkout that every user may read)'
  test.runIf(canBeNobody())(`as an ordinary user${reason}`, async () => {
    const dataDir = emptyFolder()
    fs.chownSync(path.dirname(dataDir), nobody, nobody)
    const node = inOwnProcess(dataDir, { uid: nobody, gid: nobody })
    await startedPid(node)
    expect(fs.statSync(path.join(dataDir, 'pg')).uid).toBe(nobody)
    node.kill('SIGTERM')
    expect(await once(node, 'exit')).toEqual([0, null])
    const { owner } = await start(dataDir)
    expect(await ask(owner, 'select 1')).toEqual([1])
  })
  // Left out for ordinary users: only root can become somebody else.
  test.runIf(canBeNobody())('a data folder of another user is refused in words', async () => {
    const dataDir = emptyFolder()
    fs.chmodSync(path.dirname(dataDir), 0o755)
    fs.mkdirSync(dataDir, { mode: 0o700 })
    expect(await firstLine(inOwnProcess(dataDir, { uid: nobody, gid: nobody }))).toEqual(['refused', 'StartupError', '3'])
  })
})

function canBeNobody(): boolean {
  if (!isRoot()) return false
  const check = `fs.accessSync(${JSON.stringify(import.meta.filename)})`
  try {
    execFileSync(process.execPath, ['-e', check], { uid: nobody, gid: nobody, cwd: '/', stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
