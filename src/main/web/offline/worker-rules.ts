/** What the service worker does with a request: `asset` and `page` are its own business, everything else goes past it. */
export type Treatment = 'asset' | 'page' | 'leave'

type Asked = { readonly method: string; readonly url: string; readonly mode: string }

/** Files under /assets/ carry their hash in the name and never change. */
const hashed = /^\/assets\/[\w.-]+-[\w-]{8}\.(js|css|woff2?|png|svg)$/

/** Only hashed files of ours are kept, and only a page that is opened may be answered with the offline page; data never. */
export function treatmentOf({ method, url, mode }: Asked, origin: string): Treatment {
  const at = new URL(url)
  if (method !== 'GET' || at.origin !== origin || at.pathname.startsWith('/api/')) return 'leave'
  if (mode === 'navigate') return 'page'
  return hashed.test(at.pathname) && at.search === '' ? 'asset' : 'leave'
}

/** Whether an answer may be kept: whole, ours, and what a hashed file is, not the page that stands for a missing one. */
export const mayKeep = (status: number, type: string, contentType: string | null): boolean =>
  status === 200 && type === 'basic' && contentType !== null && !/^(text\/html|application\/json)\b/.test(contentType)

const prefix = 'kewei-assets-'

export const cacheOf = (build: string): string => `${prefix}${build}`

/** Of the caches of this address, ours of other builds. */
export const outdated = (names: readonly string[], build: string): string[] =>
  names.filter((name) => name.startsWith(prefix) && name !== cacheOf(build))
