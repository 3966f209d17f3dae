import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createPerson, createRole } from '../src/modules/organisation/contract.ts'
import { testOffice } from './office.ts'
import { testServer } from './server.ts'

const office = await testOffice()
const server = await testServer(office)
const actions = [...office.house.actions.values()]

/** One hash over every row of every table: equal means nothing at all was written. Rate counters live elsewhere. */
async function contentHash(): Promise<string> {
  const tables = await office.sql<{ name: string }>("select tablename as name from pg_tables where schemaname = 'kewei' order by 1")
  const hash = createHash('sha256')
  for (const { name } of tables) {
    const rows = await office.sql<{ row: string }>(`select t::text as row from "${name}" t order by 1`)
    hash.update(`${name}\n${rows.map((r) => r.row).join('\n')}\n`)
  }
  return hash.digest('hex')
}

const filled = (path: string): string =>
  `/api${path.replace(/:(\w+)/g, (_, name: string) => (name === 'id' && path.startsWith('/files') ? '00000000-0000-4000-8000-000000000000' : '1'))}`

/** A token of a person who may do nothing. */
async function powerless(): Promise<string> {
  await office.call(createRole, { key: 'nothing', name: 'Nothing', permissions: [], scope: 'ALL', masked: false })
  const person = await office.call(createPerson, { login: 'nobody', name: 'Nobody', roles: ['nothing'], unitId: null })
  const secret = 'powerless-token-powerless-token-00'
  await office.sql('insert into api_token (token_hash, name, person_id, created_at) values ($1, $2, $3, now())', [
    createHash('sha256').update(secret).digest(),
    'test',
    person.id,
  ])
  return `kewei.${secret}`
}

const token = await powerless()

async function ask(action: (typeof actions)[number], headers: Record<string, string>) {
  const { method, path, body } = action.endpoint
  const payload = method === 'GET' ? undefined : body === 'file' ? 'x' : '{}'
  const type = body === 'file' ? 'application/octet-stream' : 'application/json'
  return server.inject({
    method,
    url: filled(path),
    headers: { ...headers, ...(payload ? { 'content-type': type } : {}) },
    ...(payload ? { payload } : {}),
  })
}

describe('every endpoint keeps its door', () => {
  test('the house has endpoints, each named after its room and path', () => {
    expect(actions.length).toBeGreaterThan(60)
    for (const { endpoint } of actions) expect(endpoint.name).toMatch(/^[a-zA-Z]+\.[a-zA-Z]+$/)
  })

  test('signed out is 401, without the permission 403, and nothing is written', async () => {
    const before = await contentHash()
    const wrong: string[] = []
    for (const action of actions) {
      const { name, permission } = action.endpoint
      if (permission === 'public') continue
      const out = await ask(action, {})
      if (out.statusCode !== 401) wrong.push(`${name} signed out: ${out.statusCode}`)
      if (permission === 'signed-in') continue
      const bare = await ask(action, { authorization: `Bearer ${token}` })
      if (bare.statusCode !== 403) wrong.push(`${name} without ${permission}: ${bare.statusCode} ${bare.body.slice(0, 200)}`)
    }
    expect(wrong).toEqual([])
    await office.sql('update api_token set used_at = null')
    expect(await contentHash()).toBe(before)
  })

  test('where the key stands in the address, no other key opens, whoever asks', async () => {
    const keyed = actions.filter((a) => a.endpoint.keyInPath !== undefined)
    expect(keyed.length).toBeGreaterThan(0)
    const before = await contentHash()
    for (const { endpoint } of keyed) {
      for (const key of [`kewei.${'x'.repeat(43)}`, token, 'x'.repeat(43), 'kewei.', `kewei.${'x'.repeat(43)}%0a`, '%00']) {
        const url = `/api${endpoint.path.replace(`:${endpoint.keyInPath}`, key)}`
        for (const headers of [{}, { authorization: `Bearer ${token}` }]) {
          const reply = await server.inject({ method: endpoint.method, url, headers })
          expect([key, reply.statusCode]).toEqual([key, 404])
        }
      }
    }
    await office.sql('update api_token set used_at = null')
    expect(await contentHash()).toBe(before)
  })

  test('the loop notices a door left open', async () => {
    const action = actions.find((a) => a.endpoint.name === 'customers.list')!
    const open = { ...action, endpoint: { ...action.endpoint, name: 'customers.leak', path: '/leak' as const, permission: 'public' } }
    const leaky = await testServer({ ...office, house: { ...office.house, actions: new Map([['customers.leak', open]]) } })
    const reply = await leaky.inject({ method: 'GET', url: '/api/leak' })
    expect(reply.statusCode).toBe(200)
  })

  test('every answer carries the security headers, errors too', async () => {
    for (const url of ['/api/customers', '/api/nothing-here', '/health', '/nowhere', '/api/openapi.json']) {
      const reply = await server.inject({ method: 'GET', url })
      expect(reply.headers, url).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
      })
      expect(reply.headers['content-security-policy'], url).toContain("frame-ancestors 'none'")
    }
  })

  test('OpenAPI tells every endpoint with its permission', async () => {
    const reply = await server.inject({ method: 'GET', url: '/api/openapi.json' })
    const { openapi, paths } = reply.json<{
      openapi: string
      paths: Record<string, Record<string, { operationId: string; 'x-permission': string }>>
    }>()
    expect(openapi).toBe('3.1.0')
    const told = Object.values(paths).flatMap((methods) => Object.values(methods).map((o) => `${o.operationId} ${o['x-permission']}`))
    expect(told.sort()).toEqual(actions.map((a) => `${a.endpoint.name} ${a.endpoint.permission}`).sort())
  })
})
