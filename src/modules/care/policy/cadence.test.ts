import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { calendar } from '../../../../test/care.ts'
import { dayFrom, dayNumber } from '../../../core/day.ts'
import { cadence, calendarPeriod } from '../../policies/policy/parts.ts'
import { cadenceOf, type Periodic, type Rolling } from './cadence.ts'
import { careCadence } from './section.ts'

const rolling = (every: object): Rolling => {
  const cadence = cadenceOf(careCadence.parse(every), calendar)
  if (cadence.repeats !== 'ROLLING') throw new Error('expected a rolling cadence')
  return cadence
}
const periodic = (each: string, times = 1): Periodic => {
  const cadence = cadenceOf(careCadence.parse({ each, times }), calendar)
  if (cadence.repeats !== 'PERIODIC') throw new Error('expected a periodic cadence')
  return cadence
}

describe('months, weeks and days', () => {
  test.each([
    ['CARE-01 clamped to the end of November', '2026-08-31', { months: 3 }, '2026-11-30'],
    ['CARE-02', '2026-08-31', { months: 4 }, '2026-12-31'],
    ['CARE-03 from a leap day', '2024-02-29', { months: 12 }, '2025-02-28'],
    ['CARE-11', '2026-01-31', { months: 1 }, '2026-02-28'],
    ['CARE-31', '2026-02-15', { days: 30 }, '2026-03-17'],
    ['CARE-31 by weeks', '2026-02-15', { weeks: 4 }, '2026-03-15'],
  ])('%s: after %s by %o comes %s', (_, from, every, next) => expect(dayFrom(rolling(every).after(dayNumber(from)))).toBe(next))

  test('no months, no weeks and too many times are refused', () => {
    for (const every of [{ months: 0 }, { weeks: 0 }, { each: 'YEAR', times: 13 }, { each: 'YEAR' }]) {
      expect(careCadence.safeParse(every).success).toBe(false)
    }
  })

  test('every cadence that a policy may write can be planned with', () => {
    const written = fc.oneof(
      fc.record({ months: fc.integer() }),
      fc.record({ weeks: fc.integer() }),
      fc.record({ days: fc.integer() }),
      fc.record({ each: fc.constantFrom(...calendarPeriod.options), times: fc.integer({ min: -1, max: 20 }) }),
    )
    const on = dayNumber('2026-11-22')
    fc.assert(
      fc.property(written, (every) => {
        const checked = cadence.safeParse(every)
        if (!checked.success) return
        const planned = cadenceOf(checked.data, calendar)
        expect(planned.repeats === 'ROLLING' ? planned.after(on) : planned.partOn(on).to + 1).toBeGreaterThan(on)
      }),
      { numRuns: 500 },
    )
  })
})

describe('calendar periods fall due on their last workday and last as long as they do', () => {
  test.each([
    ['CARE-08', 'QUARTER', 1, '2026-11-22', '2026Q4', '2026-10-01', '2026-12-31', '2026-12-31'],
    ['CARE-08 first day', 'QUARTER', 1, '2026-01-01', '2026Q1', '2026-01-01', '2026-03-31', '2026-03-31'],
    ['CARE-08 ends on a Sunday', 'QUARTER', 1, '2028-12-31', '2028Q4', '2028-10-01', '2028-12-31', '2028-12-29'],
    ['CARE-05', 'YEAR', 1, '2026-11-22', '2026', '2026-01-01', '2026-12-31', '2026-12-31'],
    ['CARE-05 ends on a Sunday', 'YEAR', 1, '2028-02-29', '2028', '2028-01-01', '2028-12-31', '2028-12-29'],
    ['twice a year', 'YEAR', 2, '2026-07-01', '2026-2', '2026-07-01', '2026-12-31', '2026-12-31'],
    ['weeks', 'WEEK', 1, '2026-11-22', '2026W47', '2026-11-16', '2026-11-22', '2026-11-20'],
    ['the week of the turn of the year', 'WEEK', 1, '2027-01-01', '2026W53', '2026-12-28', '2027-01-03', '2026-12-31'],
    ['a week that the spring festival fills', 'WEEK', 1, '2026-02-18', '2026W08', '2026-02-16', '2026-02-22', '2026-02-22'],
    ['twice a week', 'WEEK', 2, '2026-11-19', '2026W47-2', '2026-11-19', '2026-11-22', '2026-11-20'],
    ['more often than a week has days', 'WEEK', 12, '2026-11-16', '2026W47-2', '2026-11-16', '2026-11-16', '2026-11-16'],
    ['half-years', 'HALF_YEAR', 1, '2026-06-30', '2026H1', '2026-01-01', '2026-06-30', '2026-06-30'],
    ['a make-up Saturday is a workday', 'MONTH', 1, '2026-02-10', '2026-02', '2026-02-01', '2026-02-28', '2026-02-28'],
    ['a share without a workday', 'MONTH', 4, '2026-02-16', '2026-02-3', '2026-02-15', '2026-02-21', '2026-02-21'],
  ])('%s, %s × %i on %s: %s from %s to %s, due %s', (_, each, times, on, period, from, to, due) => {
    const part = periodic(each, times).partOn(dayNumber(on))
    expect([part.period, dayFrom(part.from), dayFrom(part.to), dayFrom(part.due)]).toEqual([period, from, to, due])
  })

  test('the parts cover every day once, in order, each under a key of its own', () => {
    const day = fc.integer({ min: dayNumber('2024-01-01'), max: dayNumber('2029-12-31') })
    const each = fc.constantFrom(...calendarPeriod.options)
    fc.assert(
      fc.property(day, each, fc.integer({ min: 1, max: 12 }), (on, of, times) => {
        const { partOn } = periodic(of, times)
        const part = partOn(on)
        const next = partOn(part.to + 1)
        expect(part.from <= on && on <= part.to && part.from <= part.due && part.due <= part.to).toBe(true)
        expect([next.from, partOn(next.from - 1)]).toEqual([part.to + 1, part])
        expect(next.period).not.toBe(part.period)
      }),
    )
  })
})
