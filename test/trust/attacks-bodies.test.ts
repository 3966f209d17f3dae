import { connect } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { beforeAll, describe, expect, test } from 'vitest'
import { testOffice } from '../office.ts'
import { testServer } from '../server.ts'
import { type Ask, sessionFor, twoPeople, untouched } from './doors.ts'
import { parsed, problemFault } from './oracle.ts'

const office = await testOffice()
const server = await testServer(office)
const { adminId, admin } = await twoPeople(office)
const session = await sessionFor(office, adminId)
const json = { 'content-type': 'application/json' }
const ask = (to: FastifyInstance, { method = 'POST', ...rest }: Ask) => to.inject({ method, ...rest })
const withoutTrace = <T>(work: () => Promise<T>) => untouched(office, work)

describe('A29 names of the language itself', () => {
  const names = [
    '__proto__',
    'constructor',
    'prototype',
    '__defineGetter__',
    'toString',
    'hasOwnProperty',
    '__proto__[polluted]',
    'constructor.prototype.polluted',
  ]

  test.each(names)('%s is an unknown field, in query and body', async (name) => {
    await withoutTrace(async () => {
      for (const url of [
        `/api/customers?${name}=1`,
        `/api/customers?${name}=1&${name}=2`,
        `/api/customers?${encodeURIComponent(name)}=%7B%22polluted%22:1%7D`,
      ])
        expect((await ask(server, { method: 'GET', url, headers: session })).statusCode, url).toBe(400)
      for (const value of ['1', '{"polluted":1}', '{"prototype":{"polluted":1}}', 'null']) {
        const payload = `{"name":"x","parentId":null,"kind":"TEAM",${JSON.stringify(name)}:${value}}`
        expect((await ask(server, { url: '/api/units', headers: { ...session, ...json }, payload })).statusCode, payload).toBe(400)
      }
    })
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  test('deep inside, in cookies and in headers they do nothing', async () => {
    const nested = '{"name":"x","parentId":{"__proto__":{"polluted":1}},"kind":"TEAM"}'
    expect((await ask(server, { url: '/api/units', headers: { ...session, ...json }, payload: nested })).statusCode).toBe(400)
    const headers = { ...session, cookie: `__proto__=1; ${session['cookie']}; constructor=2` }
    expect((await ask(server, { method: 'GET', url: '/api/session', headers })).json()).toMatchObject({ signedIn: true })
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })
})

describe('A30 content types', () => {
  const refused = [
    'application/json\tx',
    ' application/json',
    'application/json garbage',
    'application/json; charset=gbk',
    'application/json; charset=utf-16',
    'application/json, text/plain',
  ]
  const others = [
    'text/json',
    'application/problem+json',
    'application/json5',
    'application/x-json',
    'application/jsonx',
    'text/plain',
    'application/xml',
    '*/*',
    '',
    ';',
    'application/',
    'multipart/form-data',
  ]

  test.each([...refused, ...others])('%j is refused unread', async (type) => {
    await withoutTrace(async () => {
      for (const payload of ['{"name":"x","parentId":null,"kind":"TEAM"}', '{"surplus":1}', 'no json']) {
        const reply = await ask(server, { url: '/api/units', headers: { ...session, 'content-type': type }, payload })
        expect(payload === 'no json' ? [400, 415] : [415]).toContain(reply.statusCode)
      }
    })
  })

  test('a body without a type is refused too', async () => {
    const { statusCode } = await ask(server, { url: '/api/units', headers: session, payload: '{"name":"x","parentId":null,"kind":"TEAM"}' })
    expect(statusCode).toBe(415)
  })

  test.each(['application/json', 'APPLICATION/JSON', 'application/json;charset=utf-8', 'application/json; charset=UTF-8'])(
    '%j is read and checked',
    async (type) => {
      const reply = await ask(server, { url: '/api/units', headers: { ...session, 'content-type': type }, payload: '{"surplus":1}' })
      expect(reply.json()).toMatchObject({
        problem: { issues: expect.arrayContaining([expect.objectContaining({ path: 'surplus', reason: 'unknown-field' })]) },
      })
    },
  )
})

describe('A35 bodies that are not what they say', () => {
  let port = 0
  beforeAll(async () => {
    const address = await server.listen({ host: '127.0.0.1', port: 0 })
    port = Number(new URL(address).port)
  })

  /** What a raw connection answers to these bytes, until it closes or nothing comes for a while. */
  const raw = (text: string): Promise<string> =>
    new Promise((done) => {
      let got = ''
      const socket = connect(port, '127.0.0.1', () => socket.write(text))
      socket.setTimeout(400, () => socket.destroy())
      socket.on('data', (data) => (got += data))
      socket.on('close', () => done(got))
      socket.on('error', () => done(got))
    })
  const head = (lines: string[]) =>
    ['POST /api/units HTTP/1.1', 'Host: localhost', `Authorization: ${admin}`, 'Content-Type: application/json', ...lines, '', ''].join(
      '\r\n',
    )
  const body = '{"name":"gone","parentId":null,"kind":"TEAM"}'
  const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 0)

  const odd: Record<string, [string, number[]]> = {
    'more promised than sent': [head([`Content-Length: ${body.length + 50}`]) + body, [0]],
    'less promised than sent': [head(['Content-Length: 10']) + body, [400]],
    'nothing promised': [head([]) + body, [400]],
    'two lengths': [head(['Content-Length: 5', `Content-Length: ${body.length}`]) + body, [400]],
    'a length and chunks': [head([`Content-Length: ${body.length}`, 'Transfer-Encoding: chunked']) + body, [400]],
    'a length below nothing': [head(['Content-Length: -5']) + body, [400]],
    'a length in hex': [head(['Content-Length: 0x2d']) + body, [400]],
    'chunks without an end': [`${head(['Transfer-Encoding: chunked'])}2d\r\n${body}\r\n`, [0]],
    'a chunk of a size that is none': [`${head(['Transfer-Encoding: chunked'])}zz\r\n${body}\r\n0\r\n\r\n`, [400]],
    'an encoding of chunks nobody knows': [head(['Transfer-Encoding: gzip, chunkedx']) + body, [400, 501]],
    'said to be zipped': [`${head([`Content-Length: 4`, 'Content-Encoding: gzip'])}\x1f\x8b\x08\x00`, [400, 415]],
    'a body too large': [head(['Content-Length: 99999999']), [413]],
    'a header that ends in mid-air': ['POST /api/units HTTP/1.1\r\nHost: loc', [0, 408]],
    'headers too large': [head([`X-Filler: ${'x'.repeat(80_000)}`, `Content-Length: ${body.length}`]) + body, [431]],
    'a line end alone in a header': [
      `POST /api/units HTTP/1.1\nHost: localhost\nContent-Length: ${body.length}\n\n${body}`,
      [400, 401, 415],
    ],
    'no host': [`POST /api/units HTTP/1.1\r\nContent-Length: ${body.length}\r\n\r\n${body}`, [400]],
    'no HTTP at all': ['\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', [400]],
    'an address of another server': [
      `GET http://evil.test/api/people HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
      [401, 404],
    ],
  }
  test.each(Object.entries(odd))('%s: refused or never finished, and nothing written', async (_, [text, expected]) => {
    const answer = await withoutTrace(() => raw(text))
    expect(expected).toContain(statusOf(answer))
  })

  test('too large is told as a problem, whatever length was promised', async () => {
    const large = await ask(server, { url: '/api/units', headers: { ...session, ...json }, payload: `{"name":"${'x'.repeat(1_100_000)}"}` })
    expect(large.statusCode).toBe(413)
    expect(problemFault(413, parsed(large.body))).toBeUndefined()
  })

  test('after all that the server answers, and a whole request is heard', async () => {
    const answer = await raw(head([`Content-Length: ${body.length}`, 'Connection: close']) + body)
    expect(statusOf(answer)).toBe(200)
  })
})
