import { describe, expect, it } from 'vitest'
import type { Cell } from './cell.ts'
import { type DateKind, dateKinds, kindOfFormat } from './number-format.ts'
import { serialDate, serialOf } from './serial-date.ts'

describe('A33 what a number format shows', () => {
  const formats: [string, DateKind][] = [
    ['General', 'number'],
    ['0.00', 'number'],
    ['#,##0.00;[Red]-#,##0.00', 'number'],
    ['0.00E+00', 'number'],
    ['"day "0', 'number'],
    ['0\\d', 'number'],
    ['[$¥-804]#,##0.00', 'number'],
    ['[h]:mm', 'number'],
    ['@', 'number'],
    ['yyyy-mm-dd', 'day'],
    ['yyyy"年"m"月"d"日";@', 'day'],
    ['[$-804]yyyy/m/d h:mm', 'day'],
    ['m/d', 'day'],
    ['mmm', 'day'],
    ['[DBNum1][$-804]yyyy"年"m"月"', 'day'],
    ['aaaa', 'number'],
    ['h:mm', 'time'],
    ['上午/下午h"时"mm"分"', 'time'],
    ['mm:ss.0', 'time'],
    ['h:mm AM/PM', 'time'],
    [`${'"'.repeat(200)}${'['.repeat(50_000)}`, 'number'],
  ]
  it.each(formats)('%.40j is a %s', (code, kind) => {
    expect(kindOfFormat(code)).toBe(kind)
  })

  it('a written format wins over the built-in of the same id', () => {
    expect(dateKinds({ formats: new Map([[14, '0.00']]), styles: [0, 14, 22, 20, 31, 46, 58] })).toEqual([
      'number',
      'number',
      'day',
      'time',
      'day',
      'number',
      'day',
    ])
  })
})

describe('A33 serial dates', () => {
  const dates: [serial: number, is1904: boolean, Cell][] = [
    [1, false, { date: '1900-01-01' }],
    [59.5, false, { date: '1900-02-28T12:00:00' }],
    [60, false, { error: 'BAD_DATE' }],
    [61, false, { date: '1900-03-01' }],
    [0, true, { date: '1904-01-01' }],
    [45351, false, { date: '2024-02-29' }],
    [43889, true, { date: '2024-02-29' }],
    [45351.999999, false, { date: '2024-03-01' }],
    [2958465, false, { date: '9999-12-31' }],
    [2958466, false, { error: 'BAD_DATE' }],
    [0, false, { error: 'BAD_DATE' }],
    [Number.NaN, false, { error: 'BAD_DATE' }],
    [1e300, true, { error: 'BAD_DATE' }],
  ]
  it.each(dates)('%d (1904: %s) is %j', (serial, is1904, cell) => {
    expect(serialDate(serial, 'day', is1904)).toEqual(cell)
  })

  it.each([
    ['1900-03-01', 61],
    ['2024-02-29T12:00:00', 45351.5],
    ['1900-02-28', undefined],
    ['2024-2-9', undefined],
  ])('%s has the serial %s', (date, serial) => {
    expect(serialOf(date)).toBe(serial)
  })
})
