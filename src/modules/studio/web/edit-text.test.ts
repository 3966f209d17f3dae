import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isPlain } from '../../policies/policy/paths.ts'
import { insertItem, removeItem, setValue } from './edit-text.ts'
import { linesOf, type Place, type PolicyText, placeOnLine, readText, valueIn } from './policy-text.ts'

const pack = readFileSync(join(import.meta.dirname, '../../../../policies/rfm-lifecycle.zh.yaml'), 'utf8')

function read(source: string): PolicyText {
  const read = readText(source)
  if (!read.ok) throw new Error(`${JSON.stringify(read.problems)} in:\n${source}`)
  return read.text
}

/** Ways of writing that people and other programs use, all in one. */
const strange = [
  '# head',
  'a:',
  '- x   # one',
  "- 'it''s'",
  '-   y',
  'b:',
  '    c: "09:00"      # at nine',
  '    d:',
  '    e: |',
  '      two',
  '      lines',
  '    f: [1,  2,',
  '      3]   # list',
  '"g": { h: 1,   i: {} , j: [] }   # flow',
  'k:',
  '  - l: 1',
  '    m: 2',
  '',
  '  # between',
  '  -',
  '    l: 3',
  '  - { l: 4 }',
  'last: yes indeed',
].join('\n')

const tricky = ['', ' ', 'true', 'null', '~', '12', '1e3', '0x1f', '-', '- a', 'a: b', 'a #b', '#', '"', "'", "it's", '{', '[a]', '&a', '*a', '!t', '|', '>', '%', '@', '`', '?', 'a\nb', 'a\\b', 'é', '客户', 'class:KEY', '09:00', 'x:', '\t', '\u2028', '\u0085', '🙂', 'no', '__proto__'] // biome-ignore format: a list

const scalar = fc.oneof(
  fc.constantFrom(...tricky),
  fc.string({ unit: 'binary' }).filter((s) => !/[\uD800-\uDFFF]/u.test(s)),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => (Object.is(n, -0) ? 0 : n)),
  fc.boolean(),
  fc.constant(null),
)
const name = fc.oneof(fc.constantFrom('months', 'x y', 'a:b', '1', 'true', '#'), fc.stringMatching(/^[a-z][a-zA-Z]{0,8}$/))
const { value: anyValue } = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: 'small', withCrossShrink: true }, scalar, tie('list'), tie('record')),
  list: fc.array(tie('value'), { maxLength: 4 }),
  record: fc.dictionary(name, tie('value'), { maxKeys: 4, noNullPrototype: true }),
}))

/** Every place of a value. */
const placesOf = (value: unknown, at: Place = []): Place[] => {
  const inner = Array.isArray(value) ? value.map((v, i) => [i, v] as const) : isPlain(value) ? Object.entries(value) : []
  return inner.flatMap(([step, v]) => [[...at, step], ...placesOf(v, [...at, step])])
}

/** The value with another one at a place; undefined takes a key away. */
function put(value: unknown, [step, ...rest]: Place, next: unknown): unknown {
  if (step === undefined) return next
  if (Array.isArray(value)) return value.map((v, i) => (i === step ? put(v, rest, next) : v))
  const record = isPlain(value) ? value : {}
  const inner = put(record[step], rest, next)
  return Object.fromEntries(
    [...Object.keys(record), ...(step in record ? [] : [String(step)])]
      .map((key) => [key, key === String(step) ? inner : record[key]] as const)
      .filter(([, v]) => v !== undefined),
  )
}

/** Reading the pack takes a hundred times as long as reading the strange text. */
const documents = [
  ['the default pack', pack, 4],
  ['a strange text', strange, 150],
  ['one with Windows line ends', strange.replaceAll('\n', '\r\n'), 60],
] as const

describe.each(documents)('editing %s', (_, source, numRuns) => {
  const text = read(source)
  const lines = source.split('\n')
  const place = fc.constantFrom(...placesOf(text.value))

  /** Lines outside of what was edited, byte by byte. */
  const untouched = (edited: string, { from, to }: { from: number; to: number }) => {
    const now = edited.split('\n')
    expect(now.slice(0, from - 1)).toEqual(lines.slice(0, from - 1))
    const rest = lines.slice(to)
    if (rest.length > 0) expect(now.slice(-rest.length)).toEqual(rest)
  }

  test('a value set is read back, and no other line or value changes', () => {
    fc.assert(
      fc.property(place, anyValue, (at, value) => {
        const edited = setValue(text, at, value)
        expect(read(edited).value).toEqual(put(text.value, at, value))
        untouched(edited, linesOf(text, at) ?? { from: 0, to: 0 })
      }),
      { numRuns },
    )
  })

  test('a value set back leaves what is read as it was', () => {
    fc.assert(
      fc.property(place, anyValue, (at, value) => {
        const there = read(setValue(text, at, value))
        expect(read(setValue(there, at, valueIn(text.value, at))).value).toEqual(text.value)
      }),
      { numRuns },
    )
  })

  test('a key taken away is gone, and only it', () => {
    const keys = placesOf(text.value).filter((p) => typeof p.at(-1) === 'string')
    fc.assert(
      fc.property(fc.constantFrom(...keys), (at) => {
        const edited = setValue(text, at, undefined)
        expect(read(edited).value).toEqual(put(text.value, at, undefined))
      }),
      { numRuns },
    )
  })

  test('a new key is read back behind the keys it belongs to', () => {
    const records = placesOf(text.value).filter((p) => isPlain(valueIn(text.value, p)))
    fc.assert(
      fc.property(fc.constantFrom(...records), anyValue, (at, value) => {
        const edited = read(setValue(text, [...at, 'brandNew'], value))
        expect(valueIn(edited.value, [...at, 'brandNew'])).toEqual(value)
        expect(read(setValue(edited, [...at, 'brandNew'], undefined)).value).toEqual(text.value)
      }),
      { numRuns },
    )
  })

  test('items come and go in lists', () => {
    const lists = placesOf(text.value).filter((p) => Array.isArray(valueIn(text.value, p)))
    fc.assert(
      fc.property(fc.constantFrom(...lists), fc.nat(20), anyValue, (at, n, value) => {
        const before = valueIn(text.value, at)
        const list = Array.isArray(before) ? before : []
        const index = n % (list.length + 1)
        const more = read(insertItem(text, at, index, value))
        expect(valueIn(more.value, at)).toEqual([...list.slice(0, index), value, ...list.slice(index)])
        expect(read(removeItem(more, at, index)).value).toEqual(text.value)
      }),
      { numRuns },
    )
  })
})

const line = (source: string, words: string) => source.split('\n').find((l) => l.includes(words))

describe('in the default pack', () => {
  const text = read(pack)

  test('CARE-01 every three months becomes every two on its own line', () => {
    const edited = setValue(text, ['care', 'obligations', 0, 'every', 'months'], 2)
    const changed = edited.split('\n').filter((l, i) => l !== pack.split('\n')[i])
    expect(changed).toEqual(['      every: { months: 2 }'])
  })

  test('a comment behind a value keeps its column', () => {
    const edited = setValue(text, ['care', 'horizonDays'], 120)
    expect(line(edited, 'horizonDays')?.indexOf('#')).toBe(line(pack, 'horizonDays')?.indexOf('#'))
  })

  test('a time keeps its quotes', () => {
    expect(line(setValue(text, ['duplicates', 'scanAt'], '03:30'), 'scanAt')).toBe('  scanAt: "03:30"')
  })

  test('an end of an obligation stands behind its cadence', () => {
    const order = ['rule', 'title', 'enabled', 'appliesTo', 'every', 'atMost', 'action']
    const edited = setValue(text, ['care', 'obligations', 0, 'atMost'], 4, order).split('\n')
    expect(edited[edited.indexOf('      atMost: 4') - 1]).toBe('      every: { months: 3 }')
  })

  test('tiers that were left to their defaults are written before the rules', () => {
    const edited = read(setValue(text, ['tiering', 'tiers'], [{ code: 'CORE', name: '核心', rank: 1 }]))
    const order = edited.source.split('\n')
    expect(order.findIndex((l) => l.startsWith('  tiers:'))).toBeLessThan(order.findIndex((l) => l.includes('id: MD-04')))
  })

  test('a line leads to the place that stands on it', () => {
    const at = pack.split('\n').indexOf('      every: { months: 3 }') + 1
    expect(placeOnLine(text, at)).toEqual(['care', 'obligations', 0, 'every'])
    expect(linesOf(text, ['care', 'obligations', 0, 'every'])).toEqual({ from: at, to: at })
  })
})

test.each([
  ['a list', '- 1'],
  ['no YAML', 'a: [1'],
  ['nothing', ''],
  ['a reference', 'a: &x 1\nb: *x'],
])('%s is not taken for a policy', (_, source) => expect(readText(source).ok).toBe(false))
