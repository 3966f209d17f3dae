import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'

const policyFor = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')

/** The worker asks for pages and hashed files, and nothing else; its policy is that of its own file. */
const workerPolicy = "default-src 'none'; connect-src 'self'"

function fileHeaders(reply: Pick<FastifyReply, 'header'>, path: string): void {
  if (path.includes('/assets/')) return
  reply.header('cache-control', 'no-cache')
  if (path.endsWith('/sw.js')) reply.header('content-security-policy', workerPolicy)
}

/** The built web application: hashed assets for ever, every other path the one page, with a fresh nonce each time. */
export async function addWeb(app: FastifyInstance, root: URL): Promise<void> {
  const index = new URL('index.html', root)
  if (!existsSync(index)) return
  const page = readFileSync(index, 'utf8')
  await app.register(fastifyStatic, {
    root: fileURLToPath(root),
    index: false,
    wildcard: false,
    immutable: true,
    maxAge: '365d',
    globIgnore: ['index.html', '.stamp'],
    setHeaders: fileHeaders,
  })
  app.get('/*', { exposeHeadRoute: true }, async (request, reply) => {
    if (request.url.startsWith('/api/') || request.url.startsWith('/assets/')) return reply.callNotFound()
    const nonce = randomBytes(16).toString('base64')
    return reply
      .header('content-security-policy', policyFor(nonce))
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(page.replaceAll('__CSP_NONCE__', nonce))
  })
}
