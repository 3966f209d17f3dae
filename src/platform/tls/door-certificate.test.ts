import { generateKeyPairSync, X509Certificate } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { systemClock } from '../clock.ts'
import { loadConfig } from '../config.ts'
import { createLog } from '../log.ts'
import type { Pair } from './certificate.ts'
import { certificateWarnings, type DoorCertificate, openCertificate } from './door-certificate.ts'
import { readPair } from './given-pair.ts'
import { openAuthority, serverPair } from './own-authority.ts'

const day = 86_400_000
const names = { dns: ['kewei.test'], ips: [] }
const log = createLog('silent')
let folder = ''
const opened: DoorCertificate[] = []

beforeEach(() => {
  folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'kewei-door-')))
})
afterEach(() => {
  for (const certificate of opened.splice(0)) certificate.close()
  fs.rmSync(folder, { recursive: true, force: true })
})

const write = (name: string, text: string): string => {
  fs.writeFileSync(path.join(folder, name), text)
  return path.join(folder, name)
}

/** A certificate for kewei.test, as somebody else's authority would issue it at that moment. */
function issued(name = 'theirs', at = new Date()): Pair {
  const authority = openAuthority(path.join(folder, name), names, at)
  return serverPair(path.join(folder, name), authority, names, at)
}

const filesOf = (pair: Pair) => ({ certificate: write('cert.pem', pair.certificate), key: write('key.pem', pair.key) })

function open(flags: Record<string, string>): DoorCertificate | undefined {
  const config = loadConfig({ dataDir: path.join(folder, 'data'), env: {}, flags })
  const certificate = openCertificate({ config, log, clock: systemClock })
  if (certificate) opened.push(certificate)
  return certificate
}

describe('files of a certificate', () => {
  test('that fit are taken as they are', () => {
    const pair = issued()
    expect(readPair(filesOf(pair))).toEqual(pair)
  })

  const locked = () =>
    generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
      type: 'pkcs8',
      format: 'pem',
      cipher: 'aes-256-cbc',
      passphrase: 'x',
    })

  test.each<[says: string, code: number, words: RegExp, change: (files: { certificate: string; key: string }) => void]>([
    ['a certificate that is not there', 2, /no file .*cert\.pem/, ({ certificate }) => fs.rmSync(certificate)],
    ['a key that is not there', 2, /no file .*key\.pem/, ({ key }) => fs.rmSync(key)],
    [
      'a folder',
      3,
      /cannot be read/,
      ({ key }) => {
        fs.rmSync(key)
        fs.mkdirSync(key)
      },
    ],
    ['no certificate', 2, /holds no certificate/, ({ certificate }) => fs.writeFileSync(certificate, 'hello')],
    ['no key', 2, /holds no private key/, ({ key }) => fs.writeFileSync(key, 'hello')],
    ['a key under a password', 2, /locked with a password/, ({ key }) => fs.writeFileSync(key, locked())],
    ['a key of another certificate', 2, /does not belong/, ({ key }) => fs.writeFileSync(key, issued('others').key)],
  ])('%s is refused in words', (_, exitCode, words, change) => {
    const files = filesOf(issued())
    change(files)
    expect(() => readPair(files)).toThrow(
      expect.objectContaining({ name: 'StartupError', exitCode, message: expect.stringMatching(words) }),
    )
  })

  test('are looked at again when they have changed; half of a change leaves the old pair in use', () => {
    const files = filesOf(issued())
    const door = open({ tlsCert: files.certificate, tlsKey: files.key })
    const seen: string[] = []
    door?.onChange(({ certificate }) => seen.push(certificate))
    const next = issued('renewed')
    fs.writeFileSync(files.certificate, next.certificate)
    door?.look()
    expect([seen, door?.pair().certificate === next.certificate]).toEqual([[], false])
    fs.writeFileSync(files.key, next.key)
    door?.look()
    door?.look()
    expect([seen, door?.pair()]).toEqual([[next.certificate], next])
  })

  test('are noticed without being told', async () => {
    const files = filesOf(issued())
    const door = open({ tlsCert: files.certificate, tlsKey: files.key })
    const changed = new Promise((done) => door?.onChange(done))
    const next = issued('renewed')
    filesOf(next)
    expect(await changed).toEqual(next)
  })
})

test('without settings there is no certificate; with self one for this machine and the base URL', () => {
  expect(open({})).toBeUndefined()
  const door = open({ tls: 'self', baseUrl: 'https://kewei.test:8443', host: '0.0.0.0' })
  const certificate = new X509Certificate(door?.pair().certificate ?? '')
  expect([certificate.checkHost('kewei.test'), certificate.checkHost('localhost'), certificate.checkIP('127.0.0.1')]).not.toContain(
    undefined,
  )
  expect(certificate.checkIP('0.0.0.0')).toBeUndefined()
  expect(door?.authority?.fingerprint).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/)
})

test.each<[says: string, daysLeft: number, baseUrl: string | undefined, rules: string[]]>([
  ['long', 100, 'https://kewei.test', []],
  ['soon ended', 20, 'https://kewei.test:8443', ['certificate-ends']],
  ['ended', -1, undefined, ['certificate-ended']],
  ['of another name', 100, 'https://crm.example.cn', ['certificate-other-name']],
  ['of no address', 100, 'https://192.168.1.2', ['certificate-other-name']],
])('a certificate that is %s', (_, daysLeft, baseUrl, rules) => {
  const pair = issued()
  const now = new Date(new X509Certificate(pair.certificate).validToDate.getTime() - daysLeft * day)
  expect(certificateWarnings(pair, baseUrl, now).map(({ rule }) => rule)).toEqual(rules)
})
