import type { FastifyInstance } from 'fastify'
import { Problem } from '../../core/problem.ts'
import type { Hub } from '../live/hub.ts'
import { credentialOf } from './credentials.ts'
import { callerOf, type Doors } from './routes.ts'

export const livePath = '/api/live'

/**
 * The stream of what changes, for a browser that is signed in (server-sent events). No action of the house: it ends only when the
 * browser leaves, the session is over or the server stops. It says which things changed, and what stands in them is asked for as ever.
 */
export function addLive(app: FastifyInstance, doors: Doors, hub: Hub): void {
  app.addHook('preClose', () => hub.close())
  app.route({
    method: 'GET',
    url: livePath,
    exposeHeadRoute: false,
    handler: async (request, reply) => {
      const credential = credentialOf(request, doors.secure)
      const company = await doors.deployment.company(credential.company)
      const caller = company && (await callerOf(doors, company, credential, request))
      const { personId = null } = caller?.actor ?? {}
      if (!company || !caller?.session || personId === null) throw new Problem('signed-out', 'signed-out')
      if (Object.keys(request.query as object).length > 0) throw new Problem('invalid', 'no-query-here')
      const stream = await hub.open(
        company,
        Buffer.from(caller.session).toString('hex'),
        personId,
        sinceOf(request.headers['last-event-id']),
      )
      reply.raw.once('close', () => stream.destroy())
      return reply
        .type('text/event-stream; charset=utf-8')
        .header('cache-control', 'no-store, no-transform')
        .header('x-accel-buffering', 'no')
        .send(stream)
    },
  })
}

function sinceOf(told: string | string[] | undefined): number | undefined {
  if (told === undefined) return undefined
  if (typeof told !== 'string' || !/^\d{1,15}$/.test(told)) throw new Problem('invalid', 'bad-request')
  return Number(told)
}
