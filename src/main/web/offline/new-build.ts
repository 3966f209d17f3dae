import { useSyncExternalStore } from 'react'
import { serviceWorkers } from '../../../ui/secure-context.ts'

/** An open page asks by itself: it is not loaded again for days. */
const askEvery = 15 * 60_000

let waiting: ServiceWorker | undefined
const listeners = new Set<() => void>()

function tell(worker: ServiceWorker): void {
  waiting = worker
  for (const listener of listeners) listener()
}

/** Registers the service worker where the browser has one to offer; over plain http nothing happens. */
export async function keepWorker(): Promise<void> {
  const workers = serviceWorkers()
  if (!workers || !import.meta.env.PROD) return
  await workers.register('/sw.js').catch(() => undefined)
  const registration = await workers.getRegistration()
  if (!registration) return
  if (registration.waiting && workers.controller) tell(registration.waiting)
  registration.addEventListener('updatefound', () => {
    const coming = registration.installing
    coming?.addEventListener('statechange', () => {
      if (coming.state === 'installed' && workers.controller) tell(coming)
    })
  })
  setInterval(() => void registration.update().catch(() => undefined), askEvery)
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Whether a newer build waits to be taken. */
export const useNewBuild = (): boolean => useSyncExternalStore(subscribe, () => waiting !== undefined)

/** Loads the page again under the newer build. Forms with a draft go on where they were; for others the browser asks first. */
export function takeNewBuild(): void {
  const reload = () => location.reload()
  if (waiting?.state !== 'installed') reload()
  else {
    serviceWorkers()?.addEventListener('controllerchange', reload, { once: true })
    waiting.postMessage('take-over')
  }
}
