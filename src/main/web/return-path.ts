/** Where the sign-in page leads afterwards: only to a path of this site. */
export function returnPath(search: string): string {
  const asked = new URLSearchParams(search).get('return') ?? '/'
  return /^\/(?![/\\])/.test(asked) && !asked.startsWith('/sign-in') ? asked : '/'
}

/** The sign-in page that leads back to where one is now. */
export const signInPath = (path: string, search: string): string => {
  const here = search ? `${path}?${search}` : path
  return here === '/' ? '/sign-in' : `/sign-in?return=${encodeURIComponent(here)}`
}

/** Parts of an address after `?`, several of one name as a list; the inverse of `writeSearch`. */
export function readSearch(text: string): Record<string, string | string[]> {
  const found = new Map<string, string[]>()
  for (const [key, value] of new URLSearchParams(text)) found.set(key, [...(found.get(key) ?? []), value])
  return Object.fromEntries([...found].map(([key, values]) => [key, values.length === 1 ? (values[0] ?? '') : values]))
}

export function writeSearch(search: Readonly<Record<string, unknown>>): string {
  const params = new URLSearchParams()
  for (const [key, value] of Object.entries(search))
    for (const v of Array.isArray(value) ? value : [value]) if (v !== undefined) params.append(key, String(v))
  const text = params.toString()
  return text && `?${text}`
}
