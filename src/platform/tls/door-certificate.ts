import { X509Certificate } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import type { Clock } from '../clock.ts'
import type { Config } from '../config.ts'
import type { Log } from '../log.ts'
import { StartupError } from '../postgres/startup-error.ts'
import type { Pair } from './certificate.ts'
import { type PairFiles, readPair } from './given-pair.ts'
import { isEmpty, joinNames, type Names, namesIn, namesOfThisMachine } from './names.ts'
import { authorityFile, openAuthority, serverPair, signable } from './own-authority.ts'

/** What people need of our own authority: its certificate (PEM), where that lies, and its SHA-256 to compare. */
export type OwnAuthority = { readonly certificate: string; readonly file: string; readonly fingerprint: string }

/** The certificate the web door shows, kept up to date while it is open. */
export type DoorCertificate = {
  pair(): Pair
  /** Our own authority, whose certificate people install; undefined with a certificate of the person's own. */
  readonly authority: OwnAuthority | undefined
  /** Looks again at once: the files were replaced, or the machine is called otherwise. A pair that is wrong leaves the old one in use. */
  look(): void
  /** Called with each new pair. */
  onChange(use: (pair: Pair) => void): void
  close(): void
}

const hour = 3_600_000
/** A file system without events is asked as well as one with them. */
const filesEvery = 2_000
const day = 24 * hour
const warnAt = 30 * day

type Source = { load(): Pair; files: readonly string[]; authority: OwnAuthority | undefined }
type Needs = { config: Config; log: Log; clock: Clock }

/** What the settings say about https: a certificate for the door, or undefined for plain http. Throws StartupError. */
export function openCertificate({ config, log, clock }: Needs): DoorCertificate | undefined {
  const { tls, tlsCert, tlsKey } = config
  if (tls === 'self') return keep(ownSource({ config, log, clock }), log, clock)
  if (!tlsCert || !tlsKey) return undefined
  return keep(givenSource({ certificate: path.resolve(tlsCert), key: path.resolve(tlsKey) }), log, clock)
}

const givenSource = (files: PairFiles): Source => ({
  load: () => readPair(files),
  files: [files.certificate, files.key],
  authority: undefined,
})

function ownSource({ config, clock }: Needs): Source {
  const { dataDir } = config
  const asked = namesAsked(config)
  const authority = openAuthority(dataDir, joinNames(asked, namesOfThisMachine()), clock())
  const load = () => serverPair(dataDir, authority, signable(authority, { asked, found: namesOfThisMachine() }, dataDir), clock())
  const { fingerprint256: fingerprint } = new X509Certificate(authority.certificate)
  return { load, files: [], authority: { certificate: authority.certificate, file: authorityFile(dataDir), fingerprint } }
}

const anyAddress = ['0.0.0.0', '::']

function namesAsked({ host, baseUrl }: Pick<Config, 'host' | 'baseUrl'>): Names {
  const inUrl = baseUrl === undefined ? [] : [new URL(baseUrl).hostname]
  return joinNames(...[...inUrl, ...(anyAddress.includes(host) ? [] : [host])].map(namesIn))
}

function keep(source: Source, log: Log, clock: Clock): DoorCertificate {
  let pair = source.load()
  const listeners: ((pair: Pair) => void)[] = []
  const look = () => {
    try {
      const next = source.load()
      if (next.certificate === pair.certificate && next.key === pair.key) return
      pair = next
      for (const use of listeners) use(next)
      log.info({ until: endOf(next) }, 'a new certificate is in use')
    } catch (error) {
      const words = error instanceof StartupError ? error.message : 'it cannot be read'
      log.error({ err: error }, `the certificate stays the old one: ${words}`)
    }
  }
  const tick = () => {
    look()
    const left = endOf(pair).getTime() - clock().getTime()
    if (left < warnAt) log.warn({ until: endOf(pair) }, 'the certificate ends soon')
  }
  const timer = setInterval(tick, hour).unref()
  for (const file of source.files) fs.watchFile(file, { interval: filesEvery, persistent: false }, look)
  return {
    pair: () => pair,
    authority: source.authority,
    look,
    onChange: (use) => void listeners.push(use),
    close: () => {
      clearInterval(timer)
      for (const file of source.files) fs.unwatchFile(file, look)
    },
  }
}

const endOf = ({ certificate }: Pair): Date => new X509Certificate(certificate).validToDate

/** What is wrong with a certificate that can be used all the same. */
export type CertificateWarning = {
  readonly rule: 'certificate-ended' | 'certificate-ends' | 'certificate-other-name'
  readonly facts: Record<string, string>
}

/** What the operator is to be told of a certificate at the start: it ends soon or has ended, or is for another host. */
export function certificateWarnings(pair: Pair, baseUrl: string | undefined, now: Date): CertificateWarning[] {
  const certificate = new X509Certificate(pair.certificate)
  const until = certificate.validToDate.toISOString().slice(0, 10)
  const left = certificate.validToDate.getTime() - now.getTime()
  const ending: CertificateWarning[] =
    left > warnAt ? [] : [{ rule: left > 0 ? 'certificate-ends' : 'certificate-ended', facts: { until } }]
  const host = baseUrl === undefined ? undefined : new URL(baseUrl).hostname
  if (host === undefined || isFor(certificate, namesIn(host))) return ending
  return [...ending, { rule: 'certificate-other-name', facts: { host } }]
}

const isFor = (certificate: X509Certificate, names: Names): boolean =>
  !isEmpty(names) && names.dns.every((name) => certificate.checkHost(name)) && names.ips.every((ip) => certificate.checkIP(ip))
