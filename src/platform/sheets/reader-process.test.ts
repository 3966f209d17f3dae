import { fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { allRows, fileOf } from '../../../test/sheet-files.ts'
import { readSheet } from './read.ts'
import { answersTo, reader } from './reader-process.ts'
import type { Answer, Request } from './reader-protocol.ts'
import { FileRefused } from './refused.ts'

const generous = { start: 20_000, perRow: 0 }
const request = (path = fileOf('a,b\n')): Request => ({ task: 'read', path, options: {} })

/** What becomes of a reading whose process runs `program` instead of the reader. */
async function fateOf(program: string, patience = generous): Promise<FileRefused> {
  const script = pathToFileURL(fileOf(program, '.mjs'))
  try {
    for await (const _ of answersTo(request(), { script, patience }));
  } catch (error) {
    if (error instanceof FileRefused) return error
    throw error
  }
  throw new Error('the reading ended well')
}

describe('A32 whatever happens to the reading process, the reading is refused', () => {
  it('a crash', async () => {
    expect((await fateOf('process.abort()')).code).toBe('READER_FAILED')
  })

  it('an error, whose trace is kept for the log', async () => {
    const refused = await fateOf('throw new Error("a fault of ours")')
    expect([refused.code, String(refused.cause)]).toEqual(['READER_FAILED', expect.stringContaining('a fault of ours')])
  })

  it('a silent exit', async () => {
    expect((await fateOf('process.exit(0)')).code).toBe('READER_FAILED')
  })

  it('memory running out', async () => {
    const refused = await fateOf('const all = []; for (;;) all.push(new Array(10_000).fill(all.length + 0.5))')
    expect([refused.code, refused.facts]).toEqual(['TOO_BIG', expect.objectContaining({ what: 'memory' })])
  })

  it('an endless loop', async () => {
    expect((await fateOf('for (;;) {}', { start: 300, perRow: 0 })).code).toBe('TOO_SLOW')
  })

  it('it may read no other file, start no program and sees no environment', async () => {
    const attempts = [
      'import("node:fs").then((fs) => fs.readFileSync("/etc/hostname"))',
      'import("node:fs").then((fs) => fs.writeFileSync("/tmp/sheets-escape", ""))',
      'import("node:child_process").then((children) => children.execFileSync("true"))',
    ]
    for (const attempt of attempts) expect(String((await fateOf(`await ${attempt}`)).cause)).toContain('ERR_ACCESS_DENIED')
    const seen = await fateOf('throw new Error(Object.keys(process.env).filter((name) => !name.startsWith("NODE_CHANNEL")).join())')
    expect(String(seen.cause)).toMatch(/^Error$/m)
  })
})

const many = () => fileOf('0123456789,甲\n'.repeat(50_000))

describe('the reading process', () => {
  it('is ended when the caller has seen enough', async () => {
    const script = pathToFileURL(
      fileOf('process.on("message", () => process.send({ kind: "rows", rows: [{ line: process.pid, cells: [] }] }))', '.mjs'),
    )
    let pid = 0
    for await (const answer of answersTo(request(), { script, patience: generous })) {
      pid = answer.kind === 'rows' ? (answer.rows[0]?.line ?? 0) : 0
      break
    }
    expect(pid).toBeGreaterThan(0)
    await expect.poll(() => isRunning(pid), { timeout: 10_000 }).toBe(false)
  })

  it('answers once for each time it is asked, and no more', async () => {
    const child = fork(reader.script, { execArgv: ['--no-warnings'] })
    const answers: Answer[] = []
    child.on('message', (answer: Answer) => answers.push(answer))
    child.send(request(many()))
    child.send('next')
    child.send('next')
    await expect.poll(() => answers.length, { timeout: 10_000 }).toBe(2)
    await sleep(300)
    expect(answers.length).toBe(2)
    child.disconnect()
    await once(child, 'exit')
  })

  it('loses and doubles no row', async () => {
    const rows = await allRows(readSheet(many()))
    expect(rows.length).toBe(50_000)
    expect(rows.every((row, i) => row.line === i + 1)).toBe(true)
  })

  it('tells a missing file from a bad one', async () => {
    await expect(allRows(readSheet('/nowhere/at-all.csv'))).rejects.toMatchObject({ code: 'ENOENT' })
  })
})

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
