import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import { isIP } from 'node:net'
import path from 'node:path'
import { z } from 'zod'
import { cannotUse, createPrivateFile, openDataFolder } from './postgres/data-folder.ts'
import { codeOf, exitCode, StartupError, wordsOf } from './postgres/startup-error.ts'

/** Grows when a newer Kewei lays out the data folder so that an older one would harm it. */
export const dataVersion = 1

const addressOrRange = z.string().refine(isAddressOrRange, 'must be an address (10.0.0.5) or a range (10.0.0.0/8)')
const databaseUrl = z.string().regex(/^postgres(ql)?:\/\//, 'must begin with postgres://')
const token = z.string().min(32, 'must have at least 32 characters')

/** What a person may set, by flag, environment or config.json. */
const settings = {
  port: z.coerce.number().int().min(0).max(65535).default(8100),
  host: z.string().trim().min(1).default('127.0.0.1'),
  /** How the world reaches this server, when a proxy stands before it: scheme and host, no path. */
  baseUrl: z
    .url({ protocol: /^https?$/ })
    .refine(hasNoPath, 'must have no path')
    .transform(originOf)
    .optional(),
  /** Proxies whose X-Forwarded-* headers are believed. */
  trustedProxy: z.preprocess(splitList, z.array(addressOrRange)).default([]),
  /** `self`: an authority of our own signs the door's certificate. */
  tls: z.enum(['self']).optional(),
  /** PEM files of a certificate of the person's own. */
  tlsCert: z.string().min(1).optional(),
  tlsKey: z.string().min(1).optional(),
  /** Where plain http leads to https. */
  httpPort: z.coerce.number().int().min(0).max(65535).optional(),
  /** Browsers are told to use https only; by default not with our own authority, which they may not know. */
  hsts: z.enum(['on', 'off']).optional(),
  logLevel: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  databaseUrl: databaseUrl.optional(),
  replicaUrl: databaseUrl.optional(),
}

const configSchema = z.strictObject({ dataDir: z.string(), secret: token, ownerPassword: token, ...settings })

/** Everything that is decided before the first request; read once. */
export type Config = z.infer<typeof configSchema>

const soundConfig = configSchema.superRefine((config, context) => {
  for (const [field, message] of contradictions(config)) context.addIssue({ code: 'custom', path: [field], message })
})

/** Settings that are right alone and wrong together: the one to name, and why. */
function contradictions({ tls, tlsCert, tlsKey, httpPort, hsts, port, baseUrl }: Config): [field: keyof Config, why: string][] {
  const speaksTls = tls !== undefined || tlsCert !== undefined
  const wrong: [boolean, keyof Config, string][] = [
    [tls !== undefined && tlsCert !== undefined, 'tls', 'cannot be set together with --tls-cert'],
    [tlsCert !== undefined && tlsKey === undefined, 'tlsCert', 'needs --tls-key beside it'],
    [tlsKey !== undefined && tlsCert === undefined, 'tlsKey', 'needs --tls-cert beside it'],
    [httpPort !== undefined && !speaksTls, 'httpPort', 'needs https: --tls self, or --tls-cert and --tls-key'],
    [httpPort !== undefined && httpPort !== 0 && httpPort === port, 'httpPort', 'must be another port than --port'],
    [speaksTls && baseUrl?.startsWith('http:') === true, 'baseUrl', 'must begin with https:// when Kewei itself speaks https'],
    [hsts === 'on' && !isSecure({ tls, tlsCert, baseUrl }), 'hsts', 'needs https'],
  ]
  return wrong.flatMap(([is, field, why]) => (is ? [[field, why]] : []))
}

const configFileSchema = z.looseObject({ dataVersion: z.int().min(1), secret: token, ownerPassword: token })

/** What stands in config.json: the folder's version and secrets, and any setting of the person's. */
export type ConfigFile = z.infer<typeof configFileSchema>

/** Which environment variable sets which setting. */
export const environmentNames = [
  ['port', 'KEWEI_PORT'],
  ['host', 'KEWEI_HOST'],
  ['baseUrl', 'KEWEI_BASE_URL'],
  ['trustedProxy', 'KEWEI_TRUSTED_PROXY'],
  ['tls', 'KEWEI_TLS'],
  ['tlsCert', 'KEWEI_TLS_CERT'],
  ['tlsKey', 'KEWEI_TLS_KEY'],
  ['httpPort', 'KEWEI_HTTP_PORT'],
  ['hsts', 'KEWEI_HSTS'],
  ['logLevel', 'KEWEI_LOG_LEVEL'],
  ['databaseUrl', 'DATABASE_URL'],
  ['replicaUrl', 'DATABASE_REPLICA_URL'],
  ['secret', 'KEWEI_SECRET'],
] as const

type Setting = (typeof environmentNames)[number][0]

export type ConfigSources = {
  dataDir: string
  env: Record<string, string | undefined>
  /** From the command line: they win over the environment, which wins over config.json. */
  flags?: Partial<Record<Setting, string | number | undefined>>
}

/** Reads the configuration, making folder and secrets the first time. Throws StartupError naming field, reason and remedy. */
export function loadConfig({ dataDir, env, flags = {} }: ConfigSources): Config {
  const folder = openDataFolder(path.resolve(dataDir))
  const { dataVersion: _, ...file } = openConfigFile(folder)
  const values: Record<string, unknown> = { ...file, dataDir: folder }
  const origin: Record<string, string> = {}
  for (const [field, name] of environmentNames) {
    if (env[name]) [values[field], origin[field]] = [env[name], name]
    if (flags[field] !== undefined) [values[field], origin[field]] = [flags[field], `--${kebab(field)}`]
  }
  const parsed = soundConfig.safeParse(values)
  if (parsed.success) return parsed.data
  throw invalidField(parsed.error, (field) => origin[field] ?? `"${field}" in ${configFile(folder)}`)
}

/** Reads config.json of a data folder, making it (0600, whole or not at all) with fresh secrets the first time. */
export function openConfigFile(dataDir: string): ConfigFile {
  const file = configFile(dataDir)
  if (!fs.existsSync(file)) createPrivateFile(file, `${JSON.stringify(freshConfig(), null, 2)}\n`)
  const found = configFileSchema.safeParse(readJson(file))
  if (!found.success) throw invalidField(found.error, (field) => `"${field}" in ${file}`)
  if (found.data.dataVersion > dataVersion) {
    const message = `${dataDir} was written by a newer Kewei (data version ${found.data.dataVersion}; this one knows ${dataVersion}).`
    throw new StartupError(exitCode.refused, message, 'Start the newer Kewei, or choose another folder with --data.')
  }
  return found.data
}

const configFile = (dataDir: string): string => path.join(dataDir, 'config.json')

const freshSecret = (): string => randomBytes(32).toString('base64url')

const freshConfig = (): ConfigFile => ({ dataVersion, secret: freshSecret(), ownerPassword: freshSecret() })

function readJson(file: string): unknown {
  try {
    closeToOthers(file)
    return JSON.parse(fs.readFileSync(file, 'utf8'))
  } catch (error) {
    if (codeOf(error)) throw cannotUse(file, error)
    const remedy = 'Correct it, or put it back from a backup; it holds the secrets of this data folder.'
    throw new StartupError(exitCode.invalid, `${file} is not valid JSON: ${wordsOf(error)}.`, remedy)
  }
}

function closeToOthers(file: string): void {
  if (fs.statSync(file).mode & 0o077) fs.chmodSync(file, 0o600)
}

/** Names where the first wrong value came from; never the value, which may hold a password. */
function invalidField(error: z.ZodError, sourceOf: (field: string) => string): StartupError {
  const [issue] = error.issues
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined
  const source = sourceOf(unknown ?? String(issue?.path[0] ?? ''))
  const reason = unknown ? 'is not a setting of Kewei' : (issue?.message ?? 'is wrong')
  return new StartupError(exitCode.invalid, `${source}: ${reason}.`, 'Correct it or leave it out, and start again.')
}

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

/** People reach us over https, by our own door or by that of a proxy. */
export const isSecure = ({ tls, tlsCert, baseUrl }: Pick<Config, 'tls' | 'tlsCert' | 'baseUrl'>): boolean =>
  tls !== undefined || tlsCert !== undefined || baseUrl?.startsWith('https:') === true

function splitList(value: unknown): unknown {
  return typeof value === 'string' ? value.split(/[\s,]+/).filter(Boolean) : value
}

function isAddressOrRange(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/')
  const family = isIP(address)
  if (family === 0 || rest.length > 0) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128))
}

function hasNoPath(url: string): boolean {
  const { pathname, search, hash } = new URL(url)
  return pathname === '/' && !search && !hash
}

function originOf(url: string): string {
  return new URL(url).origin
}
