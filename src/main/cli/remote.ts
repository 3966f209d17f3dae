import { openAsBlob } from 'node:fs'
import path from 'node:path'
import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import type { Endpoint } from '../../core/endpoint.ts'
import { Problem, problemCodes } from '../../core/problem.ts'
import type { Locale } from '../../core/text.ts'
import type { House } from '../../platform/house.ts'
import { parseInput } from '../../platform/parse.ts'
import { prepare } from '../../platform/web/request.ts'
import { rooms } from '../modules.ts'
import { RemoteProblem } from './failures.ts'
import { outputTo } from './files.ts'
import { endOf, readJob } from './job.ts'
import type { Kewei, OnProgress } from './kewei.ts'
import { sayAll } from './speaking.ts'

export type RemoteOptions = { server: string; token: string | undefined; locale: Locale }

const pause = 700

/** Kewei behind a web address, as the owner of a token. */
export function openRemote({ server, token, locale }: RemoteOptions): Kewei {
  const origin = originOf(server)
  if (!token) throw new Problem('signed-out', 'no-token')
  const house = rooms()
  const say = sayAll(house, locale)
  const ask = (endpoint: Endpoint, input: object, sent?: Sent) => request({ origin, token, locale }, endpoint, input, sent)
  const kewei: Kewei = {
    where: 'remote',
    origin,
    say,
    has: (name) => house.actions.has(name),
    call: async (name, input) => {
      const endpoint = endpointOf(house, name)
      parseInput(endpoint.input, input)
      return (await ask(endpoint, input)).json()
    },
    send: async (name, file, input) => {
      const body = await openAsBlob(file)
      return (await ask(endpointOf(house, name), input, { body, name: path.basename(file) })).json()
    },
    fetch: async (name, input, to) => {
      const { body } = await ask(endpointOf(house, name), input)
      const source = Readable.from(body ?? [])
      await outputTo(to, (sink: Writable) => pipeline(source, sink))
    },
    waitForJob: (id, onProgress) => followJob(kewei, id, onProgress),
    close: async () => {},
  }
  return kewei
}

function originOf(server: string): string {
  const url = URL.canParse(server) ? new URL(server) : undefined
  if (!url || !/^https?:$/.test(url.protocol)) throw new Problem('invalid', 'bad-server-address', { server })
  return url.origin
}

function endpointOf(house: House, name: string): Endpoint {
  const action = house.actions.get(name)
  if (!action) throw new Problem('invalid', 'no-such-endpoint', { name })
  return action.endpoint
}

type Sent = { body: Blob; name: string }
type Way = { origin: string; token: string; locale: Locale }

async function request({ origin, token, locale }: Way, endpoint: Endpoint, input: object, sent?: Sent): Promise<Response> {
  const { url, body } = prepare(endpoint, input)
  const headers = { accept: 'application/json', authorization: `Bearer ${token}`, 'x-kewei-locale': locale }
  const file = sent && { ...headers, 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent(sent.name) }
  const json = body && { ...headers, 'content-type': 'application/json' }
  const reply = await fetch(`${origin}${url}`, {
    method: endpoint.method,
    redirect: 'error',
    headers: file ?? json ?? headers,
    ...(sent ? { body: sent.body } : body ? { body: JSON.stringify(body) } : {}),
  }).catch((error: unknown) => {
    throw new Problem('unavailable', 'server-not-reached', { server: origin, cause: causeOf(error) })
  })
  if (reply.ok) return reply
  throw problemIn(await reply.text(), reply.status, origin)
}

const causeOf = (error: unknown): string =>
  error instanceof Error ? (error.cause instanceof Error ? error.cause.message : error.message) : String(error)

const fact = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string()), z.array(z.number())])
const problemShape = z.object({
  problem: z.object({
    code: z.enum(problemCodes),
    rule: z.string(),
    message: z.string(),
    facts: z.record(z.string(), fact),
    issues: z.array(z.object({ path: z.string(), reason: z.string(), message: z.string() })),
  }),
})

function problemIn(text: string, status: number, server: string): Error {
  try {
    return new RemoteProblem(problemShape.parse(JSON.parse(text)).problem)
  } catch {
    const isGateway = [502, 503, 504].includes(status)
    if (isGateway) return new Problem('unavailable', 'server-not-reached', { server, cause: String(status) })
    return new Error(`${server} answered ${status}: ${text.slice(0, 300)}`)
  }
}

async function followJob(kewei: Kewei, id: number, onProgress: OnProgress): Promise<unknown> {
  for (;;) {
    const job = await readJob(kewei, id)
    onProgress(job)
    if (job.endedAt !== null) return endOf(job)
    await sleep(pause)
  }
}
