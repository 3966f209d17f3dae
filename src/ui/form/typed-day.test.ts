import { expect, test } from 'vitest'
import { typedDay, typedWallTime } from './typed-day.ts'

const today = '2026-11-22'

test.each([
  ['2026-11-23', '2026-11-23'],
  ['2026/3/1', '2026-03-01'],
  ['2026.03.01', '2026-03-01'],
  ['20260301', '2026-03-01'],
  ['2026年3月1日', '2026-03-01'],
  ['２０２６－０３－０１', '2026-03-01'],
  ['11-23', '2026-11-23'],
  ['3月1日', '2026-03-01'],
  [' 2024-02-29 ', '2024-02-29'],
  ['2026-02-29', undefined],
  ['2026-13-01', undefined],
  ['2026-1', undefined],
  ['明天', undefined],
  ['', undefined],
])('"%s" is the day %s', (typed, day) => {
  expect(typedDay(typed, today)).toBe(day)
})

test.each([
  ['2026-11-23 9:30', '2026-11-23T09:30'],
  ['2026-11-23T17:00', '2026-11-23T17:00'],
  ['11-23 0930', '2026-11-23T09:30'],
  ['20261123 18:05', '2026-11-23T18:05'],
  ['2026-11-23', '2026-11-23T00:00'],
  ['2026-11-23 24:00', undefined],
  ['2026-11-23 9:75', undefined],
  ['9:30', undefined],
])('"%s" is the time %s', (typed, wall) => {
  expect(typedWallTime(typed, today)).toBe(wall)
})
