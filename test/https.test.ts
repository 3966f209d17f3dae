import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import tls from 'node:tls'
import { afterAll, describe, expect, test } from 'vitest'
import { openAuthority, serverPair } from '../src/platform/tls/own-authority.ts'

const main = path.resolve(import.meta.dirname, '../src/main/cli/main.ts')
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kewei-https-'))
const servers: ChildProcess[] = []
afterAll(() => {
  for (const server of servers) server.kill('SIGKILL')
  fs.rmSync(folder, { recursive: true, force: true })
})

const environment = (more: Record<string, string> = {}) => {
  const { DATABASE_URL: _, KEWEI_TOKEN: __, ...rest } = process.env
  return { ...rest, LANG: 'en_US.UTF-8', LC_ALL: '', KEWEI_LOG_LEVEL: 'error', ...more }
}

type Outcome = { code: number | null; out: string; said: string }

function kewei(args: string[], env: Record<string, string> = {}): Outcome {
  const done = spawnSync(process.execPath, [main, ...args], { encoding: 'utf8', env: environment(env), cwd: folder })
  return { code: done.status, out: done.stdout.trim(), said: done.stderr.trim() }
}

type Ready = { url: string; warnings: { rule: string }[]; authority?: { file: string; page: string; fingerprint: string } }

/** Starts a server of its own and waits until it says that it is ready. */
async function serve(data: string, ...words: string[]): Promise<{ server: ChildProcess; ready: Ready }> {
  const args = [main, 'serve', '--json', '--data', data, '--port', '0', ...words]
  const server = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'], env: environment() })
  servers.push(server)
  if (!server.stdout) throw new Error('the server has no output')
  const [line] = await once(createInterface({ input: server.stdout }), 'line')
  return { server, ready: JSON.parse(String(line)) }
}

type Reply = { status: number; headers: http.IncomingHttpHeaders; text: string }

/** Asks as a client that believes only `ca`. */
async function ask(url: string, { ca, ...options }: https.RequestOptions = {}, body?: string): Promise<Reply> {
  const send = url.startsWith('https:') ? https.request : http.request
  const request = send(url, { ...options, ...(ca ? { ca } : {}), agent: false })
  request.end(body)
  const [reply] = await once(request, 'response')
  const text = await new Response(reply).text()
  return { status: reply.statusCode, headers: reply.headers, text }
}

describe('what cannot be https', () => {
  const fine = path.join(folder, 'fine')
  const names = { dns: ['localhost'], ips: ['127.0.0.1'] }
  const pair = serverPair(fine, openAuthority(fine, names, new Date()), names, new Date())
  const cert = path.join(folder, 'cert.pem')
  const key = path.join(folder, 'other.pem')
  fs.writeFileSync(cert, pair.certificate)
  fs.writeFileSync(key, serverPair(`${fine}2`, openAuthority(`${fine}2`, names, new Date()), names, new Date()).key)

  test.each<[says: string, code: number, args: string[], words: RegExp]>([
    ['a certificate without its key', 2, ['--tls-cert', cert], /--tls-cert: needs --tls-key/],
    ['a file that is not there', 2, ['--tls-cert', 'nowhere.pem', '--tls-key', key], /no file .*nowhere\.pem/],
    ['a key of another certificate', 2, ['--tls-cert', cert, '--tls-key', key], /does not belong to the certificate/],
    ['a way there is not', 2, ['--tls', 'magic'], /--tls: /],
    ['a second port without https', 2, ['--http-port', '8080'], /--http-port: needs https/],
    ['a plain base URL', 2, ['--tls', 'self', '--base-url', 'http://kewei.lan'], /--base-url: must begin with https/],
  ])('%s: exit %i, nothing on stdout', (_, code, args, words) => {
    const done = kewei(['serve', '--data', path.join(folder, 'refused'), '--port', '0', ...args])
    expect([done.code, done.out]).toEqual([code, ''])
    expect(done.said).toMatch(words)
  })
})

describe('--tls self', async () => {
  const data = path.join(folder, 'own')
  const { server, ready } = await serve(data, '--tls', 'self', '--http-port', '0')
  const ca = fs.readFileSync(path.join(data, 'tls/ca.crt'), 'utf8')
  const httpOrigin = new URL(ready.authority?.page ?? '').origin

  test('answers over https to who believes the authority, and to nobody else', async () => {
    expect(ready.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/)
    expect(await ask(`${ready.url}/health`, { ca })).toMatchObject({ status: 200, text: '{"status":"ok"}' })
    await expect(ask(`${ready.url}/health`)).rejects.toThrow(/certificate/)
    expect(JSON.parse(fs.readFileSync(path.join(data, 'run.json'), 'utf8')).url).toBe(ready.url)
  })

  test('browsers are not bound to https for a year by a certificate they may not know', async () => {
    const { headers } = await ask(`${ready.url}/health`, { ca })
    expect(headers).not.toHaveProperty('strict-transport-security')
    expect(headers).toMatchObject({ 'x-kewei': '1', 'cross-origin-opener-policy': 'same-origin' })
  })

  test('plain http leads to https, keeps nothing that changes something, and hands out the certificate', async () => {
    const { port } = new URL(ready.url)
    const moved = await ask(`${httpOrigin}/customers?q=1`, { headers: { host: 'kewei.local:8080' } })
    expect([moved.status, moved.headers.location]).toEqual([308, `https://kewei.local:${port}/customers?q=1`])
    expect((await ask(`${httpOrigin}/x`, { headers: { host: 'a b' } })).status).toBe(400)
    expect((await ask(`${httpOrigin}/api/session`, { method: 'POST' }, '{"password":"x"}')).status).toBe(403)
    expect((await ask(`${httpOrigin}/health`)).status).toBe(200)
    const file = await ask(`${ready.authority?.page}/kewei-ca.crt`)
    expect([file.headers['content-type'], file.text]).toEqual(['application/x-x509-ca-cert', ca])
  })

  test('the page of the certificate is for everybody, in both languages, without scripts', async () => {
    for (const page of [ready.authority?.page ?? '', `${ready.url}/install-certificate`]) {
      const reply = await ask(page, { ca, headers: { 'user-agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X)' } })
      expect(reply.headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'nonce-[^']+'/)
      expect(reply.text).toContain('安装客维的证书')
      expect(reply.text).toContain(ready.authority?.fingerprint.slice(0, 23))
      expect(reply.text).toMatch(/<details open><summary>iPhone/)
      expect(reply.text).not.toContain('<script')
    }
    expect((await ask(`${ready.authority?.page}?lang=en`)).text).toContain('Install the certificate of Kewei')
    const strange = await ask(ready.authority?.page ?? '', { headers: { host: '"><script>' } })
    expect(strange.text).not.toContain('<script')
  })

  test('commands on this machine believe it; elsewhere they do not', () => {
    kewei(['user', 'create', 'lan', '--name', '李兰', '--role', 'admin', '--data', data])
    const { token } = JSON.parse(kewei(['token', 'create', '--user', 'lan', '--name', 'x', '--json', '--data', data]).out)
    const remote = ['policy', 'list', '--json', '--server', ready.url]
    expect(kewei([...remote, '--data', data], { KEWEI_TOKEN: token })).toMatchObject({ code: 0 })
    expect(kewei([...remote, '--data', path.join(folder, 'elsewhere')], { KEWEI_TOKEN: token })).toMatchObject({ code: 6 })
  })

  test('the next start has the same authority, and may bind browsers to https when asked to', async () => {
    server.kill('SIGTERM')
    expect(await once(server, 'exit')).toEqual([0, null])
    const again = await serve(data, '--tls', 'self', '--hsts', 'on')
    expect(again.ready.authority?.fingerprint).toBe(ready.authority?.fingerprint)
    expect((await ask(`${again.ready.url}/health`, { ca })).headers['strict-transport-security']).toBe('max-age=31536000')
    again.server.kill('SIGTERM')
    await once(again.server, 'exit')
  })
})

describe('--tls-cert and --tls-key', async () => {
  const names = { dns: ['kewei.test'], ips: ['127.0.0.1'] }
  const certificates = ['first', 'second'].map((name) => {
    const at = path.join(folder, name)
    const authority = openAuthority(at, names, new Date())
    return { ca: authority.certificate, pair: serverPair(at, authority, names, new Date()) }
  })
  const files = { cert: path.join(folder, 'live.crt'), key: path.join(folder, 'live.key') }
  const put = (at: number) => {
    fs.writeFileSync(files.cert, certificates[at]?.pair.certificate ?? '')
    fs.writeFileSync(files.key, certificates[at]?.pair.key ?? '')
  }
  put(0)
  const { server, ready } = await serve(path.join(folder, 'given'), '--tls-cert', files.cert, '--tls-key', files.key)

  test('are used, with https for a year, and nothing is said of an own authority', async () => {
    const { status, headers } = await ask(`${ready.url}/health`, { ca: certificates[0]?.ca })
    expect([status, headers['strict-transport-security']]).toEqual([200, 'max-age=31536000'])
    expect([ready.authority, ready.warnings]).toEqual([undefined, []])
    expect((await ask(`${ready.url}/install-certificate`, { ca: certificates[0]?.ca })).headers['content-type']).not.toContain('x509')
  })

  test('are read again at SIGHUP, which ends nothing', async () => {
    put(1)
    server.kill('SIGHUP')
    const { port } = new URL(ready.url)
    const shown = async () => {
      const socket = tls.connect({ host: '127.0.0.1', port: Number(port), servername: 'kewei.test', rejectUnauthorized: false })
      await once(socket, 'secureConnect')
      const certificate = socket.getPeerX509Certificate()?.toString()
      socket.destroy()
      return certificate
    }
    await expect.poll(shown, { timeout: 15_000 }).toBe(certificates[1]?.pair.certificate)
    expect((await ask(`${ready.url}/health`, { ca: certificates[1]?.ca })).status).toBe(200)
    server.kill('SIGTERM')
    expect(await once(server, 'exit')).toEqual([0, null])
  })
})
