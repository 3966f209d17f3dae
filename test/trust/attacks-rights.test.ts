import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import * as customers from '../../src/modules/customers/contract.ts'
import { createPerson } from '../../src/modules/organisation/contract.ts'
import { type Action, type Change, change, read } from '../../src/platform/action.ts'
import { testOffice } from '../office.ts'
import { testServer } from '../server.ts'
import { requestOf } from './arbitrary.ts'
import { contentHash, personWith, sessionFor, sqlIn, tokenFor, untouched } from './doors.ts'
import { bodyIdsOf, canary, pathIdsOf, phone, victimsThings } from './victim.ts'

type Json = Record<string, unknown>
const office = await testOffice()
const server = await testServer(office)

/** May do all that is done with the book, sees what they own, and owns nothing. */
const bookWork = office.house.permissions.filter(
  (p) => /^(approvals|customers|interactions|orders|plans|tasks|tiering|views)\./.test(p) || p === 'tokens.own',
)
const agent = await personWith(office, 'agent', { permissions: bookWork, scope: 'OWN' })
const masked = await personWith(office, 'masked', { permissions: bookWork, masked: true })
const victim = await office.call(createPerson, { login: 'victim', name: '陈立', roles: ['admin'], unitId: null })
const agentSession = await sessionFor(office, agent.id)
const victimToken = await tokenFor(office, victim.id)
const things = await victimsThings(office, server, victim, victimToken)
const pathIds = pathIdsOf(things, agent)
const bodyIds = bodyIdsOf(things)

/** Not told apart by whose a thing is: the whole company's, and kept by permissions of their own. */
const companyWide = /^(passwordLink|people|assistance|units|roles|posts|policies|studio|calendar|audit|backup)\./

const actions = [...office.house.actions.values()]
/** A key in the path is no id of a thing: whoever has it may; test/endpoints.test.ts has the door for those who have not. */
const withPathId = actions.filter(({ endpoint: e }) => e.path.includes(':') && e.keyInPath === undefined && !companyWide.test(e.name))

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
