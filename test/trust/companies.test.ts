import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createContact } from '../../src/modules/customers/contract/contacts.ts'
import { createCustomer } from '../../src/modules/customers/contract.ts'
import { createPerson, createRole, createUnit } from '../../src/modules/organisation/contract.ts'
import { changeCalendar, publishPolicy } from '../../src/modules/policies/contract.ts'
import { createOrder } from '../../src/modules/purchases/contract.ts'
import { exportTiers, startRun } from '../../src/modules/tiering/contract.ts'
import { read } from '../../src/platform/action.ts'
import type { Company } from '../../src/platform/companies.ts'
import { startWorker } from '../../src/platform/jobs/worker.ts'
import { seedCompany } from '../../src/platform/seed.ts'
import { testOffice } from '../office.ts'
import { testServer } from '../server.ts'
import { requestOf } from './arbitrary.ts'
import { filesOf, sessionFor, sqlIn, tokenFor } from './doors.ts'

type Json = Record<string, unknown>
const keys = ['kewei', 'second'] as const
type Key = (typeof keys)[number]
const other = (key: Key): Key => (key === 'kewei' ? 'second' : 'kewei')
/** Stands in every text a company writes. */
const mark = (key: Key): string => (key === 'kewei' ? 'Qzkcanary' : 'Xjscanary')

const office = await testOffice()
await office.deployment.createCompany('second')
const companies = { kewei: office.company, second: (await office.deployment.company('second')) as Company }
await seedCompany(companies.second, office.house, office.now)
const server = await testServer(office)
const admins = { kewei: await admin('kewei'), second: await admin('second') }

async function admin(key: Key): Promise<{ id: number; token: string; session: Record<string, string> }> {
  const [{ id } = { id: 0 }] = await sqlIn<{ id: number }>(
    office,
    key,
    `insert into person (login, name) values ($1, $2) returning id::int`,
    [`chief${mark(key).toLowerCase()}`, `chief ${mark(key)}`],
  )
  await sqlIn(office, key, "insert into person_role values ($1, 'admin')", [id])
  return { id, token: await tokenFor(office, id, key), session: await sessionFor(office, id, key) }
}

async function ask(
  to: FastifyInstance,
  key: Key,
  endpoint: Parameters<typeof requestOf>[0],
  input: Json,
): Promise<{ status: number; text: string }> {
  const sent = requestOf(endpoint, Object.entries(input))
  const reply = await to.inject({ ...sent, headers: { ...sent.headers, authorization: admins[key].token } } as never)
  return { status: reply.statusCode, text: `${JSON.stringify(reply.headers)}${reply.body}` }
}

const pack = readFileSync(new URL('../../policies/rfm-lifecycle.zh.yaml', import.meta.url), 'utf8')

/** What each company does, step by step, with its mark in every text field. Both have the same ids. */
const steps: ((key: Key) => [Parameters<typeof requestOf>[0], Json])[] = [
  (key) => [publishPolicy, { source: `${pack}\n# ${mark(key)}\n`, note: mark(key) }],
  (key) => [createUnit, { name: `unit ${mark(key)}`, parentId: null, kind: 'BRANCH' }],
  (key) => [createRole, { key: 'clerk', name: mark(key), permissions: ['customers.read'], scope: 'ALL', masked: false }],
  (key) => [createPerson, { login: `p${mark(key).toLowerCase()}`, name: mark(key), roles: ['clerk'], phone: mark(key) }],
  (key) => [createCustomer, { ...marked(createCustomer.input, key), ownerId: admins[key].id, unitId: 1 }],
  (key) => [createCustomer, { name: `second ${mark(key)}` }],
  (key) => [createContact, { ...marked(createContact.input, key), customerId: 1, birthday: '05-01' }],
  (key) => [
    createOrder,
    {
      orderNo: `SO-${mark(key)}`,
      customerId: 1,
      orderedAt: '2026-11-01T10:00:00+08:00',
      netAmount: key === 'kewei' ? 30_000_000 : 100,
      remark: mark(key),
    },
  ],
  (key) => [changeCalendar, { year: 2027, noticed: false, days: [{ day: '2027-05-04', working: false, name: mark(key) }] }],
  () => [startRun, {}],
]

/** Every free text field of an input with the mark in it. */
function marked(schema: z.ZodType, key: Key): Json {
  const { properties } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as { properties: Record<string, Json> }
  const fields = Object.entries(properties).filter(([name, inner]) => {
    const text = ((inner['anyOf'] as Json[] | undefined) ?? [inner]).find((s) => s['type'] === 'string' && !s['enum'] && !s['format'])
    return text && Number(text['maxLength'] ?? 99) >= mark(key).length && !/^(creditCode|provinceCode|industryCode)$/.test(name)
  })
  return Object.fromEntries(fields.map(([name]) => [name, mark(key)]))
}

/** Reads everything there is to read, both companies at the same time; answers where a mark of the other showed. */
async function leaks(to: FastifyInstance, actions = office.house.actions): Promise<string[]> {
  const asked = [...actions.values()]
    .filter(({ endpoint }) => endpoint.method === 'GET')
    .flatMap(({ endpoint }) => [1, 2].map((id) => ({ endpoint, id })))
  const shown = await Promise.all(
    asked.flatMap(({ endpoint, id }) =>
      keys.map(async (key) => {
        const names = [...endpoint.path.matchAll(/:(\w+)/g)].map((m) => m[1] ?? '')
        const { text } = await ask(to, key, endpoint, Object.fromEntries(names.map((n) => [n, n === 'year' ? 2027 : id])))
        return text.includes(mark(other(key))) || text.toLowerCase().includes(mark(other(key)).toLowerCase())
          ? `${endpoint.name} of ${key}`
          : undefined
      }),
    ),
  )
  return shown.filter((leak) => leak !== undefined)
}

/** All rows of a company's tables, as one text. */
async function everything(key: Key): Promise<string> {
  const tables = await sqlIn<{ name: string }>(office, key, 'select tablename as name from pg_tables where schemaname = $1', [key])
  const rows = await Promise.all(tables.map(({ name }) => sqlIn<{ row: string }>(office, key, `select t::text as row from "${name}" t`)))
  return rows.flatMap((r) => r.map((x) => x.row)).join('\n')
}

describe('two companies in one deployment', () => {
  beforeAll(async () => {
    for (const step of steps) {
      const answers = await Promise.all(keys.map((key) => ask(server, key, ...step(key))))
      expect(
        answers.map((a) => a.status),
        answers.map((a) => a.text.slice(0, 600)).join('\n'),
      ).toEqual([200, 200])
    }
  })

  test('jobs of both, run by one worker, end in the right schema', async () => {
    const worker = await startWorker({
      deployment: office.deployment,
      house: office.house,
      clock: () => office.now,
      log: office.log,
      version: 'test',
    })
    try {
      for (const key of keys) {
        await expect
          .poll(() => sqlIn(office, key, 'select state from job order by id limit 1'), { timeout: 25_000, interval: 100 })
          .toEqual([{ state: 'DONE' }])
      }
    } finally {
      await worker.stop()
    }
    const runs = await Promise.all(
      keys.map((key) =>
        sqlIn(office, key, "select assessed::int, (select name from customer where id = 1) as name from tier_run where kind = 'FULL'"),
      ),
    )
    expect(runs).toEqual(keys.map((key) => [{ assessed: 2, name: mark(key) }]))
    const exported = await Promise.all(keys.map((key) => ask(server, key, exportTiers, {})))
    expect(exported.map((a) => a.status)).toEqual([200, 200])
  })

  test('no reply shows a byte of the other', async () => {
    expect(await leaks(server)).toEqual([])
    for (const key of keys) {
      const { text } = await ask(server, key, createCustomer, { name: `${mark(key)}` })
      expect(text).toContain('duplicate-customer')
      expect(text).not.toContain(mark(other(key)))
    }
  })

  test('no row, no file and no event holds a byte of the other', async () => {
    for (const key of keys) {
      const rows = await everything(key)
      expect(rows).toContain(mark(key))
      expect(rows.toLowerCase()).not.toContain(mark(other(key)).toLowerCase())
      const files = filesOf(office).filter((f) => f.name.startsWith(`/${key}/`))
      expect(files.length).toBeGreaterThan(0)
      for (const { name, text } of files) expect(text.includes(mark(other(key))), name).toBe(false)
    }
  })

  test('a file of one is not found by the other, by its very id', async () => {
    for (const key of keys) {
      const [{ id } = { id: randomUUID() }] = await sqlIn<{ id: string }>(office, key, 'select id from file limit 1')
      const download = (as: Key) => server.inject({ method: 'GET', url: `/api/files/${id}`, headers: { authorization: admins[as].token } })
      expect((await download(key)).statusCode).toBe(200)
      expect((await download(other(key))).statusCode).toBe(404)
    }
  })

  test('the harness notices an answer kept without its company', async () => {
    let kept: unknown
    const leak = read(
      {
        name: 'plant.cache',
        summary: 'x',
        method: 'GET',
        path: '/plant',
        permission: 'signed-in',
        input: z.strictObject({}),
        output: z.unknown(),
      },
      async ({ db }) => {
        // The promise is kept at once, so that requests side by side share the first one's answer.
        kept ??= db.selectFrom('customer').select('name').execute()
        return kept
      },
    )
    const actions = new Map([['plant.cache', leak]])
    const leaky = await testServer({ ...office, house: { ...office.house, actions } })
    expect(await leaks(leaky, actions)).toContainEqual(expect.stringContaining('plant.cache'))
  })
})

describe('a credential of one company', () => {
  const secretOf = (header: string) => header.split('.')[1] ?? ''

  test.each(keys)('of %s is nobody at the other', async (key) => {
    const { token, session } = admins[key]
    const asToken = { authorization: `Bearer ${other(key)}.${secretOf(token)}` }
    const asSession = { ...session, cookie: `kewei=${other(key)}.${secretOf(String(session['cookie']))}` }
    for (const headers of [asToken, asSession]) {
      const reply = await server.inject({ method: 'GET', url: '/api/customers', headers })
      expect(reply.statusCode).toBe(401)
    }
  })

  test('a header that names the other company does not move a token or a session there', async () => {
    for (const key of keys) {
      for (const who of [{ authorization: admins[key].token }, admins[key].session]) {
        const reply = await server.inject({ method: 'GET', url: '/api/session', headers: { ...who, 'x-kewei-company': other(key) } })
        expect(reply.json<{ company: { key: string } }>().company.key).toBe(key)
      }
    }
  })

  test.each([
    'public',
    'kewei_deployment',
    'graphile_worker',
    'information_schema',
    'pg_catalog',
    'third',
    'KEWEI',
    'kewei"',
    '../kewei',
    '__proto__',
  ])('there is no company %s', async (name) => {
    const reply = await server.inject({ method: 'GET', url: '/api/session', headers: { 'x-kewei-company': name } })
    expect(reply.statusCode).toBe(401)
  })
})

describe('the database role of one company', () => {
  const refused = async (key: Key, sql: string): Promise<string> =>
    companies[key].write.query(sql).then(
      () => 'allowed',
      (error: { code: string }) => error.code,
    )

  test.each(keys)('of %s cannot read or write the other’s tables, nor take on its role', async (key) => {
    const there = other(key)
    for (const table of ['customer', 'event', 'event_value', 'session', 'api_token', 'file', 'job', 'policy_version'])
      expect(await refused(key, `select * from "${there}".${table}`), table).toBe('42501')
    expect(await refused(key, `insert into "${there}".job (kind) values ('x')`)).toBe('42501')
    expect(await refused(key, `create table "${there}".x (a int)`)).toBe('42501')
    expect(await refused(key, `set role "kewei_app_${there}"`)).toBe('42501')
    expect(await refused(key, 'select * from graphile_worker._private_jobs')).toBe('42501')
    expect(await refused(key, 'select * from kewei_deployment.company')).toBe('42501')
  })

  test.each(keys)('of %s can neither rewrite its own trail nor the shape of its tables', async (key) => {
    for (const sql of [
      'update event set name = name',
      'delete from event',
      'update event_value set value = value',
      'delete from event_seal',
    ])
      expect(await refused(key, sql), sql).toBe('42501')
    for (const sql of ['drop table customer', 'alter table event disable trigger all', 'truncate event', 'create table x (a int)'])
      expect(await refused(key, sql), sql).toBe('42501')
  })
})
