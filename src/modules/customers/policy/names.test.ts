import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nameIdentity, nameKey } from './names.ts'

describe('names sort as in a directory', () => {
  test.each([
    ['by pinyin', ['安徽海川', '昂立教育', '北京青禾', '重庆长江', '宁波海棠']],
    ['a word by its reading', ['长沙恒达', '重庆恒达', '大连恒达']],
    ['the shorter first', ['海棠', '海棠精密', '海棠精密机械']],
    ['numbers, then letters and pinyin together', ['3M中国', '阿里', 'ABC贸易', 'Bosch']],
  ])('%s', (_, names) => {
    expect([...names].reverse().toSorted((a, b) => (nameKey(a) < nameKey(b) ? -1 : 1))).toEqual(names)
  })

  test('names said alike keep together by their characters', () => {
    expect(nameKey('海川')).not.toBe(nameKey('海传'))
    expect(nameKey('海川').split('-')[0]).toBe(nameKey('海传').split('-')[0])
  })

  test('the key is short ASCII, and the same for both scripts', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (name) => {
        expect(nameKey(name)).toMatch(/^[\x20-\x7e]{0,60}$/)
      }),
    )
    expect(nameKey('寧波海棠')).toBe(nameKey('宁波海棠'))
  })
})

describe('DQ-01 two spellings of one name', () => {
  test.each([
    ['brackets of both widths', '海棠(宁波)有限公司', '海棠（宁波）有限公司'],
    ['brackets and none', '海棠〔集团〕有限公司', '海棠集团有限公司'],
    ['Traditional', '寧波海棠精密機械有限公司', '宁波海棠精密机械有限公司'],
    ['spaces and full width', ' ＡＢＣ　贸易 ', 'abc贸易'],
    ['points between', '阿迪达斯·中国', '阿迪达斯中国'],
  ])('are the same: %s', (_, a, b) => expect(nameIdentity(a)).toBe(nameIdentity(b)))

  test.each([
    ['a branch and its company', '海棠有限公司宁波分公司', '海棠有限公司'],
    ['another form of company', '海棠有限公司', '海棠有限责任公司'],
    ['a sign that belongs to the name', '优+咖啡', '优咖啡'],
  ])('are not the same: %s', (_, a, b) => expect(nameIdentity(a)).not.toBe(nameIdentity(b)))

  test('a name of signs only keeps an identity', () => expect(nameIdentity('···')).not.toBe(''))
  test('folding again changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (name) => {
        expect(nameIdentity(nameIdentity(name))).toBe(nameIdentity(name))
      }),
    )
  })
})
