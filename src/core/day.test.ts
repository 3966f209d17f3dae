import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import {
  addDays,
  addMonths,
  civil,
  day,
  dayFrom,
  dayNumber,
  dayNumberOf,
  daysBetween,
  daysInMonth,
  plusMonths,
  weekday,
  wholeMonths,
} from './day.ts'

/** 0001-01-01 to 9999-12-31. */
const anyDayNumber = fc.integer({ min: -719162, max: 2932896 })

describe('days and day numbers', () => {
  test.each([
    ['1970-01-01', 0],
    ['1969-12-31', -1],
    ['2000-02-29', 11016],
    ['2000-03-01', 11017],
    ['2026-11-22', 20779],
    ['0001-01-01', -719162],
    ['9999-12-31', 2932896],
  ])('%s is day %i', (text, number) => {
    expect(dayNumber(text)).toBe(number)
    expect(dayFrom(number)).toBe(text)
  })

  it('agrees with the calendar of the platform on any date', () => {
    fc.assert(
      fc.property(anyDayNumber, (n) => {
        expect(dayFrom(n)).toBe(new Date(n * 86_400_000).toISOString().slice(0, 10))
      }),
    )
  })

  it('turns a day number into year, month and day and back', () => {
    fc.assert(
      fc.property(anyDayNumber, (n) => {
        const { year, month, dayOfMonth } = civil(n)
        expect(dayNumberOf(year, month, dayOfMonth)).toBe(n)
        expect(dayOfMonth).toBeLessThanOrEqual(daysInMonth(year, month))
      }),
    )
  })

  test.each([
    ['2026-11-22', 7],
    ['2026-11-23', 1],
    ['1969-12-31', 3],
    ['1600-01-01', 6],
  ])('%s is weekday %i', (text, expected) => expect(weekday(dayNumber(text))).toBe(expected))
})

describe('adding', () => {
  test.each([
    ['2026-02-28', 1, '2026-03-01'],
    ['2024-02-28', 1, '2024-02-29'],
    ['2026-01-01', -1, '2025-12-31'],
  ])('%s and %i days is %s', (from, n, expected) => {
    expect(addDays(from, n)).toBe(expected)
    expect(daysBetween(from, expected)).toBe(n)
  })

  test.each([
    ['a KEY customer kept on 08-31 is due three months later, clamped', '2026-08-31', 3, '2026-11-30'],
    ['the month end is not sticky', '2026-11-30', 3, '2027-02-28'],
    ['into a leap February', '2027-11-30', 3, '2028-02-29'],
    ['the anniversary of 02-29 in a common year', '2024-02-29', 24, '2026-02-28'],
    ['across a year end', '2026-11-15', 2, '2027-01-15'],
    ['backwards across a year end', '2026-01-31', -2, '2025-11-30'],
    ['backwards by years', '2026-11-22', -12, '2025-11-22'],
    ['nothing', '2026-11-22', 0, '2026-11-22'],
  ])('%s: %s and %i months is %s', (_, from, n, expected) => expect(addMonths(from, n)).toBe(expected))

  test.each([
    ['one day short of a year', '2025-11-22', '2026-11-21', 11],
    ['exactly a year', '2025-11-22', '2026-11-22', 12],
    ['the clamped anniversary counts', '2024-02-29', '2026-02-28', 24],
    ['month end to a shorter month end', '2026-01-31', '2026-02-28', 1],
    ['a month end not yet reached', '2026-01-31', '2026-02-27', 0],
    ['the same day', '2026-01-31', '2026-01-31', 0],
    ['never negative', '2026-03-01', '2026-01-01', 0],
  ])('whole months, %s: %s to %s is %i', (_, from, to, expected) => {
    expect(wholeMonths(dayNumber(from), dayNumber(to))).toBe(expected)
  })

  it('counts the largest number of months that still fits', () => {
    fc.assert(
      fc.property(fc.integer({ min: -20_000, max: 40_000 }), fc.nat(20_000), (from, length) => {
        const to = from + length
        const n = wholeMonths(from, to)
        expect(plusMonths(from, n)).toBeLessThanOrEqual(to)
        expect(plusMonths(from, n + 1)).toBeGreaterThan(to)
      }),
    )
  })
})

test.each(['2026-02-29', '2026-13-01', '2026-1-1', '26-01-01', '2026-01-01T00:00:00Z', ''])('%s is not a day', (text) => {
  expect(day.safeParse(text).success).toBe(false)
})
