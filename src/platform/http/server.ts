import { randomUUID } from 'node:crypto'
import fastifyCookie from '@fastify/cookie'
import fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type FastifyServerOptions,
} from 'fastify'
import { Problem } from '../../core/problem.ts'
import { problemOf } from '../db/errors.ts'
import { deploymentSchema } from '../deployment-options.ts'
import { createHub } from '../live/hub.ts'
import type { Pair } from '../tls/certificate.ts'
import { addLive } from './live.ts'
import { openApi } from './openapi.ts'
import { faultBody, sendProblem } from './reply.ts'
import { addRoute, type Doors, localeOf } from './routes.ts'
import { addWeb } from './web.ts'

export type ServerOptions = Doors & {
  version: string
  webRoot: URL | undefined
  /** The door itself speaks https with this. */
  certificate?: Pair | undefined
  /** Browsers are to come by https only, for a year from their last visit. */
  hsts: boolean
  /** Pages besides the application's. */
  addPages?: ((app: FastifyInstance) => void) | undefined
  trustedProxy: readonly string[]
  allowedHost?: string | undefined
}

const bodyLimit = 1_048_576

/** The web door: every action of the house, health, OpenAPI and the built web application. Not yet listening. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const app = open(options.certificate, {
    logger: false,
    bodyLimit,
    trustProxy: options.trustedProxy.length > 0 ? [...options.trustedProxy] : false,
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: 200 },
    requestTimeout: 120_000,
    return503OnClosing: true,
    frameworkErrors: (error, request, reply) => {
      setHeaders(request, reply, options)
      return answerError(error, request, reply, options)
    },
  })
  await app.register(fastifyCookie)
  app.removeContentTypeParser('text/plain')
  app.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload))
  addHeaders(app, options)
  addErrors(app, options)
  for (const action of options.house.actions.values()) addRoute(app, options, action)
  addLive(app, options, createHub(options))
  addHealth(app, options)
  const api = openApi(options.house, options.version)
  app.get('/api/openapi.json', async (_request, reply) => reply.send(api))
  options.addPages?.(app)
  if (options.webRoot) await addWeb(app, options.webRoot)
  return app
}

/** Fastify types an application by its transport, which nothing but this function looks at. */
function open(certificate: Pair | undefined, options: FastifyServerOptions): FastifyInstance {
  if (!certificate) return fastify(options)
  const https = { key: certificate.key, cert: certificate.certificate }
  return fastify({ ...options, https } as FastifyServerOptions)
}

/** Strict headers on every answer, errors and files included; the page itself replaces the policy with one that names its nonce. */
function setHeaders(request: FastifyRequest, reply: FastifyReply, { hsts, secure }: ServerOptions): void {
  reply.headers({
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(self)',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'x-request-id': request.id,
    // Our service worker removes itself where this is missing: somebody else serves at its address now.
    'x-kewei': '1',
    // Over plain http on other machines browsers ignore it, and complain of every page.
    ...(secure || request.protocol === 'https' || localHost.test(request.headers.host ?? '')
      ? { 'cross-origin-opener-policy': 'same-origin' }
      : {}),
    ...(hsts ? { 'strict-transport-security': 'max-age=31536000' } : {}),
    ...(request.url.startsWith('/api/') ? { 'cache-control': 'no-store' } : {}),
  })
}

function addHeaders(app: FastifyInstance, options: ServerOptions): void {
  app.addHook('onRequest', async (request, reply) => {
    setHeaders(request, reply, options)
    if (options.allowedHost && request.headers.host !== options.allowedHost && !isLoopback(request.ip)) {
      throw new Problem('invalid', 'unknown-host')
    }
  })
}

/** Hosts browsers hold for secure with plain http. */
const localHost = /^(localhost|127\.[\d.]+|\[::1\])(:\d+)?$/

const isLoopback = (ip: string): boolean => ip === '127.0.0.1' || ip === '::1' || ip === '::ffff:127.0.0.1'

const fastifyProblems: Record<string, Problem> = {
  FST_ERR_CTP_BODY_TOO_LARGE: new Problem('too-large', 'body-too-large', { max: bodyLimit }),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: new Problem('unsupported-type', 'json-only'),
  FST_ERR_CTP_EMPTY_JSON_BODY: new Problem('invalid', 'json-object-expected'),
  FST_ERR_CTP_INVALID_JSON_BODY: new Problem('invalid', 'not-json'),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: new Problem('invalid', 'not-json'),
}

function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply, { house, log }: ServerOptions): FastifyReply {
  const say = house.say(localeOf(request))
  // The rest of a body nobody will read must not hold the connection, and with it the end of the process.
  if (request.raw.complete === false) reply.header('connection', 'close')
  const known: unknown = error
  const shown = known instanceof Problem ? known : (fastifyProblems[error.code] ?? problemOf(error))
  if (shown instanceof Problem) return sendProblem(reply, shown, say)
  if (typeof error.statusCode === 'number' && error.statusCode >= 400 && error.statusCode < 500) {
    return sendProblem(reply, new Problem('invalid', 'bad-request'), say)
  }
  log.error({ err: error, requestId: request.id, method: request.method, route: request.routeOptions.url }, 'a request failed')
  return reply.code(500).send({ problem: faultBody(say), requestId: request.id })
}

function addErrors(app: FastifyInstance, options: ServerOptions): void {
  app.setErrorHandler((error: FastifyError, request, reply) => answerError(error, request, reply, options))
  app.setNotFoundHandler((request, reply) =>
    sendProblem(reply, new Problem('not-found', 'no-such-address'), options.house.say(localeOf(request))),
  )
}

function addHealth(app: FastifyInstance, { deployment }: ServerOptions): void {
  app.get('/health', async () => ({ status: 'ok' }))
  app.get('/ready', async (_request, reply) => {
    const state = { database: false, migrations: false, worker: false }
    try {
      const { rows } = await deployment.owner.query<{ alive: boolean }>(
        `select exists (select 1 from ${deploymentSchema}.process where role = 'worker' and beat_at > now() - interval '15 seconds') as alive`,
      )
      state.database = true
      state.worker = rows[0]?.alive ?? false
      for (const key of await deployment.companyKeys()) await deployment.company(key)
      state.migrations = true
    } catch (error) {
      if (!(problemOf(error) instanceof Problem)) throw error
    }
    const ready = state.database && state.migrations && state.worker
    return reply.code(ready ? 200 : 503).send({ ready, ...state })
  })
}
