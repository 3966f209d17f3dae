import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { testOffice } from '../office.ts'
import { testServer } from '../server.ts'
import { filesOf, twoPeople, untouched } from './doors.ts'
import { keptTexts, refusedTexts } from './naughty.ts'
import { fault } from './oracle.ts'

const office = await testOffice()
const server = await testServer(office, { maxUpload: 100_000 })
const { admin, powerless } = await twoPeople(office)
const upload = office.house.actions.get('files.upload')
const bytes = { 'content-type': 'application/octet-stream' }

const send = (name: string | undefined, payload: string | Buffer = '客户名称\n海棠\n', headers: Record<string, string> = {}) =>
  server.inject({
    method: 'POST',
    url: '/api/files',
    headers: { authorization: admin, ...bytes, ...(name === undefined ? {} : { 'x-file-name': name }), ...headers },
    payload,
  })
const fetchIt = (id: string) => server.inject({ method: 'GET', url: `/api/files/${id}`, headers: { authorization: admin } })

/** The name a browser saves under: RFC 6266, the extended form before the plain one. */
function savedAs(disposition: string): { plain: string; extended: string } {
  const [, plain = '', extended = ''] =
    /^attachment; filename="([^"\\\r\n]*)"; filename\*=UTF-8''([\w%.!#$&+^`|~-]*)$/.exec(disposition) ?? []
  return { plain, extended: decodeURIComponent(extended) }
}

const names: Record<string, string> = {
  ...keptTexts,
  'up the tree': '../../../etc/passwd',
  'up the tree, backwards': '..\\..\\windows\\system32',
  absolute: '/etc/cron.d/x',
  'a drive': 'C:\\x.csv',
  'a device': 'CON',
  'a stream': 'x.csv::$DATA',
  'a leading dash': '-rf.csv',
  'dots alone': '..',
  'line ends': 'a\r\nSet-Cookie: x=1\r\n\r\n<script>',
  quotes: 'a";filename="evil.exe',
  'a page': '<img src=x onerror=alert(1)>.html',
  'a trailing dot and space': 'x.csv. ',
  'percent codes': '%2e%2e%2fx',
  'the name of a part': '00000000-0000-4000-8000-000000000000.part',
}

describe('A31 names of files', () => {
  test.each(Object.entries(names))('%s: kept under a random key, told as RFC 6266 has it', async (_, name) => {
    const before = filesOf(office).map((f) => f.name)
    const made = await send(encodeURIComponent(name))
    expect(made.statusCode, made.body).toBe(200)
    const { id, name: kept } = made.json<{ id: string; name: string }>()
    expect(kept).toBe(name)
    const added = filesOf(office).filter((f) => !before.includes(f.name))
    expect(added.map((f) => f.name)).toEqual([`/kewei/${id}`])
    const reply = await fetchIt(id)
    const { plain, extended } = savedAs(String(reply.headers['content-disposition']))
    expect(plain).toMatch(/^[\w.-]+$/)
    expect(extended).toBe(name)
    expect(reply.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'content-type': 'application/octet-stream',
      'content-security-policy': "sandbox; default-src 'none'",
    })
    expect(reply.headers['set-cookie']).toBeUndefined()
  })

  test('a name of any length is cut to 255 signs, between signs', async () => {
    for (const name of ['x'.repeat(255), 'x'.repeat(256), 'x'.repeat(2_000), '海'.repeat(900), `${'x'.repeat(254)}𠮷`]) {
      const made = await send(encodeURIComponent(name))
      expect(made.statusCode, name.slice(-3)).toBe(200)
      expect(made.json<{ name: string }>().name.length).toBeLessThanOrEqual(255)
    }
  })

  test.each([
    ...Object.values(refusedTexts).map((t) => [...t].map((c) => (c.isWellFormed() ? encodeURIComponent(c) : '%ED%A0%80')).join('')),
    '%',
    '%zz',
    '%ff',
    '%c0%ae%c0%ae/',
    '',
  ])('a name that is none (%j) is refused and leaves no file', async (name) => {
    const reply = await untouched(office, () => send(name))
    expect(reply.statusCode).toBe(400)
  })

  test('a key that is none is not found, whatever it points at', async () => {
    const keys = [
      '..%2f..%2fetc%2fpasswd',
      '%2e%2e',
      '00000000-0000-4000-8000-000000000000',
      '00000000-0000-4000-8000-00000000000%00',
      'x',
      '..\\x',
      '00000000-0000-4000-8000-000000000000.part',
      '~root',
    ]
    for (const key of keys) expect([400, 404], key).toContain((await fetchIt(key)).statusCode)
  })
})

describe('A35 contents of files', () => {
  test('nothing, one byte and the most are kept; one more is refused and leaves nothing', async () => {
    for (const size of [0, 1, 100_000]) {
      const made = await send('a.csv', Buffer.alloc(size, 1))
      expect(made.json()).toMatchObject({ size })
      expect((await fetchIt(made.json<{ id: string }>().id)).rawPayload.length).toBe(size)
    }
    const address = await server.listen({ host: '127.0.0.1', port: 0 })
    for (const size of [100_001, 20_000_000]) {
      const headers = { authorization: admin, ...bytes }
      const reply = await untouched(office, () => fetch(`${address}/api/files`, { method: 'POST', headers, body: Buffer.alloc(size) }))
      expect(reply.status).toBe(413)
    }
  })

  test('a refusal of whatever kind leaves no file', async () => {
    await untouched(office, async () => {
      const refused: [string, Promise<{ statusCode: number }>][] = [
        ['another type', send('a.csv', '{}', { 'content-type': 'application/json' })],
        ['a page', send('a.csv', '<p>', { 'content-type': 'text/html' })],
        ['a form', send('a.csv', '--x\r\n\r\n', { 'content-type': 'multipart/form-data; boundary=x' })],
        ['no permission', send('a.csv', 'x', { authorization: powerless })],
        ['nobody', send('a.csv', 'x', { authorization: '' })],
        [
          'an unknown purpose',
          server.inject({ method: 'POST', url: '/api/files?purpose=x', headers: { authorization: admin, ...bytes }, payload: 'x' }),
        ],
        [
          'an unknown field',
          server.inject({ method: 'POST', url: '/api/files?owner=1', headers: { authorization: admin, ...bytes }, payload: 'x' }),
        ],
        ['nothing at all', server.inject({ method: 'POST', url: '/api/files', headers: { authorization: admin } })],
      ]
      for (const [what, reply] of refused) expect([400, 401, 403, 415], what).toContain((await reply).statusCode)
    })
  })

  test('a file that is gone from the disk is not found, not a fault', async () => {
    const { id } = (await send('a.csv')).json<{ id: string }>()
    await office.company.files.remove(id)
    expect((await fetchIt(id)).statusCode).toBe(404)
  })

  test('B1 any name, type and content: the answer is sound', async () => {
    const seed = Number(process.env['KEWEI_SEED'] ?? Math.floor(performance.timeOrigin) % 2 ** 31)
    const name = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }).map((t) => encodeURIComponent(t.toWellFormed())),
      fc.stringMatching(/^[\x21-\x7e]{0,300}$/),
    )
    const type = fc.constantFrom(
      'application/octet-stream',
      'application/octet-stream; x=y',
      'application/json',
      'text/csv',
      'application/vnd.ms-excel',
      'x',
      '',
    )
    const query = fc.constantFrom(
      '',
      '?purpose=import',
      '?purpose=x',
      '?id=1',
      '?__proto__=1',
      '?a',
      '?%ff',
      '?purpose=import&purpose=import',
    )
    const property = fc.asyncProperty(name, type, query, fc.uint8Array({ maxLength: 2_000 }), async (n, t, q, content) => {
      const start = performance.now()
      const headers = { authorization: admin, 'content-type': t, 'x-file-name': n }
      const reply = await server.inject({ method: 'POST', url: `/api/files${q}`, headers, payload: Buffer.from(content) })
      const wrong = upload && fault(upload.endpoint, reply, performance.now() - start)
      if (wrong) throw new Error(wrong)
    })
    await fc.assert(property, { seed, numRuns: process.env['KEWEI_DEEP'] ? 2_000 : 150 })
    expect(filesOf(office).filter((f) => f.name.endsWith('.part'))).toEqual([])
    const rows = await office.sql('select id from file')
    const gone = 1
    expect(filesOf(office)).toHaveLength(rows.length - gone)
  })

  test('the harness notices a file that stays behind', async () => {
    await expect(
      untouched(office, () => office.company.files.make(async (path) => (await import('node:fs')).writeFileSync(path, 'x'))),
    ).rejects.toThrow('something was written')
  })
})
