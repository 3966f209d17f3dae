import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createLog } from '../log.ts'
import { type Embedded, startEmbedded } from './embedded.ts'
import { connectOwner, parseTarget } from './server.ts'

let folder = ''
let server: Embedded

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kewei-test-'))
  server = await startEmbedded({ dataDir: folder, log: createLog('silent', {}), durable: false })
})

afterAll(async () => {
  await server.stop()
  fs.rmSync(folder, { recursive: true, force: true })
})

const urlOf = (changes: { user?: string; password?: string; database?: string } = {}): string => {
  const { user, password, database, host } = { ...server.owner, ...changes }
  return `postgresql://${user}:${password}@/${database}?host=${encodeURIComponent(host)}`
}

test('a server that answers is described as the embedded one is', async () => {
  expect(await connectOwner(urlOf())).toEqual({ owner: server.owner, majorVersion: 18 })
})

test.each([
  ['a wrong password', () => urlOf({ password: 'guess-secret' }), 6, 'does not let in user "kewei_owner"'],
  ['a database that is not there', () => urlOf({ database: 'elsewhere' }), 6, 'has no database "elsewhere"'],
  ['a port where nobody listens', () => 'postgres://a:guess-secret@127.0.0.1:1/x', 6, '127.0.0.1:1 cannot be used: nothing answers there'],
  ['a socket that is not there', () => 'postgres://a:guess-secret@/x?host=/nowhere', 6, '/nowhere cannot be used'],
  ['a URL of something else', () => 'mysql://a:guess-secret@127.0.0.1/x', 2, 'DATABASE_URL cannot be used'],
  ['no URL at all', () => 'guess-secret', 2, 'DATABASE_URL cannot be used'],
  ['a URL without a user', () => 'postgres://127.0.0.1/x', 2, 'names no user'],
])('%s', async (_, url, exitCode, words) => {
  const error = await connectOwner(url()).catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({
    name: 'StartupError',
    exitCode,
    message: expect.stringContaining(words),
    remedy: expect.stringMatching(/\w/),
  })
  expect(String(error)).not.toContain('guess-secret')
})

test.each([
  ['postgres://a:b@db:6000/x', { host: 'db', port: 6000, user: 'a', password: 'b', database: 'x' }],
  ['postgres://a:b@db', { host: 'db', port: 5432, user: 'a', password: 'b', database: 'a' }],
  ['postgres://a%40b:c%2Fd@[::1]/x?sslmode=require', { host: '::1', port: 5432, user: 'a@b', password: 'c/d', database: 'x', ssl: true }],
  ['postgresql:///x?host=/run/pg&user=a&password=b', { host: '/run/pg', port: 5432, user: 'a', password: 'b', database: 'x' }],
  ['postgres://a:b@db/x?sslmode=disable', { host: 'db', port: 5432, user: 'a', password: 'b', database: 'x' }],
])('%s', (url, target) => {
  expect(parseTarget(url)).toEqual(target)
})
