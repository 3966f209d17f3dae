// CPU a request and latency of the customer screens: `npm run bench -- lists`; KEWEI_BENCH_SIZES=10000,100000 sets the books.
import { fork } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { createPerson } from '../src/modules/organisation/contract.ts'
import { fillCustomers } from './fill-customers.ts'
import { cpuOfTree, openStage, quantile, type Stage, timed } from './stage.ts'

const sizes = (process.env['KEWEI_BENCH_SIZES'] ?? '10000,100000').split(',').map(Number)
const requests = Number(process.env['KEWEI_BENCH_REQUESTS'] ?? 400)
const connections = 8

type Ask = { method?: string; path: string; body?: unknown }
type Answer = { status: number; body: string }

function client(url: string, token: string) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  return ({ method = 'GET', path, body }: Ask) =>
    new Promise<Answer>((done, fail) => {
      const payload = body === undefined ? undefined : JSON.stringify(body)
      const headers = { authorization: `Bearer ${token}`, ...(payload ? { 'content-type': 'application/json' } : {}) }
      const req = request(`${url}/api${path}`, { agent, method, headers }, (res) => {
        let text = ''
        res
          .setEncoding('utf8')
          .on('data', (part: string) => (text += part))
          .on('end', () => done({ status: res.statusCode ?? 0, body: text }))
      })
      req.on('error', fail).end(payload)
    })
}

async function signIn(stage: Stage): Promise<string> {
  const person = (await stage.call(createPerson.name, { login: 'bench', name: 'Bench', roles: ['admin'], unitId: null })) as { id: number }
  const secret = 'bench-token-bench-token-bench-token'
  await stage.sql('insert into api_token (token_hash, name, person_id, created_at) values ($1, $2, $3, now())', [
    createHash('sha256').update(secret).digest(),
    'bench',
    person.id,
  ])
  return `kewei.${secret}`
}

const regions = ['EAST', 'NORTH', 'SOUTH', 'CENTRAL', 'SOUTHWEST']
const pairs = ['海棠', '云帆', '青禾', '机械', '连锁', '恒澜', '新能', '苏州', '冷链', '酒店']
let made = 0

const kinds: Record<string, (i: number, size: number) => Ask> = {
  list: () => ({ path: '/customers?limit=50' }),
  twoFieldFilter: (i) => ({ path: `/customers?limit=50&tier=${['CORE', 'CHURN_RISK', 'POTENTIAL'][i % 3]}&macroRegion=${regions[i % 5]}` }),
  twoCharacterSearch: (i) => ({ path: `/customers?limit=50&q=${encodeURIComponent(pairs[i % pairs.length] ?? '')}` }),
  openRecord: (i, size) => ({ path: `/customers/${1 + ((i * 7919) % size)}` }),
  create: () => ({
    method: 'POST',
    path: '/customers',
    body: { name: `新建客户${++made}号精密机械有限公司`, provinceCode: '330000', phone: `0574-${String(80_000_000 + made)}` },
  }),
}

async function measure(ask: ReturnType<typeof client>, make: (i: number) => Ask, cpu: () => number, count: number) {
  const times: number[] = []
  let next = 0
  const before = cpu()
  const worker = async () => {
    for (let i = next++; i < count; i = next++) {
      const { ms, result } = await timed(() => ask(make(i)))
      if (result.status !== 200) throw new Error(`${result.status} ${result.body.slice(0, 300)}`)
      times.push(ms)
    }
  }
  await Promise.all(Array.from({ length: connections }, worker))
  times.sort((a, b) => a - b)
  return { cpuMs: (cpu() - before) / count, p50: quantile(times, 0.5), p95: quantile(times, 0.95) }
}

async function one(size: number) {
  const stage = await openStage()
  const server = fork(new URL('./server-process.ts', import.meta.url))
  try {
    const token = await signIn(stage)
    const filling = await timed(() => fillCustomers(stage, size))
    const { log: _, ...options } = stage.options
    server.send(options)
    const [{ url, pid }] = (await once(server, 'message')) as [{ url: string; pid: number }]
    const ask = client(url, token)
    const cpu = () => cpuOfTree(pid) + cpuOfTree(stage.embedded.pid)
    const results: Record<string, unknown> = {}
    for (const [kind, make] of Object.entries(kinds)) {
      await measure(ask, (i) => make(i, size), cpu, 60)
      results[kind] = await measure(ask, (i) => make(i, size), cpu, requests)
    }
    return { customers: size, filledInSeconds: Math.round(filling.ms / 1000), results }
  } finally {
    server.kill()
    await stage.close()
  }
}

const books = []
for (const size of sizes) {
  const book = await one(size)
  console.error(JSON.stringify(book))
  books.push(book)
}
console.log(JSON.stringify({ bench: 'lists', connections, requests, books }))
