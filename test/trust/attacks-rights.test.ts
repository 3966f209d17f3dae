import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createContact } from '../../src/modules/customers/contract/contacts.ts'
import * as customers from '../../src/modules/customers/contract.ts'
import { startImport } from '../../src/modules/importing/contract.ts'
import { createPerson } from '../../src/modules/organisation/contract.ts'
import { createOrder } from '../../src/modules/purchases/contract.ts'
import { type Action, type Change, change, read } from '../../src/platform/action.ts'
import { testOffice } from '../office.ts'
import { testServer } from '../server.ts'
import { requestOf } from './arbitrary.ts'
import { contentHash, personWith, sessionFor, sqlIn, tokenFor, untouched } from './doors.ts'

type Json = Record<string, unknown>
const office = await testOffice()
const server = await testServer(office)

/** Of the victim; must show in no answer to anybody else. */
const canary = 'Qzkcanary'
const phone = '13812348765'
/** May do all that is done with the book, sees what they own, and owns nothing. */
const bookWork = office.house.permissions.filter((p) => /^(customers|orders|tiering)\./.test(p) || p === 'tokens.own')
const agent = await personWith(office, 'agent', { permissions: bookWork, scope: 'OWN' })
const masked = await personWith(office, 'masked', { permissions: bookWork, masked: true })
const victim = await office.call(createPerson, { login: 'victim', name: '陈立', roles: ['admin'], unitId: null })
const agentSession = await sessionFor(office, agent.id)
const victimToken = await tokenFor(office, victim.id)
const things = await theirs()

async function theirs() {
  await sessionFor(office, victim.id)
  const customer = await office.call(customers.createCustomer, { name: `${canary} 海棠贸易`, phone, remark: canary, ownerId: victim.id })
  const contact = await office.call(createContact, { customerId: customer.id, name: canary, mobile: phone, wechat: canary })
  const order = await office.call(createOrder, {
    orderNo: canary,
    customerId: customer.id,
    orderedAt: '2026-11-01T10:00:00+08:00',
    netAmount: 100,
  })
  const upload = await server.inject({
    method: 'POST',
    url: '/api/files',
    headers: { authorization: victimToken, 'content-type': 'application/octet-stream', 'x-file-name': `${canary}.csv` },
    payload: `客户名称,联系电话\n${canary},0574-87654321\n`,
  })
  const fileId = upload.json<{ id: string }>().id
  const as = office.caller(['*'], { actor: { kind: 'PERSON', personId: victim.id, name: canary, permissions: new Set('*') } })
  const { jobId } = await office.call(startImport, { fileId, kind: 'customers' }, as)
  await office.runJob(jobId)
  const [token] = await office.sql<{ id: number }>('select id::int from api_token where person_id = $1', [victim.id])
  return { customer, contact, order, fileId, jobId, tokenId: token?.id ?? 0 }
}

const byId = { version: 1 }
const pathIds: Record<string, () => Json> = {
  'jobs.read': () => ({ id: things.jobId }),
  'jobs.cancel': () => ({ id: things.jobId }),
  'jobs.retry': () => ({ id: things.jobId }),
  'files.download': () => ({ id: things.fileId }),
  'session.end': () => ({ id: 2 }),
  'tokens.revoke': () => ({ id: things.tokenId }),
  'deputies.delete': () => ({ id: 1 }),
  'customers.read': () => ({ id: things.customer.id }),
  'customers.change': () => ({ id: things.customer.id, ...byId, remark: 'mine now' }),
  'customers.delete': () => ({ id: things.customer.id, ...byId }),
  'customers.tag': () => ({ id: things.customer.id, add: ['NEED_TRAINING'] }),
  'customers.timeline': () => ({ id: things.customer.id }),
  'contacts.list': () => ({ customerId: things.customer.id }),
  'contacts.create': () => ({ customerId: things.customer.id, name: '周敏' }),
  'contacts.change': () => ({ id: things.contact.id, ...byId, name: '周敏' }),
  'contacts.delete': () => ({ id: things.contact.id, ...byId }),
  'orders.change': () => ({ id: things.order.id, ...byId, netAmount: 1 }),
  'orders.delete': () => ({ id: things.order.id, ...byId }),
  'orders.months': () => ({ customerId: things.customer.id }),
  'tiering.history': () => ({ customerId: things.customer.id }),
  'imports.read': () => ({ jobId: things.jobId }),
  'imports.undo': () => ({ jobId: things.jobId }),
  'imports.failedRows': () => ({ jobId: things.jobId }),
}
/** Requests that name the victim's things in the body or the query: answered as if these did not exist. */
const bodyIds: Record<string, () => Json> = {
  'orders.create': () => ({ orderNo: 'SO-9', customerId: things.customer.id, orderedAt: '2026-11-01T10:00:00+08:00', netAmount: 1 }),
  'imports.start': () => ({ fileId: things.fileId, kind: 'customers' }),
  'imports.inspect': () => ({ fileId: things.fileId, kind: 'customers' }),
  'tiering.why': () => ({ customerId: things.customer.id }),
}
/** Not told apart by whose a thing is: the whole company's, and kept by permissions of their own. */
const companyWide = /^(passwordLink|people|assistance|units|roles|posts|policies|calendar|audit|backup)\./

const actions = [...office.house.actions.values()]
const withPathId = actions.filter((a) => a.endpoint.path.includes(':') && !companyWide.test(a.endpoint.name))

async function ask(action: Action, input: Json, who: string | Record<string, string>, to = server) {
  const sent = requestOf(action.endpoint, Object.entries(input))
  return to.inject({ ...sent, headers: { ...sent.headers, ...(typeof who === 'string' ? { authorization: who } : who) } } as never)
}
/** The same request about things that never were. */
const nowhere = (input: Json): Json =>
  Object.fromEntries(
    Object.entries(input).map(([name, value]) => [name, !/id$/i.test(name) ? value : typeof value === 'number' ? 999_999 : randomUUID()]),
  )
const actionOf = (name: string): Action => office.house.actions.get(name) as Action

describe('A01 A02 A09 what is another’s does not exist', () => {
  beforeAll(async () => {
    await ask(actionOf('session.read'), {}, agentSession)
  })

  test('every endpoint with an id in its path stands in the table', () => {
    expect(withPathId.map((a) => a.endpoint.name).filter((name) => !pathIds[name])).toEqual([])
  })

  test.each(Object.entries({ ...pathIds, ...bodyIds }))('%s: 404, and nothing is written', async (name, input) => {
    const reply = await untouched(office, () => ask(actionOf(name), input(), agentSession))
    expect({ status: reply.statusCode, body: reply.body }).toMatchObject({ status: 404 })
    expect(reply.body).not.toContain(canary)
    const missing = await ask(actionOf(name), nowhere(input()), agentSession)
    const { problem: shown } = reply.json<{ problem: unknown }>()
    expect(missing.json<{ problem: unknown }>().problem).toEqual(shown)
  })

  test.each(['contacts.change', 'contacts.delete'])('%s of what is out of sight and of what is missing are one', async (name) => {
    const input = pathIds[name]?.() ?? {}
    const [hidden, missing] = await Promise.all([input, { ...input, id: 999_999 }].map((i) => ask(actionOf(name), i, agentSession)))
    expect(hidden?.json<{ problem: unknown }>().problem).toEqual(missing?.json<{ problem: unknown }>().problem)
  })

  test('the owner of these things gets them: the requests are sound', async () => {
    for (const name of ['customers.read', 'contacts.list', 'orders.months', 'files.download', 'imports.read', 'jobs.read'])
      expect((await ask(actionOf(name), pathIds[name]?.() ?? {}, victimToken)).statusCode, name).toBe(200)
  })

  test('no list, count or search shows a byte of it', async () => {
    const lists = actions.filter((a) => a.endpoint.method === 'GET' && !a.endpoint.path.includes(':'))
    for (const action of lists) {
      for (const input of [{}, { q: canary }, { customerId: things.customer.id }, { name: `${canary} 海棠贸易` }, { ownerId: victim.id }]) {
        const reply = await ask(action, input, agentSession)
        expect(reply.body, `${action.endpoint.name} ${JSON.stringify(input)}`).not.toContain(canary)
      }
    }
    expect((await ask(actionOf('customers.count'), {}, agentSession)).json()).toMatchObject({ count: 0 })
  })

  test('the harness notices a change that does not look whose it is', async () => {
    const real = actionOf('customers.tag') as Change
    const open = change(real.endpoint, (context, input) => real.run({ ...context, scope: office.caller().scope }, input))
    const leaky = await testServer({ ...office, house: { ...office.house, actions: new Map([['customers.tag', open]]) } })
    const before = await contentHash(office)
    const reply = await ask(open, pathIds['customers.tag']?.() ?? {}, agentSession, leaky)
    expect(reply.statusCode).toBe(200)
    expect(await contentHash(office)).not.toBe(before)
  })
})

describe('A03 pointing at another’s things', () => {
  test('an agent out of sight and one that is missing are refused alike, by the name of the field', async () => {
    const create = (agentId: number) => ask(actionOf('customers.create'), { name: '代理之客', agentId }, agentSession)
    const reply = await untouched(office, () => create(things.customer.id))
    expect(reply.body).not.toContain(canary)
    expect(reply.json()).toMatchObject({ problem: { issues: [{ path: 'agentId', reason: 'no-such-customer' }] } })
    expect((await create(999_999)).json<{ problem: unknown }>().problem).toEqual(reply.json<{ problem: unknown }>().problem)
  })

  test('a customer in sight does not tell the name of an agent out of sight, and keeps it', async () => {
    const as = office.caller()
    const { id } = await office.call(customers.createCustomer, { name: '代理之客', agentId: things.customer.id, ownerId: agent.id }, as)
    expect(await office.call(customers.readCustomer, { id }, as)).toMatchObject({ agent: { id: things.customer.id } })
    const seen = await ask(actionOf('customers.read'), { id }, agentSession)
    const changed = await ask(actionOf('customers.change'), { id, version: 1, remark: '新', agentId: things.customer.id }, agentSession)
    for (const reply of [seen, changed]) {
      expect(reply.json()).toMatchObject({ id, agent: null })
      expect(reply.body).not.toContain(canary)
    }
    expect(await office.call(customers.readCustomer, { id }, as)).toMatchObject({ remark: '新', agent: { id: things.customer.id } })
    await office.call(customers.deleteCustomer, { id, version: 2 }, as)
  })
})

describe('A06 A07 what is masked', () => {
  const unmasked = () => [phone, phone.slice(-8)]
  const shows = (body: string) => unmasked().some((digits) => body.includes(digits))

  test('stays masked in every read, and no search finds it', async () => {
    for (const action of actions.filter((a) => a.endpoint.method === 'GET')) {
      const path = Object.fromEntries([...action.endpoint.path.matchAll(/:(\w+)/g)].map((m) => [m[1] ?? '', things.customer.id]))
      const reply = await ask(action, path, masked.authorization)
      expect(shows(reply.body), action.endpoint.name).toBe(false)
    }
    const found = async (q: string, as: string) =>
      (await ask(actionOf('customers.list'), { q }, as)).json<{ rows: unknown[] }>().rows.length
    for (const q of [phone, phone.slice(-4), phone.slice(0, 7)]) expect(await found(q, masked.authorization), q).toBe(0)
    expect(await found(phone, victimToken)).toBe(1)
  })

  test('stays masked in the answer to a change that changes nothing', async () => {
    const reply = await ask(actionOf('customers.change'), { id: things.customer.id, version: 1 }, masked.authorization)
    expect(reply.statusCode).toBe(200)
    expect(shows(reply.body)).toBe(false)
  })

  test('stays masked in the answer to a stale change, which does not tell a right guess from a wrong one either', async () => {
    const guess = async (value: string) => {
      const reply = await ask(actionOf('customers.change'), { id: things.customer.id, version: 0, phone: value }, masked.authorization)
      expect(reply.statusCode).toBe(409)
      return reply
    }
    expect(shows((await guess('1')).body)).toBe(false)
    const right = await guess(phone)
    const { issues } = right.json<{ problem: { issues: { path: string; message: string }[] } }>().problem
    expect(issues).toMatchObject([{ path: 'phone', message: expect.stringContaining('138****8765') }])
  })

  test('the harness notices a field shown without its mask', async () => {
    const leak = read(
      {
        name: 'plant.phone',
        summary: 'x',
        method: 'GET',
        path: '/plant',
        permission: 'signed-in',
        input: z.strictObject({}),
        output: z.unknown(),
      },
      ({ db }) => db.selectFrom('contact').select('mobile').execute(),
    )
    const leaky = await testServer({ ...office, house: { ...office.house, actions: new Map([['plant.phone', leak]]) } })
    expect(shows((await ask(leak, {}, masked.authorization, leaky)).body)).toBe(true)
  })
})

describe('A05 fields nobody may set', () => {
  const surplus = [
    'role_id',
    'owner_id',
    'org_id',
    'unit_id',
    'is_admin',
    'isAdmin',
    'password_hash',
    'passwordHash',
    'created_at',
    'createdAt',
    'deleted_at',
    'company',
    'company_id',
    'scope_all',
    'built_in',
    'builtIn',
    'actor',
    'personKind',
  ]

  test('every change refuses every one of them by name, and writes nothing', { timeout: 60_000 }, async () => {
    await untouched(office, async () => {
      const wrong: string[] = []
      for (const action of actions.filter(
        (a) => a.kind === 'change' && a.endpoint.body !== 'file' && !/^session\.(open|close)$/.test(a.endpoint.name),
      )) {
        const known = Object.keys((action.endpoint.input as z.ZodObject).shape)
        const fields = surplus.filter((name) => !known.includes(name))
        const ids = Object.fromEntries([...action.endpoint.path.matchAll(/:(\w+)/g)].map((m) => [m[1] ?? '', 1]))
        const reply = await ask(action, { ...ids, ...Object.fromEntries(fields.map((name) => [name, 1])) }, victimToken)
        const { problem } = reply.json<{ problem?: { issues: { path: string; reason: string }[] } }>()
        const named = problem?.issues.filter((i) => i.reason === 'unknown-field').map((i) => i.path) ?? []
        if (reply.statusCode === 403 && /^tokens\./.test(action.endpoint.name)) continue
        const missed = fields.filter((name) => !named.includes(name))
        if (reply.statusCode !== 400 || missed.length > 0) wrong.push(`${action.endpoint.name}: ${reply.statusCode} ${missed.join(' ')}`)
      }
      expect(wrong).toEqual([])
    })
  })

  test('nor inside what is nested', async () => {
    const days = [{ day: '2027-05-04', working: false, source: 'NOTICE', is_admin: true }]
    const reply = await untouched(office, () => ask(actionOf('calendar.change'), { year: 2027, noticed: false, days }, victimToken))
    expect(reply.json()).toMatchObject({ problem: { issues: [{ path: 'days.0.source' }, { path: 'days.0.is_admin' }] } })
  })

  test('a bearer of a file says nothing of what we know of it', async () => {
    for (const field of ['id', 'size', 'sha256', 'name']) {
      const reply = await untouched(office, () =>
        server.inject({
          method: 'POST',
          url: `/api/files?${field}=1`,
          headers: { authorization: victimToken, 'content-type': 'application/octet-stream' },
          payload: 'x',
        }),
      )
      expect(reply.json()).toMatchObject({ problem: { issues: [{ path: field, reason: 'unknown-field' }] } })
    }
  })
})

test('A34 ids of files are random, at least 122 bits of them', async () => {
  const ids = await sqlIn<{ id: string }>(office, 'kewei', 'select id from file')
  for (const { id } of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})
