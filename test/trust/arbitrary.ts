import fc from 'fast-check'
import { z } from 'zod'
import type { Endpoint } from '../../src/core/endpoint.ts'
import { keptTexts, refusedTexts } from './naughty.ts'

type Json = Record<string, unknown>

/** Values that exist in the database under test, by field name (`room.verb.field` for one endpoint alone), so that valid inputs get past the first look-up. */
export type Known = Readonly<Record<string, readonly unknown[]>>

/** One request as it is sent: no more to it than `inject` takes, so that it can be kept and sent again. */
export type Sent = { method: Endpoint['method']; url: string; headers: Record<string, string>; payload?: string }

const edges = [
  0,
  -0,
  1,
  -1,
  0.5,
  2 ** 31 - 1,
  2 ** 31,
  -(2 ** 31) - 1,
  2 ** 32,
  Number.MAX_SAFE_INTEGER,
  Number.MIN_SAFE_INTEGER,
  2 ** 53,
  1e308,
  -1e308,
  5e-324,
]
const odd = [...Object.values(keptTexts), ...Object.values(refusedTexts)]
const long = fc.constantFrom(...[100, 255, 2_001, 50_000].flatMap((n) => ['a', '海', '\u0301', ' ', '𠮷', '('].map((c) => c.repeat(n))))
const deep = fc.constantFrom(31, 32, 33, 500, 5_000).map((n): unknown => new Raw(`${'['.repeat(n)}${']'.repeat(n)}`))
const text = fc.oneof(fc.constantFrom(...odd), fc.string({ unit: 'binary', maxLength: 40 }), long)

/** JSON text that goes into the body as it is. */
export class Raw {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

const wide = fc.constantFrom('{},', '1,', '"x",', 'null,').map((part): unknown => new Raw(`[${part.repeat(20_000).slice(0, -1)}]`))

/** A value hardly any field wants. */
const nasty: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: text },
  { weight: 4, arbitrary: fc.constantFrom<unknown>(...edges, null, true, '', [], {}, [[]], [null], { length: 1 }) },
  { weight: 1, arbitrary: deep },
  { weight: 1, arbitrary: wide },
  {
    weight: 1,
    arbitrary: fc.constantFrom<unknown>(
      new Raw('1e999'),
      new Raw('-0'),
      new Raw('123456789012345678901234567890'),
      new Raw('{"__proto__":{"polluted":1}}'),
      new Raw('{"constructor":{"prototype":{"polluted":1}}}'),
    ),
  },
  { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' }) as fc.Arbitrary<unknown> },
)

const days = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('2026-11-22', '2024-02-29', '2026-01-01', '2025-12-31') },
  { weight: 1, arbitrary: fc.constantFrom('2025-02-29', '0000-01-01', '0001-01-01', '9999-12-31', '1991-09-15', '2026-1-1', '2026-13-01') },
)
const instants = fc.constantFrom(
  '2026-11-20T10:00:00+08:00',
  '2026-11-20T10:00:00Z',
  '0001-01-01T00:00:00+08:00',
  '9999-12-31T23:59:59+08:00',
  '0000-01-01T00:00:00Z',
  '2026-02-30T00:00:00Z',
  '2026-11-20T10:00:00+23:59',
  '2026-11-20T24:00:00Z',
)
const formats: Record<string, fc.Arbitrary<unknown>> = {
  date: days,
  'date-time': instants,
  uuid: fc.oneof(fc.uuid(), fc.constant('00000000-0000-0000-0000-000000000000')),
  email: fc.constantFrom('a@b.cn', "o'neil+tag@example.com", 'a@b'),
}

function fittingText(schema: Json): fc.Arbitrary<unknown> {
  const format = formats[String(schema['format'])]
  if (format) return format
  const least = Number(schema['minLength'] ?? 0)
  const most = Math.min(Number(schema['maxLength'] ?? 60), 3_000)
  const edge = fc.constantFrom(...[least, most, most + 1].flatMap((n) => ['a', '海', '𠮷', ' '].map((c) => c.repeat(n))))
  const free = fc.string({ unit: 'grapheme', minLength: least, maxLength: Math.min(most, 40) })
  if (typeof schema['pattern'] === 'string') return fc.oneof(fc.constantFrom('ab', 'a_1', 'AB_1', 'customers.read', '*'), free)
  return fc.oneof(
    { weight: 4, arbitrary: free },
    { weight: 1, arbitrary: edge },
    { weight: 2, arbitrary: fc.constantFrom(...Object.values(keptTexts)) },
  )
}

function fittingNumber(schema: Json): fc.Arbitrary<unknown> {
  const least = Math.max(Number(schema['minimum'] ?? Number.MIN_SAFE_INTEGER), Number.MIN_SAFE_INTEGER)
  const most = Math.min(Number(schema['maximum'] ?? Number.MAX_SAFE_INTEGER), Number.MAX_SAFE_INTEGER)
  const within = [least, most, least + 1, most - 1, 1, 2].filter((n) => n >= least && n <= most)
  return fc.oneof(fc.constantFrom(...within), fc.integer({ min: Math.max(least, -1_000), max: Math.min(most, 100_000) }))
}

/** Values as the schema wants them, mostly: from its JSON Schema, and from what the database holds. */
export function fitting(schema: Json, name: string, known: Known): fc.Arbitrary<unknown> {
  const there = known[name] ?? (/Id$/.test(name) ? known['id'] : undefined)
  const made = fittingKind(schema, name, known)
  return there ? fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...there) }, { weight: 1, arbitrary: made }) : made
}

function fittingKind(schema: Json, name: string, known: Known): fc.Arbitrary<unknown> {
  const ways = (schema['anyOf'] ?? schema['oneOf'] ?? schema['allOf']) as Json[] | undefined
  if (ways) return fc.oneof(...ways.map((way) => fitting(way, '', known)))
  if (Array.isArray(schema['enum'])) return fc.constantFrom(...(schema['enum'] as unknown[]))
  if ('const' in schema) return fc.constant(schema['const'])
  if (schema['type'] === 'object') return fittingObject(schema, known)
  if (schema['type'] === 'array') {
    const item = fitting((schema['items'] ?? {}) as Json, name.replace(/s$/, ''), known)
    return fc.array(item, { minLength: Math.min(Number(schema['minItems'] ?? 0), 5), maxLength: 5 })
  }
  if (schema['type'] === 'string') return fittingText(schema)
  if (schema['type'] === 'integer' || schema['type'] === 'number') return fittingNumber(schema)
  if (schema['type'] === 'boolean') return fc.boolean()
  return schema['type'] === 'null' ? fc.constant(null) : nasty
}

function fittingObject(schema: Json, known: Known): fc.Arbitrary<Json> {
  const properties = (schema['properties'] ?? {}) as Record<string, Json>
  const required = (schema['required'] ?? []) as string[]
  if (Object.keys(properties).length === 0 && typeof schema['additionalProperties'] === 'object')
    return fc.dictionary(fc.string({ maxLength: 10 }), fitting(schema['additionalProperties'] as Json, '', known), {
      maxKeys: 4,
    }) as fc.Arbitrary<Json>
  const optional = Object.keys(properties).filter((name) => !required.includes(name))
  const all = fc.record(Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, fitting(inner, name, known)])))
  const some = fc.subarray(optional, { maxLength: Math.min(optional.length, 5) })
  return fc.tuple(all, some).map(([value, names]) => {
    const kept = Object.entries(value).filter(([name]) => required.includes(name) || names.includes(name))
    return Object.fromEntries(kept)
  })
}

/** `encodeURIComponent`, but lone surrogates go out as the bytes a careless client would send. */
const percent = (value: string): string =>
  value.isWellFormed()
    ? encodeURIComponent(value)
    : [...value]
        .map((c) => (c.isWellFormed() ? encodeURIComponent(c) : `%ED%${(0x80 | ((c.charCodeAt(0) >> 6) & 0x3f)).toString(16)}%80`))
        .join('')

const inAddress = (value: unknown): string =>
  percent(
    value instanceof Raw
      ? value.text.slice(0, 2_000)
      : typeof value === 'string'
        ? value.slice(0, 3_000)
        : (JSON.stringify(value) ?? '').slice(0, 3_000),
  )

const inBody = (value: unknown): string => {
  if (value instanceof Raw) return value.text
  if (Array.isArray(value)) return `[${value.map(inBody).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  return `{${Object.entries(value)
    .map(([k, v]) => `${JSON.stringify(k)}:${inBody(v)}`)
    .join(',')}}`
}

/** A request for this input: fields of the path in the path, the others in the query or the body. */
export function requestOf(endpoint: Endpoint, entries: readonly (readonly [string, unknown])[]): Sent {
  const inPath = new Map(entries)
  const names = [...endpoint.path.matchAll(/:(\w+)/g)].map((m) => m[1] ?? '')
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => inAddress(inPath.get(name) ?? 1))
  const rest = entries.filter(([name]) => !names.includes(name))
  const url = `/api${path}`
  if (endpoint.method === 'GET') {
    const query = rest.map(
      ([name, value]) =>
        `${percent(name)}=${Array.isArray(value) && value.every((v) => typeof v === 'string') ? percent(value.join(',')) : inAddress(value)}`,
    )
    return { method: 'GET', url: query.length > 0 ? `${url}?${query.join('&')}` : url, headers: {} }
  }
  const payload = `{${rest.map(([name, value]) => `${JSON.stringify(name)}:${inBody(value)}`).join(',')}}`
  return { method: endpoint.method, url, headers: { 'content-type': 'application/json' }, payload }
}

type Twist = { kind: 'none' | 'replace' | 'inside' | 'drop' | 'extra' | 'body'; at: number; value: unknown; name: string }

const twist: fc.Arbitrary<Twist> = fc.record({
  kind: fc.constantFrom('none', 'none', 'none', 'replace', 'replace', 'replace', 'inside', 'drop', 'extra', 'body'),
  at: fc.nat(60),
  value: nasty,
  name: fc.constantFrom(
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    'is_admin',
    'role_id',
    '',
    'a.b',
    'x[y]',
    '$ne',
    "';--",
    '\0',
    '\ud800',
    'length',
  ),
})

const bodies = [
  '',
  '{',
  'null',
  '[]',
  '"x"',
  '1',
  '{"a":1}{"b":2}',
  '{"a":1,"a":2}',
  '\ufeff{}',
  '{"a":"\\u0000"}',
  '{"__proto__":1}',
  "{'a':1}",
  '{"a":NaN}',
  '[[[[',
  `{"a":${'['.repeat(9_000)}`,
]

/** Requests to one endpoint: as it wants them, and twisted in one place. */
export function requests(endpoint: Endpoint, everywhere: Known): fc.Arbitrary<Sent> {
  const own = Object.entries(everywhere).filter(([name]) => name.startsWith(`${endpoint.name}.`))
  const known = { ...everywhere, ...Object.fromEntries(own.map(([name, values]) => [name.slice(endpoint.name.length + 1), values])) }
  const schema = z.toJSONSchema(endpoint.input, { io: 'input', unrepresentable: 'any' }) as Json
  return fc.tuple(fittingObject(schema, known), twist).map(([input, t]) => {
    const entries: (readonly [string, unknown])[] = Object.entries(input)
    const place = entries.length > 0 ? t.at % entries.length : -1
    if (t.kind === 'drop')
      return requestOf(
        endpoint,
        entries.filter((_, i) => i !== place),
      )
    if (t.kind === 'extra') return requestOf(endpoint, [...entries, [t.name, t.value]])
    if (t.kind === 'replace')
      return requestOf(
        endpoint,
        entries.map(([n, v], i) => [n, i === place ? t.value : v]),
      )
    if (t.kind === 'inside')
      return requestOf(
        endpoint,
        entries.map(([n, v], i) => [n, i === place ? inside(v, t) : v]),
      )
    const sent = requestOf(endpoint, entries)
    return t.kind === 'body' && sent.payload !== undefined ? { ...sent, payload: bodies[t.at % bodies.length] ?? '' } : sent
  })
}

function inside(value: unknown, t: Twist): unknown {
  if (Array.isArray(value)) return value.length > 0 ? value.map((v, i) => (i === t.at % value.length ? inside(v, t) : v)) : [t.value]
  if (typeof value === 'object' && value !== null) return { ...value, [t.name || 'x']: t.value }
  return t.value
}
