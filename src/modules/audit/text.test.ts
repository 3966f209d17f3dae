import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { text } from './text.ts'

const src = new URL('../../', import.meta.url)
const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
  .map((path) => ({ path, source: readFileSync(new URL(path, src), 'utf8') }))

const literals = (source: string): string[] => [...source.matchAll(/'([a-z][a-zA-Z-]*\.[a-z][a-zA-Z-]*)'/g)].map((m) => m[1] ?? '')

/** Names in `{ name: 'x.y', subject: … }` and in the words before the values of a call such as `personEvent('x.y', …)`. */
function eventNames(source: string): string[] {
  const objects = [...source.matchAll(/\bname: '([a-z][a-zA-Z-]*\.[a-z][a-zA-Z-]*)',\s*subject\b/g)].map((m) => m[1] ?? '')
  const calls = [...source.matchAll(/\b(?:event|\w+Event)\(([^{]*)\{/g)].flatMap((m) => literals(m[1] ?? ''))
  const chosen = [...source.matchAll(/\bconst name = ([^\n]*)\n(?=[\s\S]{0,1000}Event\(name\b)/g)].flatMap((m) => literals(m[1] ?? ''))
  return [...objects, ...calls, ...chosen]
}

/** How often a word is given: once a language. */
const given = (name: string): number =>
  files.filter((f) => f.path.endsWith('text.ts')).reduce((n, f) => n + f.source.split(`'event.${name}':`).length - 1, 0)

describe('words for events', () => {
  const names = [...new Set(files.flatMap((f) => eventNames(f.source)))].sort()

  test('the reader finds event names in every shape they are written', () => {
    for (const name of ['customer.created', 'tier-run.ended', 'job.retried', 'session.refused', 'person.deactivated', 'audit.verified']) {
      expect(names).toContain(name)
    }
    expect(names.length).toBeGreaterThan(35)
  })

  test.each(names)('%s is said in both languages', (name) => {
    expect(given(name)).toBeGreaterThanOrEqual(2)
  })

  test('no word of this room is empty or left in the other language', () => {
    for (const [key, said] of Object.entries(text['zh-CN'])) expect(`${key} ${/[一-鿿]/.test(said)}`).toBe(`${key} true`)
    for (const [key, said] of Object.entries(text.en)) expect(`${key} ${/^[\x20-\x7e]+$/.test(said)}`).toBe(`${key} true`)
  })
})
