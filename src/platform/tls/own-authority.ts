import { createPrivateKey, generateKeyPairSync, randomBytes, X509Certificate } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { z } from 'zod'
import { cannotUse, createPrivateFile, giveToFolderOwner, openDataFolder, replacePrivateFile } from '../postgres/data-folder.ts'
import { codeOf, exitCode, StartupError } from '../postgres/startup-error.ts'
import { issueAuthority, issueServer, type Pair } from './certificate.ts'
import { isEmpty, joinNames, type Names, outside, permittedWith, without } from './names.ts'

const pairShape = { certificate: z.string().refine(isCertificate), key: z.string() }
const serverSchema = z.object(pairShape)
const list = z.array(z.string()).readonly()
const authoritySchema = z.object({ ...pairShape, permitted: z.object({ dns: list, ranges: list }) })

/** The authority of this data folder: made once, trusted by every machine it was installed on. */
export type Authority = z.infer<typeof authoritySchema>

const day = 86_400_000
/** Phones and desks whose clock is a little behind are to accept what was just made. */
const early = day
const authorityYears = 10
/** With the day before, within the 397 days browsers accept of any server. */
const serverDays = 390
/** A server's certificate is replaced when it has no more than this left. */
const renewAt = 30 * day

const folderOf = (dataDir: string): string => path.join(dataDir, 'tls')

/** Where the authority's certificate lies for people and for commands on this machine. */
export const authorityFile = (dataDir: string): string => path.join(folderOf(dataDir), 'ca.crt')

function isCertificate(text: string): boolean {
  try {
    return new X509Certificate(text).raw.length > 0
  } catch {
    return false
  }
}

const freshKey = (): string =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()

/** Opens the authority of the data folder, making it the first time for the names of then. Throws StartupError. */
export function openAuthority(dataDir: string, names: Names, now: Date): Authority {
  const folder = openDataFolder(folderOf(dataDir))
  giveToFolderOwner(folder)
  const file = path.join(folder, 'authority.json')
  if (!fs.existsSync(file)) createPrivateFile(file, `${JSON.stringify(freshAuthority(names, now), null, 2)}\n`)
  const authority = read(file, authoritySchema)
  if (!authority) {
    const remedy = 'Put it back from a copy, or delete it: the next start makes a new authority, which must be installed again everywhere.'
    throw new StartupError(exitCode.invalid, `${file} cannot be read as the key and certificate of an authority.`, remedy)
  }
  publish(authorityFile(dataDir), authority.certificate)
  return authority
}

/** The certificate without the key, to be handed on; put right when it is another's. */
function publish(file: string, certificate: string): void {
  if (read(file, z.literal(certificate), (text) => text)) return
  replacePrivateFile(file, certificate)
}

function freshAuthority(names: Names, now: Date): Authority {
  const key = freshKey()
  const permitted = permittedWith(names)
  const machine = os
    .hostname()
    .replace(/[^\w.-]/g, '')
    .slice(0, 30)
  const until = new Date(now)
  until.setUTCFullYear(until.getUTCFullYear() + authorityYears)
  const name = ['Kewei', machine, randomBytes(3).toString('hex')].filter(Boolean).join(' ')
  const validity = { from: new Date(now.getTime() - early), until }
  return { certificate: issueAuthority(name, createPrivateKey(key), permitted, validity), key, permitted }
}

function read<T>(file: string, schema: z.ZodType<T>, parse: (text: string) => unknown = JSON.parse): T | undefined {
  try {
    return schema.parse(parse(fs.readFileSync(file, 'utf8')))
  } catch (error) {
    if (codeOf(error) && codeOf(error) !== 'ENOENT') throw cannotUse(file, error)
    return undefined
  }
}

/** Names somebody asked for, which must be in the certificate, and those the machine has by itself. */
export type Wanted = { readonly asked: Names; readonly found: Names }

/** The names for the server's certificate; of those found, what the authority may not sign is left out. Throws StartupError for one asked for. */
export function signable({ permitted }: Authority, { asked, found }: Wanted, dataDir: string): Names {
  const refused = outside(permitted, asked)
  if (isEmpty(refused)) return joinNames(asked, without(found, outside(permitted, found)))
  const [name] = [...refused.dns, ...refused.ips]
  const remedy = `Use --tls-cert and --tls-key for it, or delete ${folderOf(dataDir)}: the next start makes an authority that may, to be installed again everywhere.`
  throw new StartupError(exitCode.refused, `The own authority of this data folder may not sign for ${name}.`, remedy)
}

/** The server's certificate under this authority: the one kept, or a new one when a name is missing or it ends soon. */
export function serverPair(dataDir: string, authority: Authority, names: Names, now: Date): Pair {
  const file = path.join(folderOf(dataDir), 'server.json')
  const kept = read(file, serverSchema)
  if (kept && isGood(kept, authority, names, now)) return kept
  const key = freshKey()
  const end = new X509Certificate(authority.certificate).validToDate.getTime()
  const validity = { from: new Date(now.getTime() - early), until: new Date(Math.min(now.getTime() + serverDays * day, end)) }
  const certificate = issueServer(authority, createPrivateKey(key), names, validity)
  replacePrivateFile(file, `${JSON.stringify({ certificate, key }, null, 2)}\n`)
  return { certificate, key }
}

function isGood({ certificate }: Pair, authority: Authority, names: Names, now: Date): boolean {
  const kept = new X509Certificate(certificate)
  const hasAll = names.dns.every((name) => kept.checkHost(name)) && names.ips.every((ip) => kept.checkIP(ip))
  const lasts = kept.validToDate.getTime() - now.getTime() > renewAt && kept.validFromDate <= now
  return hasAll && lasts && kept.verify(new X509Certificate(authority.certificate).publicKey)
}
