import type { FastifyInstance } from 'fastify'
import { afterAll } from 'vitest'
import { authenticate, recognise } from '../src/modules/organisation/actions/caller.ts'
import { createServer, type ServerOptions } from '../src/platform/http/server.ts'
import type { TestOffice } from './office.ts'

/** The web door over a test office, for requests by `inject`; closed after the file. */
export async function testServer(office: TestOffice, options: Partial<ServerOptions> = {}): Promise<FastifyInstance> {
  const app = await createServer({
    deployment: office.deployment,
    house: office.house,
    authenticate,
    recognise,
    clock: () => office.now,
    log: office.log,
    secure: false,
    hsts: false,
    maxUpload: 50_000_000,
    version: 'test',
    webRoot: undefined,
    trustedProxy: [],
    ...options,
  })
  afterAll(() => app.close())
  return app
}
