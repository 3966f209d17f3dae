import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { allSyllables, commonSyllables, fold, initials, isHan, readings, simplified, syllables } from './chinese.ts'

describe('folding', () => {
  test.each([
    ['Traditional characters', '臺灣鴻海精密機械', '台湾鸿海精密机械'],
    ['spellings of Hong Kong', '裏麪', '里面'],
    ['full width, case and accents', 'ＡＢＣ　Café', 'abccafe'],
    ['signs and spaces', '海棠(宁波)·No.1', '海棠宁波no1'],
    ['ligatures and circles', '㈱①', '株1'],
    ['a radical that looks like a character', '\u2f1f木', '土木'],
    ['control characters and half of a pair', 'a\u0000\u202e\ud800b', 'ab'],
    ['a rare form of a common character', '𠮷野家', '吉野家'],
  ])('%s: %s', (_, text, folded) => expect(fold(text)).toBe(folded))

  test('folding twice changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(fold(fold(text))).toBe(fold(text))
      }),
      { numRuns: 500 },
    )
    for (let code = 0x3400; code <= 0x9fff; code++) {
      const once = simplified(String.fromCharCode(code))
      expect(simplified(once)).toBe(once)
    }
  })

  test('a part folds as it does inside the whole', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...'乾隆皇后裏面髮廊發展海棠Ａ１')), fc.nat(12), (chars, at) => {
        expect(fold(chars.join(''))).toBe(fold(chars.slice(0, at).join('')) + fold(chars.slice(at).join('')))
      }),
    )
  })
})

describe('pinyin', () => {
  test.each([
    ['重庆长江', 'chong qing chang jiang'],
    ['厦门大厦', 'xia men da sha'],
    ['绿城', 'lv cheng'],
    ['3m中国', '3 m zhong guo'],
  ])('words decide the reading: %s', (text, said) => expect(syllables(text).join(' ')).toBe(said))

  test('a surname is read as one', () => {
    expect(syllables('单立新', 'PERSON')[0]).toBe('shan')
    expect(syllables('曾晓', 'PERSON')[0]).toBe('zeng')
  })

  test('a name has a second reading only where its characters alone are read otherwise', () => {
    expect(readings('重庆')).toEqual([
      ['chong', 'qing'],
      ['zhong', 'qing'],
    ])
    expect(readings('海棠')).toEqual([['hai', 'tang']])
    expect(initials(syllables('海棠精密'))).toBe('htjm')
  })

  test('there is one entry a character, and what is read is a known syllable', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (text) => {
        const folded = fold(text)
        expect(syllables(folded)).toHaveLength([...folded].length)
      }),
    )
    for (let code = 0x4e00; code <= 0x9fa5; code++) {
      const [said] = commonSyllables(String.fromCharCode(code))
      expect(said === '' || allSyllables.has(said ?? '?')).toBe(true)
    }
    expect([...allSyllables].every((syllable) => /^[a-z]{1,6}$/.test(syllable) && !isHan(syllable))).toBe(true)
  })
})
