import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { yuanText } from '../../../core/money.ts'
import { fenFrom, fenIn, unitOfHeader } from './amounts.ts'

describe('amounts as people write them, in fen', () => {
  test.each([
    ['139.12', 'yuan', 13912],
    ['￥1,234.5', 'yuan', 123450],
    ['-3.20', 'yuan', -320],
    ['（12.00）', 'yuan', -1200],
    ['12800元', 'yuan', 1280000],
    ['12', 'wan', 12_000_000],
    ['12.3456', 'wan', 12_345_600],
    ['500万', 'yuan', 500_000_000],
    ['500万元人民币', 'yuan', 500_000_000],
    ['1.2亿', 'yuan', 12_000_000_000],
    ['12元', 'wan', 1200],
    ['RMB 88', 'yuan', 8800],
    ['0', 'yuan', 0],
  ] as const)('%s in %s', (text, unit, expected) => expect(fenIn(text, unit)).toBe(expected))

  test.each(['12.345', '一百', '12,5万x', '', '元', '1e5', '99999999999999999999', 'NaN', '=1+1'])('no amount: %s', (text) =>
    expect(fenIn(text, 'yuan')).toBeUndefined(),
  )
})

describe('number cells', () => {
  test.each([
    [139.12, 'yuan', 13912],
    [0.1 + 0.2, 'yuan', 30],
    [-54.75, 'yuan', -5475],
    [-0, 'yuan', 0],
    [0.00005, 'wan', 50],
    [12.345, 'yuan', undefined],
    [1e300, 'yuan', undefined],
    [Number.NaN, 'yuan', undefined],
  ] as const)('%s in %s', (value, unit, expected) => expect(fenFrom(value, unit)).toBe(expected))

  test('whatever fen a spreadsheet shows comes back', () => {
    fc.assert(
      fc.property(fc.integer({ min: -10_000_000_000_000, max: 10_000_000_000_000 }), (fen) => {
        expect(fenFrom(Number(yuanText(fen)), 'yuan')).toBe(fen)
        expect(fenIn(yuanText(fen), 'yuan')).toBe(fen)
      }),
    )
  })
})

test.each([
  ['注册资本(万元)', 'wan'],
  ['年采购额（万元）', 'wan'],
  ['注册资本(万)', 'wan'],
  ['注册资本', undefined],
  ['万元户', undefined],
])('the column %s is in %s', (header, unit) => expect(unitOfHeader(header)).toBe(unit))
