import type { FastifyRequest } from 'fastify'
import { Problem } from '../../core/problem.ts'

/** What a request shows to say who asks. Tokens begin with their company's key: `kewei.…`. */
export type Credential = { kind: 'session' | 'token' | 'none'; company: string; secret: string }

const cookieNames = ['__Host-kewei', 'kewei'] as const
export const cookieName = (secure: boolean): string => (secure ? cookieNames[0] : cookieNames[1])

const parts = /^([a-z][a-z0-9]{1,30})\.([A-Za-z0-9_-]{20,100})$/

export function credentialOf(request: FastifyRequest, secure: boolean): Credential {
  const bearer = request.headers.authorization
  if (bearer !== undefined) {
    const match = /^Bearer (.+)$/.exec(bearer)
    const token = parts.exec(match?.[1] ?? '')
    if (!token) throw new Problem('signed-out', 'bad-token')
    return { kind: 'token', company: token[1]!, secret: token[2]! }
  }
  const session = parts.exec(request.cookies[cookieName(secure)] ?? '')
  if (session) return { kind: 'session', company: session[1]!, secret: session[2]! }
  const named = request.headers['x-kewei-company']
  return { kind: 'none', company: typeof named === 'string' && named ? named : 'kewei', secret: '' }
}

/** The company that a key in the address names. Who holds the key is for the action to find out: here, a stranger asks. */
export function credentialInPath(request: FastifyRequest, parameter: string): Credential {
  const key = parts.exec(String((request.params as Record<string, unknown>)[parameter]))
  if (!key) throw new Problem('not-found', 'no-such-address')
  return { kind: 'none', company: key[1]!, secret: '' }
}

/** A change asked for with a cookie must come from our own pages (ASVS 3.5.1): same origin, told by the browser. */
export function refuseCrossSite(request: FastifyRequest, credential: Credential): void {
  if (credential.kind === 'token' || request.method === 'GET' || request.method === 'HEAD') return
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin') throw new Problem('forbidden', 'cross-site')
  const origin = request.headers.origin
  if (origin === undefined) {
    if (credential.kind === 'session') throw new Problem('forbidden', 'cross-site')
    return
  }
  if (origin === 'null' || !URL.canParse(origin) || new URL(origin).host !== request.headers.host)
    throw new Problem('forbidden', 'cross-site')
}
