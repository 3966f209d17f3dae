import type { FastifyInstance } from 'fastify'
import { describe, expect, test } from 'vitest'
import { createPasswordLink, setPassword } from '../../src/modules/organisation/contract.ts'
import { testOffice } from '../office.ts'
import { testServer } from '../server.ts'
import { type Ask, sessionFor, twoPeople, untouched } from './doors.ts'

const office = await testOffice()
const server = await testServer(office)
const { adminId, admin } = await twoPeople(office)
const password = 'lamp-tuesday-copper'
await office.call(setPassword, { token: (await office.call(createPasswordLink, { id: adminId })).token, password })
const session = await sessionFor(office, adminId)
const outside = '203.0.113.5'
const json = { 'content-type': 'application/json' }

const ask = (to: FastifyInstance, { method = 'POST', ...rest }: Ask) => to.inject({ method, ...rest })
const withoutTrace = <T>(work: () => Promise<T>) => untouched(office, work)

describe('A13 host headers', () => {
  const linkFor = (to: FastifyInstance, headers: Record<string, string>) =>
    ask(to, {
      url: `/api/people/${adminId}/password-link`,
      headers: { ...json, authorization: admin, ...headers },
      payload: '{}',
      remoteAddress: outside,
    })

  test('a request for another host is refused where the address is set, and leaves no trace', async () => {
    const strict = await testServer(office, { allowedHost: 'crm.example.cn' })
    for (const host of ['evil.test', 'crm.example.cn.evil.test', 'evil.test:443', 'crm.example.cn:81', 'CRM.example.cn@evil.test', '']) {
      const reply = await withoutTrace(() => linkFor(strict, { host }))
      expect({ host, status: reply.statusCode, body: reply.body }).toMatchObject({
        status: 400,
        body: expect.stringContaining('unknown-host'),
      })
    }
    expect((await linkFor(strict, { host: 'crm.example.cn' })).statusCode).toBe(200)
  })

  test('no answer repeats a host the asker made up', async () => {
    const made = {
      'x-forwarded-host': 'evil.test',
      forwarded: 'host=evil.test;proto=http',
      'x-original-url': '/evil.test',
      'x-rewrite-url': '/evil.test',
      host: 'evil.test',
    }
    for (const [name, value] of Object.entries(made)) {
      const reply = await linkFor(server, { [name]: value })
      expect(JSON.stringify(reply.headers) + reply.body, name).not.toContain('evil.test')
    }
  })
})

describe('A17 headers only a proxy may send', () => {
  const signIn = (to: FastifyInstance) =>
    ask(to, {
      url: '/api/session',
      headers: { ...json, 'x-forwarded-for': '198.51.100.7', 'x-real-ip': '198.51.100.8', forwarded: 'for=198.51.100.9' },
      payload: JSON.stringify({ login: 'chief', password }),
      remoteAddress: outside,
    })
  const lastSource = async () => (await office.sql<{ source: string }>('select source from session order by id desc limit 1'))[0]?.source

  test('from a stranger they are ignored', async () => {
    expect((await signIn(server)).statusCode).toBe(200)
    expect(await lastSource()).toBe(outside)
  })

  test('from the trusted proxy its X-Forwarded-For is believed, from its neighbour not', async () => {
    expect((await signIn(await testServer(office, { trustedProxy: [outside] }))).statusCode).toBe(200)
    expect(await lastSource()).toBe('198.51.100.7')
    expect((await signIn(await testServer(office, { trustedProxy: ['203.0.113.6'] }))).statusCode).toBe(200)
    expect(await lastSource()).toBe(outside)
  })

  test.each(['x-remote-user', 'remote-user', 'x-forwarded-user', 'x-auth-request-user', 'x-webauth-user', 'x-kewei-person'])(
    '%s signs nobody in',
    async (header) => {
      const reply = await ask(server, { method: 'GET', url: '/api/session', headers: { [header]: 'chief' } })
      expect(reply.json()).toMatchObject({ signedIn: false })
      expect((await ask(server, { method: 'GET', url: '/api/people', headers: { [header]: 'chief' } })).statusCode).toBe(401)
    },
  )
})

describe('A19 requests other sites make a browser send', () => {
  const { origin: _o, 'sec-fetch-site': _s, ...cookie } = session
  const body = JSON.stringify({ name: '跨站', parentId: null, kind: 'TEAM' })
  const origins: Record<string, Record<string, string>> = {
    'no Origin': {},
    'Origin null': { origin: 'null' },
    'another site': { origin: 'https://evil.test' },
    'our name in front': { origin: 'http://localhost.evil.test' },
    'our name behind': { origin: 'http://evil-localhost' },
    'another port': { origin: 'http://localhost:81' },
    'our name as user': { origin: 'http://localhost@evil.test' },
    'no address at all': { origin: 'localhost' },
    'the browser says cross-site': { origin: 'http://localhost', 'sec-fetch-site': 'cross-site' },
    'the browser says same-site': { origin: 'http://localhost', 'sec-fetch-site': 'same-site' },
  }
  const types = [
    'application/json',
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/octet-stream',
  ]

  test.each(Object.entries(origins))('%s: refused with a cookie, whatever the type of the body', async (_, headers) => {
    await withoutTrace(async () => {
      for (const type of types) {
        const reply = await ask(server, { url: '/api/units', headers: { ...cookie, ...headers, 'content-type': type }, payload: body })
        expect({ type, status: reply.statusCode }).toEqual({
          type,
          status: type === 'application/json' ? 403 : expect.toSatisfy((s) => [403, 415].includes(s)),
        })
      }
    })
  })

  test('even on our own page a form is no JSON', async () => {
    await withoutTrace(async () => {
      for (const type of types.slice(1))
        expect(
          (await ask(server, { url: '/api/units', headers: { ...session, 'content-type': type }, payload: body })).statusCode,
          type,
        ).toBe(415)
    })
    expect((await ask(server, { url: '/api/units', headers: { ...session, ...json }, payload: body })).statusCode).toBe(200)
  })

  test('no GET changes anything: every one is a read, and takes no method from a header or a parameter', async () => {
    const gets = [...office.house.actions.values()].filter((a) => a.endpoint.method === 'GET')
    expect(gets.filter((a) => a.kind !== 'read').map((a) => a.endpoint.name)).toEqual([])
    await withoutTrace(async () => {
      for (const url of ['/api/units', '/api/units?_method=POST', '/api/units?name=x&parentId=&kind=TEAM'])
        await ask(server, { method: 'GET', url, headers: { ...cookie, 'x-http-method-override': 'POST', 'x-method-override': 'DELETE' } })
    })
  })

  test('the session cookie is out of reach of scripts and of other sites', async () => {
    const signIn = (to: FastifyInstance) =>
      ask(to, { url: '/api/session', headers: json, payload: JSON.stringify({ login: 'chief', password }) })
    expect(String((await signIn(server)).headers['set-cookie'])).toMatch(/^kewei=kewei\.[\w-]{20,}; Path=\/; HttpOnly; SameSite=Lax$/)
    const secure = await signIn(await testServer(office, { secure: true }))
    expect(String(secure.headers['set-cookie'])).toMatch(/^__Host-kewei=kewei\.[\w-]{20,}; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
    expect(secure.body).not.toContain(/kewei\.([\w-]{20,})/.exec(String(secure.headers['set-cookie']))?.[1])
  })
})
