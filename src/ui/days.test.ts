import { expect, test } from 'vitest'
import { speaker } from '../core/text.ts'
import { dayWords, distanceWords, shortDay, weekdayKey, whenWords } from './days.ts'
import { grouped, tenThousands, yuan } from './figures.ts'
import { uiText } from './text.ts'

const zh = speaker([uiText], 'zh-CN')
const en = speaker([uiText], 'en')
const now = { today: '2026-11-20', zone: 'Asia/Shanghai' }

test('days drop the year while it is this one', () => {
  expect(shortDay('2026-11-23', now.today)).toBe('11-23')
  expect(shortDay('2027-06-30', now.today)).toBe('2027-06-30')
})

test.each([
  ['2026-11-20', '今天'],
  ['2026-11-21', '明天'],
  ['2026-11-19', '昨天'],
  ['2026-11-23', '11-23'],
])('%s is said as %s', (day, words) => {
  expect(dayWords(day, now.today, zh)).toBe(words)
})

test('a point in time is told on the wall clock of the company', () => {
  expect(whenWords('2026-11-20T07:00:00Z', now, zh)).toBe('今天 15:00')
  expect(whenWords('2026-11-20T23:30:00+08:00', { ...now, zone: 'Asia/Tokyo' }, zh)).toBe('明天 00:30')
})

test('distances, with English singular', () => {
  expect(distanceWords('2026-11-06', now.today, zh)).toBe('14 天前')
  expect(distanceWords('2026-11-19', now.today, en)).toBe('1 day ago')
  expect(distanceWords('2027-06-30', now.today, zh)).toBe('还有 222 天')
})

test('the weekday of a day', () => {
  expect(zh(weekdayKey('2026-11-20'))).toBe('周五')
})

test.each([
  [186_400_000, '186.40', '1,864,000.00'],
  [123_456_789_012, '123,456.79', '1,234,567,890.12'],
  [-320_000, '−0.32', '−3,200.00'],
  [-4, '0.00', '−0.04'],
  [0, '0.00', '0.00'],
])('%i fen are %s 万元, %s yuan', (fen, short, exact) => {
  expect([tenThousands(fen), yuan(fen)]).toEqual([short, exact])
})

test('figures have a true minus sign', () => {
  expect(grouped(-1386.42, 2)).toBe('−1,386.42')
})
