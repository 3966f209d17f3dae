import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { guard, unguard } from './formula-guard.ts'

describe('A25 formula-looking text', () => {
  it.each([
    '=1+1',
    '+8613800138000',
    '-5',
    '@SUM(A1)',
    "=cmd|'/c calc'!A1",
    '=WEBSERVICE("http://x")',
    '\t=1',
    '\t文',
    '\r1',
    '\n1',
    ' =1',
    '\u00a0=1',
    '\u3000=1',
    '\ufeff=1',
    '\u200b=1',
    '＝1',
    '＋1',
    '－1',
    '＠1',
    ' ＝1',
    "'=1",
    "''=1",
  ])('%j is guarded, and the guard comes off', (text) => {
    expect(guard(text)).toBe(`'${text}`)
    expect(unguard(guard(text))).toBe(text)
  })

  it.each(['', '甲', '1-2', 'a=b', "'甲", "O'Brien", '138', ' 甲', '(=1)'])('%j stays as it is', (text) => {
    expect(guard(text)).toBe(text)
    expect(unguard(text)).toBe(text)
  })

  it('the guard always comes off', () => {
    const text = fc.array(fc.constantFrom("'", '=', '＋', ' ', '\u3000', '\t', '\n', '甲', 'a')).map((parts) => parts.join(''))
    fc.assert(
      fc.property(fc.oneof(text, fc.string({ unit: 'binary' })), (text) => {
        expect(unguard(guard(text))).toBe(text)
      }),
      { numRuns: 1000 },
    )
  })
})
