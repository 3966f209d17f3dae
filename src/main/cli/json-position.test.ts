import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseJson, wrongPosition } from './json-position.ts'

const reads = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

describe('where a text stops being JSON', () => {
  test.each([
    ['{"limit":2,}', 11],
    ['{limit:2}', 1],
    ["{'limit':2}", 1],
    ['{"limit" 2}', 9],
    ['[1 2]', 3],
    ['[1,', 3],
    ['', 0],
    ['{"a":01}', 6],
    ['{"a":"b\nc"}', 5],
    ['{} x', 3],
    ['nul', 0],
  ])('%j at %i', (text, position) => expect(wrongPosition(text)).toBe(position))

  test('says nothing of JSON, however it is written', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(undefined, 1, '\t'), (text, indent) => {
        expect(wrongPosition(JSON.stringify(JSON.parse(text), null, indent))).toBeUndefined()
      }),
    )
  })

  test('agrees with JSON.parse on texts with one character changed', () => {
    const changed = fc.tuple(fc.json(), fc.nat(), fc.constantFrom('', ',', '}', '"', '0', '\\', '\n', ':'))
    fc.assert(
      fc.property(changed, ([text, at, put]) => {
        const i = at % text.length
        const broken = text.slice(0, i) + put + text.slice(i + 1)
        expect(wrongPosition(broken) === undefined).toBe(reads(broken))
      }),
      { numRuns: 500 },
    )
  })

  test('is told by line and column', () => {
    expect(() => parseJson('{\n  "a": 1,\n  b: 2\n}')).toThrow(
      expect.objectContaining({ rule: 'not-json-at', facts: { position: 14, line: 3, column: 3 } }),
    )
  })
})
