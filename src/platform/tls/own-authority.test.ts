import { generateKeyPairSync, X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import tls from 'node:tls'
import { afterEach, describe, expect, test } from 'vitest'
import { issueServer, type Pair } from './certificate.ts'
import { addressBytes, type Names, namesIn, outside, permittedWith, rangeBytes } from './names.ts'
import { authorityFile, openAuthority, serverPair, signable } from './own-authority.ts'

const now = new Date()
const later = (days: number) => new Date(now.getTime() + days * 86_400_000)
const names = (dns: string[], ips: string[] = []): Names => ({ dns, ips })
const none = names([])

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true, force: true })
})
function emptyFolder(): string {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'kewei-tls-')))
  folders.push(folder)
  return folder
}

/** What a client that believes only `ca` says of a server of this pair: `ok`, or its complaint. */
async function verdict(pair: Pair, ca: string, servername: string): Promise<string> {
  const server = tls
    .createServer({ cert: pair.certificate, key: pair.key })
    .on('tlsClientError', () => {})
    .listen(0, '127.0.0.1')
  await once(server, 'listening')
  const bound = server.address()
  const port = typeof bound === 'object' && bound ? bound.port : 0
  const host = '127.0.0.1'
  const client = tls.connect({
    host,
    port,
    ca,
    servername,
    checkServerIdentity: (_, cert) => tls.checkServerIdentity(servername || host, cert),
  })
  const said = await once(client, 'secureConnect').then(
    () => 'ok',
    (error: Error) => error.message,
  )
  client.destroy()
  server.close()
  return said
}

describe('our own authority', () => {
  test('is made once, kept closed, lives ten years and may sign servers only', () => {
    const dataDir = emptyFolder()
    const authority = openAuthority(dataDir, none, now)
    expect(openAuthority(dataDir, none, later(1))).toEqual(authority)
    for (const file of ['tls/authority.json', 'tls/ca.crt']) expect(fs.statSync(path.join(dataDir, file)).mode & 0o777).toBe(0o600)
    expect(fs.statSync(path.join(dataDir, 'tls')).mode & 0o777).toBe(0o700)
    expect(fs.readFileSync(authorityFile(dataDir), 'utf8')).toBe(authority.certificate)
    const certificate = new X509Certificate(authority.certificate)
    expect([certificate.ca, certificate.checkIssued(certificate), certificate.verify(certificate.publicKey)]).toEqual([true, true, true])
    expect(certificate.validToDate.getUTCFullYear()).toBe(now.getUTCFullYear() + 10)
    expect(fs.readFileSync(authorityFile(dataDir), 'utf8')).not.toContain('PRIVATE')
  })

  test('is believed by a client that has it, for the names of the certificate and no others', async () => {
    const dataDir = emptyFolder()
    const authority = openAuthority(dataDir, none, now)
    const pair = serverPair(dataDir, authority, names(['localhost', 'kewei.local'], ['127.0.0.1', '::1']), now)
    const stranger = openAuthority(emptyFolder(), none, now)
    expect(await verdict(pair, authority.certificate, 'kewei.local')).toBe('ok')
    expect(await verdict(pair, authority.certificate, '')).toBe('ok')
    expect(await verdict(pair, authority.certificate, 'other.local')).toContain('does not match')
    expect(await verdict(pair, stranger.certificate, 'kewei.local')).not.toBe('ok')
  })

  test('is worth nothing for a name of the internet, even signed with its key', async () => {
    const authority = openAuthority(emptyFolder(), names(['crm.example.cn']), now)
    const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
    const sign = (wanted: Names): Pair => ({
      certificate: issueServer(authority, key, wanted, { from: later(-1), until: later(90) }),
      key: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
    })
    expect(await verdict(sign(names(['crm.example.cn'])), authority.certificate, 'crm.example.cn')).toBe('ok')
    expect(await verdict(sign(names(['bank.example.com'])), authority.certificate, 'bank.example.com')).toBe('permitted subtree violation')
    expect(await verdict(sign(names(['localhost'], ['93.184.216.34'])), authority.certificate, 'localhost')).toBe(
      'permitted subtree violation',
    )
  })

  test('names that were asked for and may not be signed stop the start; those the machine has are left out', () => {
    const dataDir = emptyFolder()
    const authority = openAuthority(dataDir, none, now)
    const found = names(['localhost', 'srv.example.cn'], ['192.168.1.5', '8.8.8.8'])
    expect(signable(authority, { asked: names(['kewei.lan']), found }, dataDir)).toEqual(names(['kewei.lan', 'localhost'], ['192.168.1.5']))
    expect(() => signable(authority, { asked: names(['crm.example.cn']), found }, dataDir)).toThrow(
      expect.objectContaining({
        exitCode: 3,
        message: expect.stringContaining('crm.example.cn'),
        remedy: expect.stringContaining('--tls-cert'),
      }),
    )
  })

  test('a damaged authority is said, not replaced', () => {
    const dataDir = emptyFolder()
    openAuthority(dataDir, none, now)
    const file = path.join(dataDir, 'tls/authority.json')
    const { key, permitted } = JSON.parse(fs.readFileSync(file, 'utf8'))
    for (const text of ['', '{}', JSON.stringify({ certificate: 'x', key, permitted })]) {
      fs.writeFileSync(file, text)
      expect(() => openAuthority(dataDir, none, now)).toThrow(expect.objectContaining({ exitCode: 2 }))
    }
  })
})

describe("the server's certificate", () => {
  const local = names(['localhost'], ['127.0.0.1'])

  test.each<[says: string, days: number, next: Names, isNew: boolean]>([
    ['the same day', 0, local, false],
    ['with a name less', 1, names(['localhost']), false],
    ['with a new address', 1, names(['localhost'], ['127.0.0.1', '192.168.7.7']), true],
    ['with a new name', 1, names(['localhost', 'kewei.local'], ['127.0.0.1']), true],
    ['31 days before its end', 390 - 31, local, false],
    ['29 days before its end', 390 - 29, local, true],
    ['after its end', 500, local, true],
  ])('%s is the same, or a new one of the same authority', (_, days, next, isNew) => {
    const dataDir = emptyFolder()
    const authority = openAuthority(dataDir, none, now)
    const first = serverPair(dataDir, authority, local, now)
    const second = serverPair(dataDir, openAuthority(dataDir, none, later(days)), next, later(days))
    expect(second.certificate !== first.certificate).toBe(isNew)
    const certificate = new X509Certificate(second.certificate)
    expect(certificate.verify(new X509Certificate(authority.certificate).publicKey)).toBe(true)
    expect(certificate.validToDate.getTime() - certificate.validFromDate.getTime()).toBeLessThanOrEqual(397 * 86_400_000)
    expect([...next.dns.map((n) => certificate.checkHost(n)), ...next.ips.map((ip) => certificate.checkIP(ip))]).not.toContain(undefined)
  })

  test('does not outlive its authority, and is closed to others', () => {
    const dataDir = emptyFolder()
    const authority = openAuthority(dataDir, none, now)
    const late = serverPair(dataDir, authority, local, later(3_600))
    expect(new X509Certificate(late.certificate).validToDate).toEqual(new X509Certificate(authority.certificate).validToDate)
    expect(fs.statSync(path.join(dataDir, 'tls/server.json')).mode & 0o777).toBe(0o600)
  })
})

describe('names', () => {
  test.each<[host: string, dns: string[], ips: string[]]>([
    ['KeWei.Example.cn', ['kewei.example.cn'], []],
    ['192.168.1.20', [], ['192.168.1.20']],
    ['[fd00::1]', [], ['fd00::1']],
    ['bad_name', [], []],
    ['客户.中国', [], []],
    ['-x', [], []],
  ])('%s', (host, dns, ips) => {
    expect(namesIn(host)).toEqual({ dns, ips })
  })

  test.each([
    ['10.0.0.1', '0a000001'],
    ['::1', '00000000000000000000000000000001'],
    ['fd00:1::ab:c', 'fd0000010000000000000000 00ab000c'.replace(' ', '')],
    ['::ffff:10.0.0.1', '00000000000000000000ffff0a000001'],
  ])('the bytes of %s', (ip, hex) => {
    expect(addressBytes(ip).toString('hex')).toBe(hex)
  })

  test.each([
    ['172.16.0.0/12', 'ac100000fff00000'],
    ['100.64.0.0/10', '64400000ffc00000'],
    ['fc00::/7', `fc${'00'.repeat(15)}fe${'00'.repeat(15)}`],
    ['192.0.2.2/32', 'c0000202ffffffff'],
  ])('the bytes of the range %s', (range, hex) => {
    expect(rangeBytes(range).toString('hex')).toBe(hex)
  })

  test('local names and addresses are always permitted, others only each by itself', () => {
    const permitted = permittedWith(names(['crm.example.cn', 'srv.local'], ['8.8.8.8', '10.1.1.1']))
    expect(permitted.dns.slice(-1)).toEqual(['crm.example.cn'])
    expect(permitted.ranges.slice(-1)).toEqual(['8.8.8.8/32'])
    const asked = names(
      ['a.local', 'localhost', 'crm.example.cn', 'www.crm.example.cn', 'example.cn', 'xlocal'],
      ['8.8.8.8', '8.8.4.4', '192.168.0.9', 'fd12::1'],
    )
    expect(outside(permitted, asked)).toEqual(names(['example.cn', 'xlocal'], ['8.8.4.4']))
  })
})
