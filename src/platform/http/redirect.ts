import fastify, { type FastifyInstance } from 'fastify'

export type RedirectOptions = {
  /** Where people are to go: an origin, or only its port when they may use any name of this machine. */
  to: string | number
  /** Pages that must be reached before https can be: how to install our certificate. */
  addPages?: ((app: FastifyInstance) => void) | undefined
}

/** Plain http that leads to https and tells nothing else. What changes something is refused: it has been sent readably already. */
export function createRedirect({ to, addPages }: RedirectOptions): FastifyInstance {
  const app = fastify({ logger: false, bodyLimit: 1, requestTimeout: 30_000, return503OnClosing: true })
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'cache-control': 'no-store',
    })
  })
  app.get('/health', async () => ({ status: 'ok' }))
  addPages?.(app)
  app.get('/*', async ({ url, headers }, reply) => {
    const origin = typeof to === 'string' ? to : originAt(headers.host, to)
    return origin ? reply.redirect(`${origin}${url}`, 308) : reply.code(400).send('https only')
  })
  app.setNotFoundHandler((_request, reply) => reply.code(403).type('text/plain').send('https only'))
  app.setErrorHandler((_error, _request, reply) => reply.code(403).type('text/plain').send('https only'))
  return app
}

const plainHost = /^(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(:\d+)?$/i

/** The same machine by the name the browser knows it by; undefined for what is no name. */
function originAt(host: string | undefined, port: number): string | undefined {
  const name = plainHost.exec(host ?? '')?.[1]
  return name && `https://${name}${port === 443 ? '' : `:${port}`}`
}
