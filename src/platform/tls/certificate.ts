import { createHash, createPrivateKey, createPublicKey, type KeyObject, randomBytes, sign, X509Certificate } from 'node:crypto'
import { bits, field, integer, octets, oid, plainField, sequence, setOf, time, utf8, yes } from './der.ts'
import { addressBytes, type Names, type Permitted, rangeBytes } from './names.ts'

/** A private key and the certificate of its public half, both PEM. */
export type Pair = { readonly certificate: string; readonly key: string }

const ecdsaWithSha256 = sequence(oid('1.2.840.10045.4.3.2'))

type Content = { issuer: string; subject: string; publicKey: KeyObject; from: Date; until: Date; extensions: readonly Buffer[] }

/** An X.509 certificate of version 3 (RFC 5280, 4.1), signed with `signer`, which is a key of the curve P-256. PEM. */
function issue({ issuer, subject, publicKey, from, until, extensions }: Content, signer: KeyObject): string {
  const content = sequence(
    field(0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    ecdsaWithSha256,
    nameOf(issuer),
    sequence(time(from), time(until)),
    nameOf(subject),
    spkiOf(publicKey),
    field(3, sequence(...extensions)),
  )
  const whole = sequence(content, ecdsaWithSha256, bits(sign('sha256', content, signer)))
  return new X509Certificate(whole).toString()
}

/** A name that holds nothing but a common name. */
const nameOf = (common: string): Buffer => sequence(setOf(sequence(oid('2.5.4.3'), utf8(common))))

const spkiOf = (publicKey: KeyObject): Buffer => publicKey.export({ type: 'spki', format: 'der' })
const keyId = (publicKey: KeyObject): Buffer => createHash('sha256').update(spkiOf(publicKey)).digest().subarray(0, 20)

const extension = (id: string, content: Buffer): Buffer => sequence(oid(id), octets(content))
const critical = (id: string, content: Buffer): Buffer => sequence(oid(id), yes, octets(content))

const usage = { signsCertificates: bits(Buffer.from([0x06]), 1), signsData: bits(Buffer.from([0x80]), 7) } as const
const dnsName = (name: string): Buffer => plainField(2, Buffer.from(name, 'ascii'))
const addressName = (bytes: Buffer): Buffer => plainField(7, bytes)

type Validity = { from: Date; until: Date }

/** The certificate of an authority over `key`: it signs servers only, and only those that are permitted. */
export function issueAuthority(name: string, key: KeyObject, permitted: Permitted, validity: Validity): string {
  const publicKey = createPublicKey(key)
  const roots = [...permitted.dns.map(dnsName), ...permitted.ranges.map((range) => addressName(rangeBytes(range)))]
  const extensions = [
    critical('2.5.29.19', sequence(yes, integer(Buffer.from([0])))),
    critical('2.5.29.15', usage.signsCertificates),
    critical('2.5.29.30', sequence(field(0, ...roots.map((root) => sequence(root))))),
    extension('2.5.29.14', octets(keyId(publicKey))),
  ]
  return issue({ issuer: name, subject: name, publicKey, extensions, ...validity }, key)
}

/** A server's certificate for these names over the public half of `key`, signed by the authority. */
export function issueServer(authority: Pair, key: KeyObject, names: Names, validity: Validity): string {
  const above = new X509Certificate(authority.certificate)
  const publicKey = createPublicKey(key)
  const extensions = [
    critical('2.5.29.19', sequence()),
    critical('2.5.29.15', usage.signsData),
    extension('2.5.29.37', sequence(oid('1.3.6.1.5.5.7.3.1'))),
    extension('2.5.29.17', sequence(...names.dns.map(dnsName), ...names.ips.map((ip) => addressName(addressBytes(ip))))),
    extension('2.5.29.14', octets(keyId(publicKey))),
    extension('2.5.29.35', sequence(plainField(0, keyId(above.publicKey)))),
  ]
  return issue({ issuer: commonName(above), subject: 'Kewei', publicKey, extensions, ...validity }, createPrivateKey(authority.key))
}

export const commonName = ({ subject }: X509Certificate): string => /^CN=(.*)$/m.exec(subject)?.[1] ?? ''
