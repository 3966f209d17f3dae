import fs from 'node:fs'
import { afterAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createCustomer } from '../../src/modules/customers/contract.ts'
import { type Action, change, read } from '../../src/platform/action.ts'
import { jobKind, startJob } from '../../src/platform/jobs/job.ts'
import { runJob } from '../../src/platform/jobs/run-job.ts'
import { createLog } from '../../src/platform/log.ts'
import { testOffice } from '../office.ts'
import { testServer } from '../server.ts'
import { sessionFor, twoPeople } from './doors.ts'

/** Every line that goes to the error stream of this process, which is where the log is written. */
const written: string[] = []
const write = fs.writeSync
fs.writeSync = ((fd: number, data: string | NodeJS.ArrayBufferView, ...rest: never[]) => {
  if (fd === 2) written.push(String(data))
  return fd === 2 ? String(data).length : (write as (...all: unknown[]) => number)(fd, data, ...rest)
}) as typeof fs.writeSync
afterAll(() => {
  fs.writeSync = write
})

const clean = await testOffice()
const office = { ...clean, log: createLog('trace') }
const { adminId, admin } = await twoPeople(clean)
const session = await sessionFor(clean, adminId)

const secrets = { password: 'lamp-tuesday-copper', token: 'S3cretS3cretS3cretS3cret', phone: '13812348765', key: 'only-once-0123456789' }
const input = z.strictObject({ text: z.string().optional(), password: z.string().optional(), mobile: z.string().optional() })
const planted = (name: string, run: (c: { text?: string | undefined }) => Promise<unknown>): Action =>
  read(
    { name: `plant.${name}`, summary: name, method: 'POST', path: `/plant/${name}`, permission: 'public', input, output: z.unknown() },
    (_, given) => run(given) as never,
  )

/** Faults of the kinds that happen: our own, the database's with row values in it, a careless log line. */
const plants = [
  planted('fault', async () => {
    throw new TypeError('x is not a function')
  }),
  planted('lines', async () => {
    throw new Error('first\r\n{"level":60,"msg":"forged"}\n\u001b[31mred\u001b[0m %s %d %j')
  }),
  planted('row', () =>
    clean.company.write.query(
      `do $$ begin raise exception using errcode = 'XX001', message = 'broken', detail = 'Failing row contains (${secrets.phone}, ${secrets.token}).', hint = '${secrets.phone}'; end $$`,
    ),
  ),
  planted('copy', () => clean.company.write.query(`do $$ begin execute 'select 1/0 as "p${secrets.phone}"'; end $$`)),
  planted('careless', async (given) => {
    office.log.warn(
      {
        password: secrets.password,
        request: { headers: { authorization: secrets.token, cookie: secrets.token }, mobile: secrets.phone },
        given,
      },
      'careless',
    )
    throw new Error('after')
  }),
]
const house = { ...clean.house, actions: new Map([...clean.house.actions, ...plants.map((p) => [p.endpoint.name, p] as const)]) }
const server = await testServer({ ...office, house })

/** What was logged while `work` ran: whole lines. */
async function logged(work: () => Promise<unknown>): Promise<string[]> {
  const from = written.length
  await work()
  return written
    .slice(from)
    .join('')
    .split('\n')
    .filter((line) => line !== '')
}
const isEvent = (line: string): boolean => {
  try {
    const event: unknown = JSON.parse(line)
    return typeof event === 'object' && event !== null && 'level' in event && 'msg' in event
  } catch {
    return false
  }
}

const send = (url: string, body: object, headers: Record<string, string> = {}) =>
  server.inject({
    method: 'POST',
    url,
    headers: {
      'content-type': 'application/json',
      authorization: admin,
      'idempotency-key': secrets.key,
      'user-agent': `x\u001b[31m ${secrets.token}`,
      'x-request-id': 'forged\u001b',
      ...headers,
    },
    payload: JSON.stringify(body),
    remoteAddress: '192.0.2.1',
  })

describe('A28 the log', () => {
  test.each(plants.map((p) => p.endpoint))('a fault in $name is one line, without a secret or a phone number', async ({ path }) => {
    const lines = await logged(async () => {
      const reply = await send(`/api${path}`, { text: 'a\r\nb', password: secrets.password, mobile: secrets.phone })
      expect(reply.statusCode).toBe(500)
      expect(reply.body).not.toMatch(/function|forged|broken|row|select|\.ts/)
    })
    expect(lines.length).toBeGreaterThan(0)
    expect(lines.filter((line) => !isEvent(line))).toEqual([])
    const text = lines.join('\n')
    for (const secret of Object.values(secrets)) expect(text).not.toContain(secret)
    expect(text).not.toContain('\u001b')
    expect(text).not.toContain(admin.slice(-20))
  })

  test('requests that go well or are refused leave nothing of what they held', async () => {
    const lines = await logged(async () => {
      await send('/api/session', { login: 'chief', password: secrets.password })
      await send('/api/password', { token: secrets.token, password: secrets.password })
      await send('/api/session/password', { current: secrets.password, next: secrets.password }, session)
      await send('/api/customers', { name: '海棠', phone: secrets.phone })
      await send('/api/customers', { name: '海棠', phone: secrets.phone })
      await send('/api/customers', { name: 'x'.repeat(1_000_000) })
      await send(`/api/customers?phone=${secrets.phone}`, {})
      await send(`/api/nowhere/${secrets.phone}/${secrets.token}`, {})
      await send('/api/customers/%ff', {})
      await send('/api/setup', { token: secrets.token.repeat(2), company: 'x', login: 'xx', name: 'x', password: secrets.password })
    })
    const text = lines.join('\n')
    for (const secret of Object.values(secrets)) expect(text).not.toContain(secret)
    expect(lines.filter((line) => !isEvent(line))).toEqual([])
  })

  test('a job that fails tells its number and kind, not what it worked on', async () => {
    const bad = jobKind({
      kind: 'trust.bad',
      permission: 'customers.read',
      input: z.strictObject({ phone: z.string() }),
      run: ({ company }, given) =>
        company.write.query(
          `do $$ begin raise exception using errcode = 'XX001', message = 'broken', detail = 'row (${(given as { phone: string }).phone})'; end $$`,
        ),
    })
    const start = change(
      { name: 'plant.job', summary: 'x', method: 'POST', path: '/j', permission: 'public', input: z.strictObject({}), output: z.unknown() },
      async (context) => ({ result: await startJob(context, bad, { phone: secrets.phone }), nothingChanged: true }),
    )
    const withJob = { ...office, house: { ...house, jobs: new Map([[bad.kind, bad]]), actions: new Map([[start.endpoint.name, start]]) } }
    const reply = await (await testServer(withJob)).inject({ method: 'POST', url: '/api/j', headers: { authorization: admin } })
    const lines = await logged(() => runJob(withJob, () => clean.now, reply.json<number>()))
    expect(lines).toHaveLength(1)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ kind: 'trust.bad', jobId: reply.json<number>() })
    expect(lines[0]).not.toContain(secrets.phone)
    const [{ problem } = { problem: '' }] = await clean.sql<{ problem: string }>('select problem from job order by id desc limit 1')
    expect(problem).not.toContain(secrets.phone)
  })

  test('what the log keeps apart by name is kept apart two steps down as well', async () => {
    const lines = await logged(async () => {
      const names = ['password', 'token', 'authorization', 'cookie', 'secret', 'mobile', 'phone', 'link']
      for (const name of names) office.log.error({ [name]: 'CANARY', a: { [name]: 'CANARY', b: { [name]: 'CANARY' } } }, 'x')
    })
    expect(lines.join('')).not.toContain('CANARY')
  })

  test('the harness notices a secret in a log line', async () => {
    const lines = await logged(async () => office.log.error(`the token was ${secrets.token}`))
    expect(lines.join('')).toContain(secrets.token)
    expect(await logged(() => clean.call(createCustomer, { name: '无声' }))).toEqual([])
  })
})
