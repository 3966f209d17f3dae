import type { QueryClient } from '@tanstack/react-query'
import type { Nudge } from '../../../core/nudge.ts'
import { isOwnRequest } from '../client.ts'
import { isConcerned, type Shows } from './concerns.ts'

/** What came of a list in the meantime: how many things changed, 0 when nobody knows. */
export type News = { readonly count: number }

/** Own changes are known by the answer to them, which may be a moment behind. */
const answerMs = 300
/** Nothing is asked again more often than this. */
const quietMs = 2_000
/** While somebody types, what is under their hands stays. */
const lookAgainMs = 1_000
/** These never stand in a form, and are always asked at once. */
const besideThePage = new Set(['notifications', 'jobs'])

type Query = ReturnType<ReturnType<QueryClient['getQueryCache']>['getAll']>[number]

const held = new Map<string, number>()
const news = new Map<string, Set<string>>()
const listeners = new Set<() => void>()
const tellListeners = () => {
  for (const listener of listeners) listener()
}

export const onNews = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
export const newsOf = (hash: string): number | undefined => news.get(hash)?.size

/** While held, a list is not asked again by itself: its rows stay where they are, and `newsOf` counts what changed. */
export function hold(hash: string): () => void {
  held.set(hash, (held.get(hash) ?? 0) + 1)
  return () => {
    held.set(hash, (held.get(hash) ?? 1) - 1)
    if (held.get(hash) === 0) held.delete(hash)
  }
}

export type Newsroom = { hear(nudges: readonly Nudge[]): void; again(): void; close(): void }

/** Asks again what is on screen when it changed: not under the hands of somebody who types, and lists only when they want it. */
export function openNewsroom(client: QueryClient, shows: Shows): Newsroom {
  const dirty = new Map<string, Set<string>>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let last = 0
  const soon = (ms: number) => {
    timer ??= setTimeout(flush, Math.max(ms, last + quietMs - performance.now()))
  }
  const flush = () => {
    timer = undefined
    last = performance.now()
    const typing = isWriting()
    for (const query of client.getQueryCache().getAll()) {
      const things = dirty.get(query.queryHash)
      if (!things || (typing && query.isActive() && !besideThePage.has(String(query.queryKey[0])))) continue
      dirty.delete(query.queryHash)
      askAgain(client, query, things)
    }
    if (dirty.size > 0) soon(lookAgainMs)
  }
  const mark = (query: Query, things: readonly string[]) =>
    void dirty.set(query.queryHash, new Set([...(dirty.get(query.queryHash) ?? []), ...things]))
  const stop = client.getQueryCache().subscribe((e) => {
    if (e.type === 'updated' && e.action.type === 'success' && news.delete(e.query.queryHash)) tellListeners()
  })
  return {
    hear(nudges) {
      setTimeout(() => {
        for (const nudge of nudges.filter((n) => !isOwnRequest(n.by)))
          for (const query of client.getQueryCache().getAll()) if (isConcerned(query.queryKey, nudge, shows)) mark(query, thingsOf(nudge))
        if (dirty.size > 0) soon(Math.random() * answerMs)
      }, answerMs)
    },
    again() {
      for (const query of client.getQueryCache().getAll()) mark(query, [])
      soon(Math.random() * quietMs)
    },
    close() {
      clearTimeout(timer)
      stop()
    },
  }
}

const thingsOf = ({ kind, ids }: Nudge): string[] => (ids ?? []).map((id) => `${kind} ${id}`)

function askAgain(client: QueryClient, query: Query, things: ReadonlySet<string>): void {
  const exact = { queryKey: query.queryKey, exact: true }
  if (held.has(query.queryHash) && query.state.data !== undefined) {
    news.set(query.queryHash, new Set([...(news.get(query.queryHash) ?? []), ...things]))
    tellListeners()
    return
  }
  // What nobody looks at is asked when somebody does.
  void client.invalidateQueries({ ...exact, ...(document.hidden ? { refetchType: 'none' as const } : {}) })
}

/** Somebody types, or a form is open: what it was filled from stays as it was, and with it the version that is sent along. */
function isWriting(): boolean {
  const at = document.activeElement
  const types =
    at instanceof HTMLElement && (at.isContentEditable || at.matches('textarea, select, input:not([type=search], [type=checkbox])'))
  return types || document.querySelector('.k-form') !== null
}
