import { offlineReply } from './offline-page.ts'
import { cacheOf, mayKeep, outdated, treatmentOf } from './worker-rules.ts'

type Waiting = { waitUntil(work: Promise<unknown>): void }
type Asking = Waiting & { readonly request: Request; respondWith(reply: Promise<Response>): void }
type Told = Waiting & { readonly data: unknown }

/** The part of a service worker's world that ours uses; the compiler knows only that of pages. */
export type WorkerWorld = {
  readonly location: { readonly origin: string }
  readonly caches: CacheStorage
  readonly registration: { unregister(): Promise<boolean> }
  fetch(request: Request): Promise<Response>
  skipWaiting(): Promise<void>
  addEventListener(kind: 'activate', act: (event: Waiting) => void): void
  addEventListener(kind: 'fetch', act: (event: Asking) => void): void
  addEventListener(kind: 'message', act: (event: Told) => void): void
}

/** What the server says with every answer (`src/platform/http/server.ts`). */
const ourMark = 'x-kewei'

/** Keeps hashed files for the next time and shows the offline page when the server cannot be reached. `build` names this build. */
export function serveOffline(world: WorkerWorld, build: string): void {
  world.addEventListener('activate', (event) => event.waitUntil(forget(world, (names) => outdated(names, build))))
  // A new build waits until somebody asks for it, so that no page is swapped under what is being typed.
  world.addEventListener('message', (event) => {
    if (event.data === 'take-over') event.waitUntil(world.skipWaiting())
  })
  world.addEventListener('fetch', (event) => {
    const treatment = treatmentOf(event.request, world.location.origin)
    if (treatment === 'asset') event.respondWith(asset(world, build, event))
    if (treatment === 'page') event.respondWith(page(world, event))
  })
}

async function asset(world: WorkerWorld, build: string, { request }: Asking): Promise<Response> {
  const kept = await world.caches.match(request)
  if (kept) return kept
  const reply = await world.fetch(request)
  if (mayKeep(reply.status, reply.type, reply.headers.get('content-type'))) {
    const copy = reply.clone()
    const cache = await world.caches.open(cacheOf(build))
    // Storage may be full: then the file is fetched again the next time.
    await cache.put(request, copy).catch(() => undefined)
  }
  return reply
}

async function page(world: WorkerWorld, event: Asking): Promise<Response> {
  try {
    const reply = await world.fetch(event.request)
    if (reply.ok && !reply.headers.has(ourMark)) event.waitUntil(leave(world))
    return reply
  } catch {
    return offlineReply()
  }
}

/** Another program serves at this address now, or Kewei without a worker: nothing of ours stays behind. */
async function leave(world: WorkerWorld): Promise<void> {
  await forget(world, (names) => outdated(names, ''))
  await world.registration.unregister()
}

async function forget(world: WorkerWorld, which: (names: string[]) => string[]): Promise<void> {
  await Promise.all(which(await world.caches.keys()).map((name) => world.caches.delete(name)))
}
