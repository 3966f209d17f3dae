import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayFrom, dayNumber } from '../../../core/day.ts'
import { instantOf, isDateFormat, momentFromNumber, momentIn } from './dates.ts'

const shown = (text: string, format?: string): string | undefined => {
  const moment = momentIn(text, format)
  const two = (n: number) => String(n).padStart(2, '0')
  return (
    moment &&
    `${moment.day} ${two(Math.floor(moment.seconds / 3600))}:${two(Math.floor(moment.seconds / 60) % 60)}:${two(moment.seconds % 60)}`
  )
}

describe('dates as people write them', () => {
  test.each([
    ['2026-11-22', '2026-11-22 00:00:00'],
    ['2026/1/5', '2026-01-05 00:00:00'],
    ['2026.1.5', '2026-01-05 00:00:00'],
    ['2026年1月5日', '2026-01-05 00:00:00'],
    ['２０２６年１月５日', '2026-01-05 00:00:00'],
    ['20261122', '2026-11-22 00:00:00'],
    ['2026-11-22 9:30', '2026-11-22 09:30:00'],
    ['2026-11-22T09:30:15', '2026-11-22 09:30:15'],
    ['2026年11月22日 9时30分', '2026-11-22 09:30:00'],
    ['2024-02-29', '2024-02-29 00:00:00'],
  ])('%s', (text, expected) => expect(shown(text)).toBe(expected))

  test.each([
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '3/4/2026',
    '12-05',
    '昨天',
    '2026',
    '99999999',
    '2026-11-22 25:00',
    '0026-01-01',
    '',
  ])('no date: %s', (text) => expect(momentIn(text)).toBeUndefined())
})

describe('a named format decides what could be read in two ways', () => {
  test.each([
    ['03/04/2026', 'DD/MM/YYYY', '2026-04-03 00:00:00'],
    ['03/04/2026', 'MM/DD/YYYY', '2026-03-04 00:00:00'],
    ['3.4.26 9:05', 'D.M.YY H:mm', '2026-04-03 09:05:00'],
    ['12/31/99', 'MM/DD/YY', '1999-12-31 00:00:00'],
    ['03/04/2026', 'DD/MM/YYYY HH:mm', '2026-04-03 00:00:00'],
    ['2026年01月02日', 'YYYY年MM月DD日', '2026-01-02 00:00:00'],
    ['2026-04-03', 'DD/MM/YYYY', '2026-04-03 00:00:00'],
  ])('%s by %s', (text, format, expected) => expect(shown(text, format)).toBe(expected))

  test.each([
    ['YYYY-MM-DD', true],
    ['DD/MM/YYYY HH:mm:ss', true],
    ['DD/MM', false],
    ['DD/MM/YYYY DD', false],
    ['DD MMM YYYY', false],
    ['yyyy-mm-dd', false],
    ['(.*)+YYYYMMDD', true],
    ['quarter YYYY MM DD', false],
  ])('%s is a format: %s', (format, expected) => expect(isDateFormat(format)).toBe(expected))
})

test('a time without a zone is Shanghai’s, also in the years with summer time; one with a zone is what it says', () => {
  const at = (text: string) => instantOf(momentIn(text) ?? { day: '1900-01-01', seconds: 0, offset: null })
  expect(at('2026-11-22 08:00')).toBe('2026-11-22T00:00:00.000Z')
  expect(at('1988-07-01 08:00')).toBe('1988-06-30T23:00:00.000Z')
  expect(at('2026-11-22T08:00:00Z')).toBe('2026-11-22T08:00:00.000Z')
  expect(at('2026-11-22T08:00:00-05:30')).toBe('2026-11-22T13:30:00.000Z')
})

test('a number is a day written together, or a serial that lost its format', () => {
  expect(momentFromNumber(20261122)?.day).toBe('2026-11-22')
  expect(momentFromNumber(46348.5)).toEqual({ day: '2026-11-22', seconds: 43200, offset: null })
  for (const n of [0, 12, 60, 1e9, 20261332]) expect(momentFromNumber(n)).toBeUndefined()
})

test('every day survives being written in every way', () => {
  fc.assert(
    fc.property(fc.integer({ min: dayNumber('1800-01-01'), max: dayNumber('2200-12-31') }), (n) => {
      const day = dayFrom(n)
      const [year = '', month = '', date = ''] = day.split('-')
      const written = [day, `${year}/${Number(month)}/${Number(date)}`, `${year}年${Number(month)}月${Number(date)}日`, year + month + date]
      expect(written.map((text) => momentIn(text)?.day)).toEqual(written.map(() => day))
      expect(momentIn(`${date}/${month}/${year}`, 'DD/MM/YYYY')?.day).toBe(day)
    }),
  )
})
