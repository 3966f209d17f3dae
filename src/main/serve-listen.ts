import { once } from 'node:events'
import net from 'node:net'
import { authenticate, recognise } from '../modules/organisation/actions/caller.ts'
import { systemClock } from '../platform/clock.ts'
import type { Deployment } from '../platform/companies.ts'
import type { Config } from '../platform/config.ts'
import type { House } from '../platform/house.ts'
import { createServer } from '../platform/http/server.ts'
import type { Log } from '../platform/log.ts'
import { listenError } from '../platform/postgres/startup-error.ts'

export type Listening = {
  /** How a browser on this machine reaches us. */
  url: string
  /** Other machines reach us too. */
  isOpenToOthers: boolean
  close(): Promise<void>
}

const maxUpload = 200 * 1024 * 1024
/** For requests in hand when we are told to stop. */
const patience = 10_000
const sweepEvery = 200

/** Finds out before the database starts whether the port can be had. Throws StartupError. */
export async function probePort({ host, port }: Config): Promise<void> {
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

type Door = { config: Config; deployment: Deployment; house: House; log: Log; version: string }

/** Opens the web door. Throws StartupError when the port cannot be had. */
export async function listen({ config, deployment, house, log, version }: Door): Promise<Listening> {
  const { host, port, baseUrl, trustedProxy } = config
  const app = await createServer({
    deployment,
    house,
    log,
    version,
    authenticate,
    recognise,
    clock: systemClock,
    secure: baseUrl?.startsWith('https:') ?? false,
    maxUpload,
    webRoot: new URL('../../dist/web/', import.meta.url),
    trustedProxy,
    allowedHost: baseUrl && new URL(baseUrl).host,
  })
  await app.listen({ host, port }).catch((error: unknown) => Promise.reject(listenError(error, host, port)))
  const bound = app.server.address()
  const boundPort = typeof bound === 'object' && bound ? bound.port : port
  return {
    url: `http://${hostInUrl(host)}:${boundPort}`,
    isOpenToOthers: !isLoopback(host),
    async close() {
      // A connection that has just been answered stays open for more, and we would wait for it.
      const sweep = setInterval(() => app.server.closeIdleConnections(), sweepEvery)
      const hurry = setTimeout(() => app.server.closeAllConnections(), patience)
      await app.close()
      clearInterval(sweep)
      clearTimeout(hurry)
    },
  }
}

export const isLoopback = (host: string): boolean => host === 'localhost' || host === '::1' || /^127\./.test(host)

function hostInUrl(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1'
  return net.isIPv6(host) ? `[${host}]` : host
}
