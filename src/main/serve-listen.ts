import { once } from 'node:events'
import net from 'node:net'
import tls from 'node:tls'
import type { FastifyInstance } from 'fastify'
import { authenticate, recognise } from '../modules/organisation/actions/caller.ts'
import { systemClock } from '../platform/clock.ts'
import type { Deployment } from '../platform/companies.ts'
import { type Config, isSecure } from '../platform/config.ts'
import type { House } from '../platform/house.ts'
import { createRedirect } from '../platform/http/redirect.ts'
import { createServer } from '../platform/http/server.ts'
import type { Log } from '../platform/log.ts'
import { listenError } from '../platform/postgres/startup-error.ts'
import type { DoorCertificate } from '../platform/tls/door-certificate.ts'
import { addInstallPage } from './install-certificate/page.ts'

export type Listening = {
  /** How a browser on this machine reaches us. */
  url: string
  /** Plain http that leads here. */
  httpUrl: string | undefined
  /** Other machines reach us too. */
  isOpenToOthers: boolean
  close(): Promise<void>
}

const maxUpload = 200 * 1024 * 1024
/** For requests in hand when we are told to stop. */
const patience = 10_000
const sweepEvery = 200

/** Finds out before the database starts whether the ports can be had. Throws StartupError. */
export async function probePorts({ host, port, httpPort }: Config): Promise<void> {
  await probePort(host, port)
  if (httpPort !== undefined) await probePort(host, httpPort)
}

async function probePort(host: string, port: number): Promise<void> {
  const probe = net.createServer()
  try {
    const listening = once(probe, 'listening')
    probe.listen({ host, port, exclusive: true })
    await listening
  } catch (error) {
    throw listenError(error, host, port)
  } finally {
    if (probe.listening) await new Promise((done) => probe.close(done))
  }
}

type Door = {
  config: Config
  deployment: Deployment
  house: House
  log: Log
  version: string
  certificate: DoorCertificate | undefined
}

/** Opens the web door, and the one that leads to it. Throws StartupError when a port cannot be had. */
export async function listen(door: Door): Promise<Listening> {
  const { config, certificate } = door
  const { host, port, baseUrl, httpPort } = config
  const app = await createDoor(door)
  certificate?.onChange(({ certificate: cert, key }) => {
    if (app.server instanceof tls.Server) app.server.setSecureContext({ cert, key })
  })
  const boundPort = await listenAt(app, host, port)
  const redirect = httpPort === undefined ? undefined : createRedirect({ to: baseUrl ?? boundPort, addPages: pagesOf(door) })
  const httpBound = redirect && (await listenAt(redirect, host, httpPort ?? 0))
  return {
    url: `${certificate ? 'https' : 'http'}://${hostInUrl(host)}:${boundPort}`,
    httpUrl: httpBound === undefined ? undefined : `http://${hostInUrl(host)}:${httpBound}`,
    isOpenToOthers: !isLoopback(host),
    close: async () => void (await Promise.all([app, ...(redirect ? [redirect] : [])].map(closeSoon))),
  }
}

const createDoor = ({ config, deployment, house, log, version, certificate }: Door): Promise<FastifyInstance> =>
  createServer({
    deployment,
    house,
    log,
    version,
    authenticate,
    recognise,
    clock: systemClock,
    secure: isSecure(config),
    hsts: isSecure(config) && (config.hsts ?? (certificate?.authority ? 'off' : 'on')) === 'on',
    maxUpload,
    webRoot: new URL('../../dist/web/', import.meta.url),
    trustedProxy: config.trustedProxy,
    allowedHost: config.baseUrl && new URL(config.baseUrl).host,
    certificate: certificate?.pair(),
    addPages: pagesOf({ certificate }),
  })

const pagesOf = ({ certificate }: Pick<Door, 'certificate'>): ((app: FastifyInstance) => void) | undefined => {
  const authority = certificate?.authority
  return authority && ((app) => addInstallPage(app, authority))
}

/** The port that was bound. */
async function listenAt(app: FastifyInstance, host: string, port: number): Promise<number> {
  await app.listen({ host, port }).catch((error: unknown) => Promise.reject(listenError(error, host, port)))
  const bound = app.server.address()
  return typeof bound === 'object' && bound ? bound.port : port
}

async function closeSoon(app: FastifyInstance): Promise<void> {
  // A connection that has just been answered stays open for more, and we would wait for it.
  const sweep = setInterval(() => app.server.closeIdleConnections(), sweepEvery)
  const hurry = setTimeout(() => app.server.closeAllConnections(), patience)
  await app.close()
  clearInterval(sweep)
  clearTimeout(hurry)
}

export const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || /^127\./.test(host)

function hostInUrl(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1'
  return net.isIPv6(host) ? `[${host}]` : host
}
