import { describe, expect, test } from 'vitest'
import { serveOffline, type WorkerWorld } from './worker.ts'
import { treatmentOf } from './worker-rules.ts'

const origin = 'https://kewei.test'

test.each([
  ['a hashed file of ours', 'GET', '/assets/index-CTjCN97d.js', 'cors', 'asset'],
  ['a hashed style', 'GET', '/assets/list-a_b-CDEF.css', 'no-cors', 'asset'],
  ['a page that is opened', 'GET', '/customers/12?tab=care', 'navigate', 'page'],
  ['data', 'GET', '/api/customers', 'cors', 'leave'],
  ['data that is opened, as a download is', 'GET', '/api/files/7', 'navigate', 'leave'],
  ['a change', 'POST', '/api/customers', 'cors', 'leave'],
  ['a form that is sent', 'POST', '/customers', 'navigate', 'leave'],
  ['a file that carries no hash', 'GET', '/icon.svg', 'no-cors', 'leave'],
  ['an asset under another name', 'GET', '/assets/data.json', 'cors', 'leave'],
  ['an asset asked for with a question', 'GET', '/assets/index-CTjCN97d.js?v=2', 'cors', 'leave'],
  ['the worker itself', 'GET', '/sw.js', 'same-origin', 'leave'],
  ['another address', 'GET', 'https://elsewhere.test/assets/index-CTjCN97d.js', 'cors', 'leave'],
])('%s: %s %s as %s is to %s', (_, method, path, mode, treatment) => {
  expect(treatmentOf({ method, url: new URL(path, origin).href, mode }, origin)).toBe(treatment)
})

type Replies = (request: Request) => Response | undefined

/** A browser's service worker scope: caches in memory, and a server that answers as told; undefined is a network that is away. */
function browser(server: Replies) {
  const stores = new Map<string, Map<string, Response>>()
  const acts = new Map<string, (event: unknown) => void>()
  const seen = { fetched: 0, unregistered: false, skipped: false }
  const world: WorkerWorld = {
    location: { origin },
    caches: {
      keys: async () => [...stores.keys()],
      delete: async (name: string) => stores.delete(name),
      match: async (request: Request) =>
        [...stores.values()]
          .map((store) => store.get(request.url))
          .find(Boolean)
          ?.clone(),
      open: async (name: string) => {
        const store = stores.get(name) ?? new Map<string, Response>()
        stores.set(name, store)
        return { put: async (request: Request, reply: Response) => void store.set(request.url, reply) }
      },
    } as unknown as CacheStorage,
    registration: {
      unregister: async () => {
        seen.unregistered = true
        return true
      },
    },
    fetch: async (request) => {
      seen.fetched += 1
      const reply = server(request)
      if (!reply) throw new TypeError('Failed to fetch')
      return Object.defineProperty(reply, 'type', { value: 'basic' })
    },
    skipWaiting: async () => {
      seen.skipped = true
    },
    addEventListener: (kind: string, act: (event: never) => void) => void acts.set(kind, act as (event: unknown) => void),
  }
  const work: Promise<unknown>[] = []
  const event = (more: object) => ({ waitUntil: (p: Promise<unknown>) => void work.push(p), ...more })
  const settle = async () => void (await Promise.all(work.splice(0)))
  const tell = async (kind: string, more: object = {}) => {
    acts.get(kind)?.(event(more))
    await settle()
  }
  const ask = async (path: string, mode = 'cors', init: RequestInit = {}): Promise<Response | undefined> => {
    // Node makes no request with the mode of a page that is opened.
    const request = Object.defineProperty(new Request(new URL(path, origin), init), 'mode', { value: mode })
    const answer: { reply?: Promise<Response> } = {}
    acts.get('fetch')?.(event({ request, respondWith: (reply: Promise<Response>) => void Object.assign(answer, { reply }) }))
    const reply = await answer.reply
    await settle()
    return reply
  }
  const kept = () => [...stores.values()].flatMap((store) => [...store.keys()].map((url) => new URL(url).pathname))
  return { world, seen, stores, tell, ask, kept }
}

const script = () => new Response('1', { headers: { 'content-type': 'text/javascript' } })
const page = (headers: Record<string, string> = { 'x-kewei': '1' }) =>
  new Response('<p>', { headers: { 'content-type': 'text/html', ...headers } })
const hashed = '/assets/index-CTjCN97d.js'

function started(server: Replies, build = 'b1') {
  const here = browser(server)
  serveOffline(here.world, build)
  return here
}

describe('the service worker', () => {
  test('keeps no answer of the API and no page, whatever is asked', async () => {
    const here = started(({ url }) => (url.includes('/api/') ? Response.json({ rows: [] }) : page()))
    for (const path of ['/api/customers', '/api/session', '/customers', '/', '/icon.svg']) {
      await here.ask(path)
      await here.ask(path, 'navigate')
      await here.ask(path, 'cors', { method: 'POST', body: '{}' })
    }
    expect(await here.ask('/api/customers')).toBeUndefined()
    expect(here.kept()).toEqual([])
  })

  test('fetches a hashed file once', async () => {
    const here = started(script)
    expect(await (await here.ask(hashed))?.text()).toBe('1')
    expect(await (await here.ask(hashed))?.text()).toBe('1')
    expect([here.seen.fetched, here.kept()]).toEqual([1, [hashed]])
  })

  test.each<[string, () => Response]>([
    ['the page that stands for a missing file', () => page()],
    ['a problem in JSON', () => Response.json({ problem: {} })],
    ['an answer that is no success', () => new Response('', { status: 404, headers: { 'content-type': 'text/javascript' } })],
    ['part of a file', () => new Response('1', { status: 206, headers: { 'content-type': 'text/javascript' } })],
  ])('does not keep %s under the name of a hashed file', async (_, reply) => {
    const here = started(reply)
    await here.ask(hashed)
    expect(here.kept()).toEqual([])
  })

  test('shows the offline page only for pages, without scripts, and lets the page answer as long as there is one', async () => {
    const away = started(() => undefined)
    const reply = await away.ask('/customers', 'navigate')
    expect([reply?.status, reply?.headers.get('cache-control')]).toEqual([503, 'no-store'])
    expect(reply?.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(await reply?.text()).toMatch(/现在连不上客维(?!.*<script)/s)
    await expect(away.ask(hashed)).rejects.toThrow(TypeError)
    expect((await started(() => page()).ask('/customers', 'navigate'))?.status).toBe(200)
  })

  test('a newer build drops the files of the one before, and of no other program', async () => {
    const here = started(script, 'b2')
    here.stores.set('kewei-assets-b1', new Map()).set('kewei-assets-b2', new Map()).set('somebody-else', new Map())
    await here.tell('activate')
    expect([...here.stores.keys()]).toEqual(['kewei-assets-b2', 'somebody-else'])
  })

  test('waits until it is told to take over', async () => {
    const here = started(script)
    await here.tell('message', { data: 'anything' })
    expect(here.seen.skipped).toBe(false)
    await here.tell('message', { data: 'take-over' })
    expect(here.seen.skipped).toBe(true)
  })

  test('goes without a trace where another program answers, and stays when Kewei fails', async () => {
    const failing = started(() => new Response('', { status: 502 }))
    await failing.ask('/', 'navigate')
    expect(failing.seen.unregistered).toBe(false)
    const other = started(({ url }) => (url.endsWith(hashed) ? script() : page({})))
    await other.ask(hashed)
    await other.ask('/', 'navigate')
    expect([other.seen.unregistered, other.kept()]).toEqual([true, []])
  })
})
