import { once } from 'node:events'
import { ReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { invalidField, Problem } from '../../core/problem.ts'
import { type Locale, nearestLocale } from '../../core/text.ts'
import { type Action, type Caller, may } from '../action.ts'
import type { Clock } from '../clock.ts'
import type { Company, Deployment } from '../companies.ts'
import type { House } from '../house.ts'
import type { Recognise } from '../live/hub.ts'
import type { Log } from '../log.ts'
import { perform } from '../perform.ts'
import { coerce } from './coerce.ts'
import { type Credential, cookieName, credentialInPath, credentialOf, refuseCrossSite } from './credentials.ts'
import { countHit } from './rate-limit.ts'

/** Who shows this credential, if anybody: the organisation room answers. */
export type Authenticate = (company: Company, credential: Credential, request: RequestFacts) => Promise<Caller>
export type RequestFacts = { now: Date; requestId: string; source: string; userAgent: string; locale: Locale }

export type Doors = {
  readonly deployment: Deployment
  readonly house: House
  readonly authenticate: Authenticate
  readonly recognise: Recognise
  readonly clock: Clock
  readonly log: Log
  /** Served over https (by us or by a trusted proxy): cookies get their strictest form. */
  readonly secure: boolean
  readonly maxUpload: number
}

/** A file an action answers with: streamed, never held in memory. */
export type Download = { name: string; mediaType: string; open(): Readable }

const jsonType = /^application\/json(?:;\s*charset=utf-8)?$/i

/** The first language asked for that is one of ours; browsers name them in order of liking. */
export function localeOf(request: FastifyRequest): Locale {
  const asked = String(request.headers['x-kewei-locale'] ?? request.headers['accept-language'] ?? '')
  for (const code of asked.slice(0, 200).split(',')) {
    const locale = nearestLocale(code.trim())
    if (locale) return locale
  }
  return 'zh-CN'
}

/** One route an action, all alike: who asks, how often, what with, then `perform`. */
export function addRoute(app: FastifyInstance, doors: Doors, action: Action): void {
  const { endpoint } = action
  app.route({
    method: endpoint.method,
    url: `/api${endpoint.path}`,
    handler: async (request, reply) => {
      const credential = endpoint.keyInPath ? credentialInPath(request, endpoint.keyInPath) : credentialOf(request, doors.secure)
      refuseCrossSite(request, credential)
      const company = await doors.deployment.company(credential.company)
      if (!company) throw endpoint.keyInPath ? new Problem('not-found', 'no-such-address') : new Problem('signed-out', 'signed-out')
      if (endpoint.rateLimit) await countHit(company, `${endpoint.name}:${request.ip}`, endpoint.rateLimit)
      const caller = await callerOf(doors, company, credential, request)
      const office = { company, house: doors.house, log: doors.log }
      const raw = await inputOf(request, action, caller, company, doors)
      const key = endpoint.idempotent ? idempotencyKey(request) : undefined
      const result = await perform(office, action, caller, raw, { idempotencyKey: key }).catch(async (error: unknown) => {
        if (endpoint.body === 'file' && typeof raw['id'] === 'string') await company.files.remove(raw['id'])
        throw error
      })
      if (endpoint.reply === 'file') return sendFile(reply, result as Download)
      if (endpoint.session) return sendSession(reply, doors, company, endpoint.session, result)
      return reply.send(result ?? null)
    },
  })
}

/** Who asks, with the rights of this moment. */
export const callerOf = (doors: Doors, company: Company, credential: Credential, request: FastifyRequest): Promise<Caller> =>
  doors.authenticate(company, credential, {
    now: doors.clock(),
    requestId: request.id,
    source: request.ip,
    userAgent: String(request.headers['user-agent'] ?? '').slice(0, 300),
    locale: localeOf(request),
  })

function idempotencyKey(request: FastifyRequest): string | undefined {
  const key = request.headers['idempotency-key']
  if (key === undefined) return undefined
  if (typeof key !== 'string' || !/^[\w-]{8,100}$/.test(key)) throw new Problem('invalid', 'bad-idempotency-key')
  return key
}

async function inputOf(
  request: FastifyRequest,
  action: Action,
  caller: Caller,
  company: Company,
  doors: Doors,
): Promise<Record<string, unknown>> {
  const { endpoint } = action
  const inPath = coerce(endpoint.input, request.params as Record<string, unknown>)
  if (endpoint.method === 'GET') return { ...coerce(endpoint.input, request.query as Record<string, unknown>), ...inPath }
  if (endpoint.body === 'file') {
    if (caller.actor.kind === 'LINK' || (endpoint.permission !== 'signed-in' && !may(caller.actor, endpoint.permission))) return {}
    return {
      ...coerce(endpoint.input, request.query as Record<string, unknown>),
      ...inPath,
      ...(await receivedFile(request, company, doors)),
    }
  }
  if (request.body !== undefined && request.body !== null && !jsonType.test(String(request.headers['content-type'] ?? ''))) {
    throw new Problem('unsupported-type', 'json-only')
  }
  if (Object.keys(request.query as object).length > 0) throw new Problem('invalid', 'no-query-here')
  const body = request.body ?? {}
  if (typeof body !== 'object' || Array.isArray(body)) throw new Problem('invalid', 'json-object-expected')
  return { ...body, ...inPath }
}

/** The file as stored, and what we know of it: of these fields the sender may say nothing. */
async function receivedFile(request: FastifyRequest, company: Company, doors: Doors): Promise<Record<string, unknown>> {
  if (!(request.body instanceof Readable)) throw new Problem('unsupported-type', 'bad-request')
  const name = fileName(request)
  const told = ['id', 'name', 'size', 'sha256'].find((field) => Object.hasOwn(request.query as object, field))
  if (told !== undefined) throw invalidField(told, 'unknown-field')
  const saved = await company.files.save(request.body, doors.maxUpload)
  return { name, id: saved.id, size: saved.size, sha256: saved.sha256.toString('hex') }
}

function fileName(request: FastifyRequest): string {
  const sent = request.headers['x-file-name']
  try {
    const name = decodeURIComponent(typeof sent === 'string' ? sent : 'file').slice(0, 255)
    return name.isWellFormed() ? name : name.slice(0, -1)
  } catch {
    throw new Problem('invalid', 'bad-file-name')
  }
}

async function sendFile(reply: FastifyReply, file: Download): Promise<FastifyReply> {
  const content = await opened(file)
  const plain = file.name.replace(/[^\w.-]/g, '_')
  return reply
    .header('content-type', file.mediaType)
    .header(
      'content-disposition',
      `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(file.name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`)}`,
    )
    .header('content-security-policy', "sandbox; default-src 'none'")
    .send(content)
}

/** The stream once it is open: a file that is gone is a problem before the answer begins. */
async function opened(file: Download): Promise<Readable> {
  const content = file.open()
  if (content instanceof ReadStream)
    await once(content, 'open').catch(() => {
      throw new Problem('not-found', 'not-found', { kind: 'file' })
    })
  return content
}

function sendSession(reply: FastifyReply, doors: Doors, company: Company, kind: 'opens' | 'closes', result: unknown): FastifyReply {
  const name = cookieName(doors.secure)
  const attributes = { path: '/', httpOnly: true, sameSite: 'lax', secure: doors.secure } as const
  if (kind === 'closes') return reply.clearCookie(name, attributes).send(result ?? null)
  const { token, ...shown } = result as { token: string }
  return reply.setCookie(name, `${company.key}.${token}`, attributes).send(shown)
}
