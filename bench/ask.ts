import { type ChildProcess, fork } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { createPerson } from '../src/modules/organisation/contract.ts'
import { quantile, type Stage, timed } from './stage.ts'

export const connections = 8
/** One who reads lists without thinking: ten a second. */
const pauseMs = 100

export type Ask = { method?: string; path: string; body?: unknown }
type Answer = { status: number; body: string }
export type Asking = (ask: Ask) => Promise<Answer>

/** The web door in a process of its own over the stage's database, and how to ask it as an administrator. */
export async function openDoor(stage: Stage): Promise<{ ask: Asking; pid: number; close(): void }> {
  const server: ChildProcess = fork(new URL('./server-process.ts', import.meta.url))
  const token = await signIn(stage)
  const { log: _, ...options } = stage.options
  server.send(options)
  const [{ url, pid }] = (await once(server, 'message')) as [{ url: string; pid: number }]
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const ask: Asking = ({ method = 'GET', path, body }) =>
    new Promise((done, fail) => {
      const payload = body === undefined ? undefined : JSON.stringify(body)
      const headers = { authorization: `Bearer ${token}`, ...(payload ? { 'content-type': 'application/json' } : {}) }
      const req = request(`${url}/api${path}`, { agent, method, headers }, (res) => {
        let text = ''
        res
          .setEncoding('utf8')
          .on('data', (part: string) => {
            text += part
          })
          .on('end', () => done({ status: res.statusCode ?? 0, body: text }))
      })
      req.on('error', fail).end(payload)
    })
  return { ask, pid, close: () => void server.kill() }
}

async function signIn(stage: Stage): Promise<string> {
  const person = (await stage.call(createPerson.name, { login: 'bench', name: 'Bench', roles: ['admin'], unitId: null })) as { id: number }
  const secret = 'bench-token-bench-token-bench-token'
  const hash = createHash('sha256').update(secret).digest()
  await stage.sql('insert into api_token (token_hash, name, person_id, created_at) values ($1, $2, $3, now())', [hash, 'bench', person.id])
  return `kewei.${secret}`
}

/** Latencies of `count` requests over eight connections, or, until `until` says so, of one person who pauses between them; sorted. */
export async function latencies(ask: Asking, make: (i: number) => Ask, count: number, until?: () => boolean): Promise<number[]> {
  const times: number[] = []
  let next = 0
  const worker = async () => {
    for (let i = next++; until ? !until() : i < count; i = next++) {
      const { ms, result } = await timed(() => ask(make(i)))
      if (result.status !== 200) throw new Error(`${result.status} ${result.body.slice(0, 300)}`)
      times.push(ms)
      if (until) await setTimeout(pauseMs)
    }
  }
  await Promise.all(Array.from({ length: until ? 1 : connections }, worker))
  return times.sort((a, b) => a - b)
}

export const spread = (times: readonly number[]) => ({ p50: quantile(times, 0.5), p95: quantile(times, 0.95) })
