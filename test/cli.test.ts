import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '..')
const main = path.join(root, 'src/main/cli/main.ts')
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kewei-cli-'))
const data = path.join(folder, 'data')
const pack = path.join(root, 'policies/spend-tenure.zh.yaml')

type Outcome = { code: number | null; out: string; said: string }
type Options = { input?: string; env?: Record<string, string> }

const environment = (more: Record<string, string> = {}) => {
  const { DATABASE_URL: _, KEWEI_TOKEN: __, ...rest } = process.env
  return { ...rest, LANG: 'en_US.UTF-8', LC_ALL: '', ...more }
}

/** Runs one command to its end, as a person would. */
function kewei(args: string[], { input = '', env = {} }: Options = {}): Outcome {
  const done = spawnSync(process.execPath, [main, '--data', data, ...args], { encoding: 'utf8', input, env: environment(env), cwd: folder })
  return { code: done.status, out: done.stdout.trim(), said: done.stderr.trim() }
}

const write = (name: string, text: string): string => {
  const file = path.join(folder, name)
  fs.writeFileSync(file, text)
  return file
}

afterAll(() => fs.rmSync(folder, { recursive: true, force: true }))

describe('what is typed', () => {
  test.each([
    [[], 'serve'],
    [['serve'], '--trusted-proxy'],
    [['import'], '--create-customers'],
    [['user', 'create'], '--role'],
    [['call'], 'kewei call customers.list'],
  ])('kewei %j --help', (command, holds) => {
    const { code, out } = kewei([...command, '--help'])
    expect(code).toBe(0)
    expect(out).toContain(holds)
    expect(out).toContain('--company')
  })

  test('help is in the language of the system, or in the one asked for', () => {
    expect(kewei(['tier', '--help'], { env: { LANG: 'zh_CN.UTF-8' } }).out).toContain('按制度给客户分层')
    expect(kewei(['tier', '--help', '--lang', 'zh-CN']).out).toContain('按制度给客户分层')
  })

  test.each([
    ['an unknown option', ['tier', 'run', '--fast'], /unknown option '--fast'/],
    ['an unknown command', ['frobnicate'], /unknown command/],
    ['a missing argument', ['user', 'link'], /missing required argument/],
    ['wrong JSON', ['call', 'customers.list', '{"limit":2,}'], /line 1, column 12 \(position 11\)/],
    ['JSON that is no object', ['call', 'customers.list', '[]'], /must be one JSON object/],
    ['an unknown endpoint', ['call', 'customers.lost'], /no endpoint customers\.lost/],
    ['a value that is no choice', ['serve', '--role', 'king'], /--role: Must be one of/],
    ['a day that is none', ['tier', 'run', '--as-of', '2026-02-30'], /--as-of: Must be a date/],
    ['a file that is not there', ['import', 'nowhere.csv', '--kind', 'orders'], /nowhere\.csv.*ENOENT/],
    ['the network where it cannot do', ['company', 'list', '--server', 'http://127.0.0.1:1'], /on the server itself only/],
    ['a role without a database to share', ['serve', '--role', 'web'], /DATABASE_URL/],
  ])('%s: exit 2, nothing on stdout', (_, args, words) => {
    const { code, out, said } = kewei(args)
    expect([code, out]).toEqual([2, ''])
    expect(said).toMatch(words)
  })

  test('--json: the problem stands on stdout', () => {
    const { code, out } = kewei(['--json', 'call', 'customers.lost'])
    expect(code).toBe(2)
    expect(JSON.parse(out)).toMatchObject({ problem: { code: 'invalid', rule: 'no-such-endpoint', facts: { name: 'customers.lost' } } })
  })

  test('a server without a token: exit 5; one that is not there: exit 6', () => {
    expect(kewei(['policy', 'list', '--server', 'http://127.0.0.1:1']).code).toBe(5)
    const away = kewei(['policy', 'list', '--server', 'http://127.0.0.1:1'], { env: { KEWEI_TOKEN: `kewei.${'a'.repeat(43)}` } })
    expect(away.code).toBe(6)
  })
})

describe('with a server', () => {
  let server: ChildProcess
  let ready: { url: string; setUpLink: string }

  beforeAll(async () => {
    const args = [main, 'serve', '--data', data, '--port', '0', '--json']
    server = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], env: environment({ KEWEI_LOG_LEVEL: 'error' }) })
    const [line] = await Promise.race([once(server.stdout ?? server, 'data'), once(server, 'exit').then(() => ['{}'])])
    ready = JSON.parse(String(line))
  })
  afterAll(() => void server.kill('SIGKILL'))

  const untilReady = async (): Promise<unknown> => {
    for (;;) {
      const reply = await fetch(`${ready.url}/ready`)
      if (reply.ok) return reply.json()
      await new Promise((done) => setTimeout(done, 100))
    }
  }

  test('it says where it is, gives a set-up link while nobody works there, and its worker comes up', async () => {
    expect(ready.setUpLink).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/setup#kewei\.[\w-]{43}$/)
    expect(await untilReady()).toEqual({ ready: true, database: true, migrations: true, worker: true })
  })

  test('companies: made, listed, not twice', () => {
    expect(kewei(['company', 'create', 'north']).out).toMatch(/\/setup#north\./)
    expect(JSON.parse(kewei(['company', 'list', '--json']).out)).toEqual({ companies: ['kewei', 'north'] })
    expect(kewei(['company', 'create', 'north']).code).toBe(3)
    expect(kewei(['company', 'create', 'pg_x']).code).toBe(2)
    expect(kewei(['policy', 'list', '--company', 'south']).code).toBe(3)
  })

  test('people: a link, a password from stdin, and then they can sign in', async () => {
    expect(kewei(['user', 'create', 'lan', '--name', '李兰', '--role', 'care_manager']).out).toMatch(/\/password#kewei\.[\w-]{43}$/)
    expect(kewei(['user', 'create', 'lan', '--name', '李兰', '--role', 'care_manager']).said).toMatch(/\n {2}login: /)
    expect(kewei(['user', 'link', 'nobody']).code).toBe(3)
    expect(kewei(['user', 'password', 'lan'], { input: '12345678\n' })).toMatchObject({ code: 2, out: '' })
    expect(kewei(['user', 'password', 'lan'], { input: 'nine quiet harbours\n' })).toMatchObject({ code: 0, out: 'lan' })
    const body = JSON.stringify({ login: 'lan', password: 'nine quiet harbours' })
    const reply = await fetch(`${ready.url}/api/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    expect(reply.status).toBe(200)
  })

  test('who acts: the operator may do everything, a person what that person may', () => {
    expect(kewei(['call', 'people.list', '{"limit":1}']).code).toBe(0)
    const refused = kewei(['call', 'people.list', '--user', 'lan', '--json'])
    expect(refused.code).toBe(5)
    expect(JSON.parse(refused.out)).toMatchObject({ problem: { code: 'forbidden', facts: { permission: 'organisation.manage' } } })
  })

  test('policies: unreadable 2, unsound 3, sound 0; publishing prints the version', () => {
    const text = fs.readFileSync(pack, 'utf8')
    expect(kewei(['policy', 'check', write('broken.yaml', text.replace('\ncustomers:', '\n  customers:'))]).code).toBe(2)
    const unsound = kewei(['policy', 'check', write('unsound.yaml', text.replace('amount: { high: 500000,', 'amount: { high: 50000,'))])
    expect(unsound).toMatchObject({ code: 3, out: expect.stringContaining('tiering.spendTenure.amount') })
    expect(kewei(['policy', 'check', pack]).code).toBe(0)
    expect(kewei(['policy', 'publish', pack, '--note', '首版'])).toMatchObject({ code: 0, out: '1' })
    expect(kewei(['policy', 'show']).out).toBe(text.trim())
    expect(kewei(['policy', 'show', '9']).code).toBe(3)
  })

  test('a policy is previewed: figures a line each, or as JSON; nothing is published', () => {
    const { code, out } = kewei(['policy', 'preview', pack, '--effective', '2099-01-01'])
    expect([code, out]).toEqual([2, ''])
    expect(kewei(['policy', 'preview', pack])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^customers\t\d+\nchanged\t\d+\nlost\t\d+/),
    })
    expect(JSON.parse(kewei(['policy', 'preview', pack, '--json']).out)).toMatchObject({ baseVersion: 1, tiers: { becomeLost: 0 } })
    expect(kewei(['policy', 'list']).out.split('\n')).toHaveLength(1)
  })

  test('tiers: the worker runs them, the result is JSON, why is told in sentences or as JSON, the export lands in the file', () => {
    const made = kewei(['call', 'customers.create', '{"name":"恒远机电有限公司"}'])
    expect(made.code).toBe(0)
    expect(JSON.parse(kewei(['tier', 'run']).out)).toMatchObject({ assessed: 1, policyVersion: 1 })
    const { customerNo } = JSON.parse(made.out) as { customerNo: string }
    expect(kewei(['tier', 'why', customerNo, '--lang', 'zh-CN'])).toMatchObject({ code: 0, out: expect.stringContaining('怎样会变') })
    expect(JSON.parse(kewei(['tier', 'why', customerNo, '--json']).out)).toMatchObject({ customerNo, policyVersion: 1 })
    const out = path.join(folder, 'tiers.csv')
    expect(kewei(['export', 'tiers', '--out', out])).toMatchObject({ code: 0, out })
    expect(fs.readFileSync(out, 'utf8').trim().split('\n')).toHaveLength(2)
    expect(kewei(['export', 'tiers', '--out', '-']).out).toBe(fs.readFileSync(out, 'utf8').trim())
    const [sheet, text] = ['assessment.xlsx', 'assessment.csv'].map((name) => path.join(folder, name))
    expect(kewei(['export', 'assessment', '--out', sheet ?? ''])).toMatchObject({ code: 0, out: sheet })
    expect(
      fs
        .readFileSync(sheet ?? '')
        .subarray(0, 2)
        .toString(),
    ).toBe('PK')
    expect(kewei(['export', 'assessment', '--out', text ?? '', '--lang', 'zh-CN']).code).toBe(0)
    expect(fs.readFileSync(text ?? '', 'utf8')).toContain(`${customerNo},恒远机电有限公司,`)
  })

  test('files in: the counts are JSON; rows that fail make it exit 4 and land in their own file', () => {
    const customers = kewei(['import', write('customers.csv', '客户名称\n启明精工有限公司\n'), '--kind', 'customers'])
    expect(customers.code).toBe(0)
    expect(JSON.parse(customers.out)).toMatchObject({ new: 1, failed: 0 })
    const failed = path.join(folder, 'failed.xlsx')
    const orders = write('orders.csv', '订单号,客户名称,日期,金额\nA1,无此客户有限公司,2026-10-01,12.50\n')
    const some = kewei(['import', orders, '--kind', 'orders', '--failed', failed])
    expect(some.code).toBe(4)
    expect(JSON.parse(some.out)).toMatchObject({ new: 0, failed: 1 })
    expect(fs.statSync(failed).size).toBeGreaterThan(0)
    expect(kewei(['import', orders, '--kind', 'orders', '--map', write('map.yaml', 'columns:\n  a: [b\n')]).said).toMatch(/line \d/)
  })

  test('over the network: the same commands, as the owner of a token, until it is revoked', () => {
    const made = kewei(['token', 'create', '--user', 'lan', '--name', 'nightly', '--days', '30', '--json'])
    const { token, id } = JSON.parse(made.out)
    const remote = { env: { KEWEI_TOKEN: token } }
    const server = ['--server', ready.url]
    expect(kewei(['policy', 'list', '--json', ...server], remote)).toMatchObject({ code: 0 })
    expect(JSON.parse(kewei(['tier', 'run', ...server], remote).out)).toMatchObject({ assessed: 2 })
    expect(kewei(['call', 'people.list', ...server], remote).code).toBe(5)
    expect(kewei(['token', 'revoke', String(id), '--user', 'lan']).code).toBe(0)
    expect(kewei(['policy', 'list', ...server], remote)).toMatchObject({ code: 5, out: '' })
  })

  test('no second server on this folder (3), and none on this port (6)', () => {
    expect(kewei(['serve', '--port', '0'])).toMatchObject({ code: 3, said: expect.stringContaining(ready.url) })
    const { port } = new URL(ready.url)
    const taken = kewei(['serve', '--data', path.join(folder, 'other'), '--port', port])
    expect(taken).toMatchObject({ code: 6, said: expect.stringContaining('--port') })
  })

  test('it stops when told to and leaves no trace; commands then start the database themselves', async () => {
    server.kill('SIGTERM')
    expect(await once(server, 'exit')).toEqual([0, null])
    expect(fs.existsSync(path.join(data, 'run.json'))).toBe(false)
    expect(JSON.parse(kewei(['tier', 'run']).out)).toMatchObject({ assessed: 2 })
    expect(fs.existsSync(path.join(data, 'pg/postmaster.pid'))).toBe(false)
  })

  test('a backup comes back in another folder', () => {
    const file = path.join(folder, 'all.kewei')
    expect(kewei(['backup', file])).toMatchObject({ code: 0, out: file })
    expect(kewei(['backup', file]).code).toBe(3)
    const other = ['--data', path.join(folder, 'restored')]
    expect(JSON.parse(kewei(['restore', file, '--json', ...other]).out).restored).toMatchObject([
      { company: 'kewei' },
      { company: 'north' },
    ])
    expect(kewei(['policy', 'list', ...other]).out).toContain('客户维护制度')
  })
})
