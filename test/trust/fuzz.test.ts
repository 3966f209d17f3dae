import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import fc from 'fast-check'
import type { FastifyInstance } from 'fastify'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { encodeCursor } from '../../src/core/page.ts'
import { createContact } from '../../src/modules/customers/contract/contacts.ts'
import { createCustomer } from '../../src/modules/customers/contract.ts'
import { startImport } from '../../src/modules/importing/contract.ts'
import { createPasswordLink, createUnit, setPassword } from '../../src/modules/organisation/contract.ts'
import { publishPolicy } from '../../src/modules/policies/contract.ts'
import { createOrder } from '../../src/modules/purchases/contract.ts'
import { exportTiers, startRun } from '../../src/modules/tiering/contract.ts'
import { type Action, read } from '../../src/platform/action.ts'
import { testOffice } from '../office.ts'
import { testServer } from '../server.ts'
import { type Known, requests, type Sent } from './arbitrary.ts'
import { sessionFor, twoPeople } from './doors.ts'
import { fault } from './oracle.ts'

const seed = Number(process.env['KEWEI_SEED'] ?? Date.parse(new Date().toISOString()) % 2 ** 31)
const cases = process.env['KEWEI_DEEP'] ? 50_000 : 3_000
const seeds = new URL('../seeds/', import.meta.url)

const office = await testOffice()
const server = await testServer(office)
const { adminId, nobodyId, admin, powerless } = await twoPeople(office)
const known = await fill()
let session = await sessionFor(office, adminId)
const actions = [...office.house.actions.values()]

/** Something to meet in every room. */
async function fill(): Promise<Known> {
  const pack = readFileSync(new URL('../../policies/rfm-lifecycle.zh.yaml', import.meta.url), 'utf8')
  await office.call(publishPolicy, { source: pack })
  const unit = await office.call(createUnit, { name: '宁波分公司', parentId: null, kind: 'BRANCH' })
  for (const name of ['宁波海棠精密机械有限公司', '海棠贸易', '𠮷野家']) {
    const made = await office.call(createCustomer, { name, provinceCode: '330000', unitId: unit.id, phone: '0574-87654321' })
    await office.call(createContact, { customerId: made.id, name: '周敏', mobile: '13812348000' })
    for (const [i, at] of ['2026-09-01', '2026-11-02'].entries())
      await office.call(createOrder, {
        orderNo: `SO-${made.id}-${i}`,
        customerId: made.id,
        orderedAt: `${at}T10:00:00+08:00`,
        netAmount: 20_000_000,
      })
  }
  const { jobId } = await office.call(startRun, {})
  await office.runJob(jobId)
  const chief = office.caller(['*'], { actor: { kind: 'PERSON', personId: adminId, name: 'chief', permissions: new Set('*') } })
  const file = await office.call(exportTiers, {}, chief)
  const book = await server.inject({
    method: 'POST',
    url: '/api/files',
    headers: { authorization: admin, 'content-type': 'application/octet-stream', 'x-file-name': 'a.csv' },
    payload: '客户名称,联系电话\n海棠贸易,0574-87654321\n',
  })
  const fileId = book.json<{ id: string }>().id
  const { jobId: importId } = await office.call(startImport, { fileId, kind: 'customers' }, chief)
  await office.runJob(importId)
  const bare = await office.call(createCustomer, { name: '无人之司' })
  const empty = await office.call(createUnit, { name: '空', parentId: null, kind: 'TEAM' })
  const password = 'lamp-tuesday-copper'
  const { token } = await office.call(createPasswordLink, { id: adminId })
  await office.call(setPassword, { token, password })
  return {
    login: ['chief'],
    password: [password, 'wrong'],
    current: [password],
    next: [password, 'x'],
    'files.download.id': [file.fileId],
    id: [1, 2, 3, adminId],
    version: [1, 2, 3],
    customerNo: ['KH-00001'],
    orderNo: ['SO-1-0'],
    source: [
      pack,
      pack.slice(0, 3_000),
      '['.repeat(50_000),
      'a: &a [1]\nb: *a',
      'a: '.repeat(3_000),
      '- '.repeat(60_000),
      `${'x'.repeat(900_000)}`,
    ],
    key: ['admin', 'executive', 'r_nobody', 'UNIT_HEAD', 'a_1'],
    role: ['admin', 'executive'],
    permission: ['customers.read', '*'],
    fileId: [fileId],
    'imports.read.jobId': [importId],
    'imports.undo.jobId': [importId],
    'customers.delete.id': [bare.id],
    'units.delete.id': [empty.id],
    year: [2025, 2026, 2027],
    q: ['海棠', 'ht', '138', '13812348000', 'A座', '%_'],
    where: [
      'any(createdAt.within(this-month),tier.is(CORE))',
      'customerName.has("海棠, %_")',
      'all(all(all(all(tier.empty))))',
      'name.has("\\u0000")',
    ],
    limit: [1, 50, 200],
    after: [
      encodeCursor(['x', 1]),
      encodeCursor(['2026-01-01', 1]),
      encodeCursor([1]),
      encodeCursor(['\0', -1]),
      encodeCursor([1e308]),
      encodeCursor([null, null]),
    ],
  }
}

/** What a case may have done to the two who send, undone: their rights, accounts and tokens. */
async function restore(): Promise<void> {
  await office.sql('update api_token set revoked_at = null, expires_at = null, permissions = null')
  await office.sql("update role set permissions = '{*}', scope = 'ALL', masked = false where key = 'admin'")
  await office.sql("update role set permissions = '{}' where key = 'r_nobody'")
  await office.sql('update person set active = true where id = any($1)', [[adminId, nobodyId]])
  const open = await office.sql("select from session where person_id = $1 and agent = 'Firefox'", [adminId])
  if (open.length === 0) session = await sessionFor(office, adminId)
  await office.sql("insert into person_role values ($1, 'admin') on conflict do nothing", [adminId])
  await office.sql("delete from person_role where person_id = $1 and role_key <> 'r_nobody'", [nobodyId])
}

/** Endpoints by which rights, accounts and tokens go. */
const takesRights = /^(roles|people|tokens|session)\./

const reached = new Set<string>()
type Found = { endpoint: string; fault: string; sent: Sent; as: 'admin' | 'powerless'; seed: number }

async function send(to: FastifyInstance, sent: Sent, who: Record<string, string>, source: string) {
  const start = performance.now()
  const answer = await to.inject({ ...sent, headers: { ...sent.headers, ...who }, remoteAddress: source } as never)
  return { answer, ms: performance.now() - start }
}

/** Requests left out, with why. Take a line away once its fault is mended. */
const leftOut: Record<string, { why: string; is(sent: Sent): boolean }> = {
  'calendar.deadline': {
    why: 'days before 1992 are walked for seconds, and an answer after the year 9999 is a fault',
    is: ({ payload }) => /"hours":[\d.]{5,}|"from":"9999/.test(payload ?? ''),
  },
}

/** A request that went wrong is made smaller by so many tries at most. */
const mostShrinks = 60

/** Sends `runs` requests to one endpoint, every fourth as somebody without any right; answers the smallest request that went wrong. */
async function fuzz(to: FastifyInstance, { endpoint }: Action, runs: number, most?: number): Promise<Found | undefined> {
  let count = 0
  const judge = async (sent: Sent, as: 'admin' | 'powerless'): Promise<string | undefined> => {
    const source = `192.0.2.${Math.floor(count / 25) % 250}`
    const who = as === 'powerless' ? { authorization: powerless } : count % 2 === 0 ? session : { authorization: admin }
    const once = await send(to, sent, who, source)
    if (once.answer.statusCode === 200) reached.add(endpoint.name)
    if (endpoint.method !== 'GET' && once.answer.statusCode < 404 && takesRights.test(endpoint.name)) await restore()
    if (
      as === 'powerless' &&
      !['public', 'signed-in'].includes(endpoint.permission) &&
      endpoint.body !== 'file' &&
      ![400, 403, 413, 415].includes(once.answer.statusCode)
    )
      return `${once.answer.statusCode} without the permission`
    const wrong = fault(endpoint, once.answer, once.ms, most)
    if (!wrong?.startsWith('took')) return wrong
    const again = await send(to, sent, who, source)
    return fault(endpoint, again.answer, again.ms, most)
  }
  let last: Found | undefined
  let shrinks = 0
  const property = fc.asyncProperty(requests(endpoint, known), async (sent) => {
    if (leftOut[endpoint.name]?.is(sent)) return true
    if (last && ++shrinks > mostShrinks) return true
    const as = last?.as ?? (count++ % 4 === 3 ? 'powerless' : 'admin')
    const wrong = await judge(sent, as)
    if (wrong) last = { endpoint: endpoint.name, fault: wrong, sent, as, seed }
    return wrong === undefined
  })
  const { failed } = await fc.check(property, { seed, numRuns: runs })
  await restore()
  return failed ? last : undefined
}

function keep(found: Found): void {
  mkdirSync(seeds, { recursive: true })
  if ((found.sent.payload?.length ?? 0) + found.sent.url.length < 100_000)
    writeFileSync(new URL(`${found.endpoint}-${seed}.json`, seeds), `${JSON.stringify(found, null, 2)}\n`)
}

const fileEndpoints = actions.filter((a) => a.endpoint.body === 'file')
const fuzzed = actions.filter((a) => a.endpoint.body !== 'file')

describe('B1 whatever is sent to whatever endpoint, the answer is sound', () => {
  test('requests that once went wrong', async () => {
    const wrong: string[] = []
    mkdirSync(seeds, { recursive: true })
    for (const name of readdirSync(seeds).filter((f) => f.endsWith('.json'))) {
      const { endpoint, sent, as } = JSON.parse(readFileSync(new URL(name, seeds), 'utf8')) as Found
      const action = office.house.actions.get(endpoint)
      if (!action || leftOut[endpoint]?.is(sent)) continue
      const { answer, ms } = await send(server, sent, as === 'admin' ? session : { authorization: powerless }, '192.0.2.251')
      const what = fault(action.endpoint, answer, ms)
      if (what) wrong.push(`${name}: ${what}`)
      await restore()
    }
    expect(wrong).toEqual([])
  })

  test(`${cases} requests over all endpoints, seed ${seed}`, { timeout: cases * 60 }, async () => {
    const each = Math.ceil(cases / fuzzed.length)
    console.log(`  fuzz: ${fuzzed.length} endpoints, ${each} requests each, KEWEI_SEED=${seed}`)
    for (const [name, { why }] of Object.entries(leftOut)) console.log(`  left out, some of ${name}: ${why}`)
    const found: Found[] = []
    for (const action of fuzzed) {
      const one = await fuzz(server, action, each)
      if (one) found.push(one)
    }
    found.forEach(keep)
    console.log(
      `  never answered 200: ${fuzzed
        .map((a) => a.endpoint.name)
        .filter((name) => !reached.has(name))
        .join(', ')}`,
    )
    expect(found.map((f) => `${f.endpoint} as ${f.as}: ${f.fault}\n    ${JSON.stringify(f.sent).slice(0, 600)}`)).toEqual([])
    expect((await server.inject({ method: 'GET', url: '/health' })).statusCode).toBe(200)
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  test('file endpoints are fuzzed in attacks-files.test.ts', () => {
    expect(fileEndpoints.map((a) => a.endpoint.name)).toEqual(['files.upload'])
  })
})

describe('the harness notices', () => {
  const input = z.strictObject({ text: z.string().max(50).optional(), n: z.int().optional() })
  type Input = z.output<typeof input>
  const planted = (name: string, run: (given: Input) => Promise<unknown>): Action =>
    read(
      {
        name: `plant.${name}`,
        summary: name,
        method: 'POST',
        path: `/plant/${name}`,
        permission: 'signed-in',
        input,
        output: z.strictObject({ ok: z.boolean() }),
      },
      (_, given) => run(given) as never,
    )
  const plants = {
    'a crash on one odd character': planted('crash', async ({ text }) => {
      if (text && /[\u0300-\u0304]/.test(text)) throw new TypeError('planted')
      return { ok: true }
    }),
    'an answer of another shape': planted('shape', async ({ n }) =>
      n !== undefined && n > 1_000_000 ? { ok: true, extra: 1 } : { ok: true },
    ),
    'an answer that is no JSON': planted('text', async () => 'plain' as never),
    'a slow answer': planted('slow', ({ n }) => new Promise((done) => setTimeout(() => done({ ok: true }), n === 1 ? 300 : 0))),
  }
  // The rarest plant is met 7 times in 1,000 requests: 2,000 miss it once in a million seeds.
  for (const [what, action] of Object.entries(plants)) {
    test(what, async () => {
      const house = { ...office.house, actions: new Map([[action.endpoint.name, action]]) }
      const leaky = await testServer({ ...office, house })
      expect(await fuzz(leaky, action, 2_000, action.endpoint.name === 'plant.slow' ? 200 : undefined)).toMatchObject({
        endpoint: action.endpoint.name,
      })
    })
  }
})
