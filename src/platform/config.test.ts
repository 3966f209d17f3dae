import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { loadConfig } from './config.ts'

const folders: string[] = []

afterEach(() => {
  for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true, force: true })
})

function emptyFolder(): string {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'kewei-test-')))
  folders.push(folder)
  return folder
}

function withFile(change: (file: Record<string, unknown>) => unknown): string {
  const dataDir = emptyFolder()
  loadConfig({ dataDir, env: {} })
  const file = path.join(dataDir, 'config.json')
  const changed = change(JSON.parse(fs.readFileSync(file, 'utf8')))
  fs.writeFileSync(file, typeof changed === 'string' ? changed : JSON.stringify(changed))
  return dataDir
}

test('an empty folder gets secrets of its own, kept and private', () => {
  const dataDir = emptyFolder()
  const first = loadConfig({ dataDir, env: {} })
  expect(first).toMatchObject({ dataDir, port: 8100, host: '127.0.0.1', trustedProxy: [], logLevel: 'info' })
  expect(Buffer.from(first.secret, 'base64url')).toHaveLength(32)
  expect(first.ownerPassword).not.toBe(first.secret)
  expect(loadConfig({ dataDir, env: {} })).toEqual(first)
  expect(fs.statSync(path.join(dataDir, 'config.json')).mode & 0o777).toBe(0o600)
})

test('a config.json that others may read is closed to them', () => {
  const dataDir = withFile((file) => file)
  fs.chmodSync(path.join(dataDir, 'config.json'), 0o644)
  loadConfig({ dataDir, env: {} })
  expect(fs.statSync(path.join(dataDir, 'config.json')).mode & 0o777).toBe(0o600)
})

test('a flag wins over the environment, which wins over config.json', () => {
  const dataDir = withFile((file) => ({ ...file, port: 1, host: 'a', logLevel: 'warn' }))
  const config = loadConfig({ dataDir, env: { KEWEI_PORT: '2', KEWEI_HOST: 'b' }, flags: { port: '3' } })
  expect(config).toMatchObject({ port: 3, host: 'b', logLevel: 'warn' })
})

test('proxies are a list, and the base URL is an origin', () => {
  const env = { KEWEI_TRUSTED_PROXY: '10.0.0.0/8, ::1', KEWEI_BASE_URL: 'https://crm.example.cn/', DATABASE_URL: 'postgres://a:b@c/d' }
  expect(loadConfig({ dataDir: emptyFolder(), env })).toMatchObject({
    trustedProxy: ['10.0.0.0/8', '::1'],
    baseUrl: 'https://crm.example.cn',
    databaseUrl: 'postgres://a:b@c/d',
  })
})

test.each([
  ['KEWEI_PORT', '99999'],
  ['KEWEI_PORT', 'many'],
  ['KEWEI_LOG_LEVEL', 'loud'],
  ['KEWEI_TRUSTED_PROXY', '10.0.0.0/40'],
  ['KEWEI_TRUSTED_PROXY', 'proxy.example'],
  ['KEWEI_BASE_URL', 'ftp://crm.example.cn'],
  ['KEWEI_BASE_URL', 'https://crm.example.cn/crm'],
  ['DATABASE_URL', 'mysql://root:hidden@db/x'],
  ['KEWEI_SECRET', 'short'],
])('%s=%s is refused by name, without showing the value', (name, value) => {
  const load = () => loadConfig({ dataDir: emptyFolder(), env: { [name]: value } })
  expect(load).toThrow(expect.objectContaining({ name: 'StartupError', exitCode: 2, message: expect.stringContaining(name) }))
  expect(load).not.toThrow('hidden')
})

test.each([
  [{ tlsCert: 'a.pem' }, '--tls-cert', 'needs --tls-key'],
  [{ tlsKey: 'a.pem' }, '--tls-key', 'needs --tls-cert'],
  [{ tls: 'self', tlsCert: 'a.pem', tlsKey: 'b.pem' }, '--tls', 'cannot be set together'],
  [{ tls: 'other' }, '--tls', ''],
  [{ httpPort: 8080 }, '--http-port', 'needs https'],
  [{ tls: 'self', httpPort: 8100 }, '--http-port', 'another port'],
  [{ tls: 'self', baseUrl: 'http://kewei.lan' }, '--base-url', 'https://'],
  [{ hsts: 'on' }, '--hsts', 'needs https'],
  [{ hsts: 'yes', tls: 'self' }, '--hsts', ''],
])('%j is refused, naming %s', (flags, option, why) => {
  const message = expect.stringMatching(new RegExp(`^${option}: .*${why}`))
  expect(() => loadConfig({ dataDir: emptyFolder(), env: {}, flags })).toThrow(expect.objectContaining({ exitCode: 2, message }))
})

test('https by a proxy or by ourselves may be made lasting', () => {
  const load = (flags: Record<string, string>) => loadConfig({ dataDir: emptyFolder(), env: {}, flags })
  expect(load({ baseUrl: 'https://crm.example.cn', hsts: 'off' }).hsts).toBe('off')
  expect(load({ tls: 'self', hsts: 'on', httpPort: '8080' })).toMatchObject({ tls: 'self', hsts: 'on', httpPort: 8080 })
})

test.each([
  ['a setting Kewei does not have', (file: Record<string, unknown>) => ({ ...file, prot: 1 }), 2, '"prot"'],
  ['broken JSON', () => '{"secret": ', 2, 'not valid JSON'],
  ['a lost secret', ({ secret: _, ...file }: Record<string, unknown>) => file, 2, '"secret"'],
  ['a newer Kewei', (file: Record<string, unknown>) => ({ ...file, dataVersion: 2 }), 3, 'newer Kewei'],
])('config.json with %s is refused', (_, change, exitCode, words) => {
  const dataDir = withFile(change)
  expect(() => loadConfig({ dataDir, env: {} })).toThrow(expect.objectContaining({ exitCode, message: expect.stringContaining(words) }))
})
