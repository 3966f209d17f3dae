import type { Endpoint } from '../../core/endpoint.ts'

export const apiBase = '/api'

export type Prepared = { readonly url: string; readonly body: Readonly<Record<string, unknown>> | undefined }
type Route = Pick<Endpoint, 'method' | 'path' | 'body'>

const asRecord = (input: unknown): Readonly<Record<string, unknown>> =>
  typeof input === 'object' && input !== null ? Object.fromEntries(Object.entries(input)) : {}

/** Text goes as it is, everything else as JSON, so that `true`, `12` and lists read back as what they were. */
const queryValue = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

function query(values: Readonly<Record<string, unknown>>): string {
  const search = new URLSearchParams()
  for (const key of Object.keys(values).sort()) if (values[key] !== undefined) search.set(key, queryValue(values[key]))
  const text = search.toString()
  return text && `?${text}`
}

/**
 * Where an input goes: `:name` parts into the path, the rest into the query (GET, files) or the JSON body.
 * Throws when a path part has no value: that is a mistake in the screen.
 */
export function prepare(endpoint: Route, input: unknown): Prepared {
  const rest: Record<string, unknown> = { ...asRecord(input) }
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => {
    const value = rest[name]
    delete rest[name]
    if (value === undefined || value === null || value === '') throw new Error(`${endpoint.path} needs ${name}`)
    return encodeURIComponent(String(value))
  })
  const inQuery = endpoint.method === 'GET' || endpoint.body === 'file'
  return inQuery
    ? { url: `${apiBase}${path}${query(rest)}`, body: undefined }
    : { url: `${apiBase}${path}`, body: Object.keys(rest).length > 0 || endpoint.method !== 'DELETE' ? rest : undefined }
}

/** The room an endpoint belongs to: `customers` of `customers.list`. */
export const roomOf = (endpoint: Pick<Endpoint, 'name'>): string => endpoint.name.split('.')[0] ?? endpoint.name
