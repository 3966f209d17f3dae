import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayFrom, dayNumber } from '../../../core/day.ts'
import { leavingDay, tabled, windowStart } from './windows.ts'

test.each([
  ['2026-01-31', 1, '2026-03-01'],
  ['2026-01-28', 1, '2026-02-28'],
  ['2026-02-28', 12, '2027-02-28'],
  ['2024-02-29', 12, '2025-03-01'],
  ['2025-08-31', 6, '2026-03-01'],
])('a purchase of %s leaves the window of %i months on %s', (day, length, leaves) => {
  expect(dayFrom(leavingDay({ unit: 'MONTH', length }, dayNumber(day)))).toBe(leaves)
})

test('the leaving day is the first whose window start is not before the purchase', () => {
  const window = fc.record({ unit: fc.constantFrom('DAY' as const, 'MONTH' as const), length: fc.integer({ min: 1, max: 40 }) })
  fc.assert(
    fc.property(window, fc.integer({ min: 10000, max: 40000 }), (of, day) => {
      const leaves = leavingDay(of, day)
      expect(windowStart(of, leaves)).toBeGreaterThanOrEqual(day)
      expect(windowStart(of, leaves - 1)).toBeLessThan(day)
    }),
  )
})

test('the table answers as the computation does, inside and outside its years', () => {
  const compute = (day: number) => leavingDay({ unit: 'MONTH', length: 3 }, day)
  const look = tabled(compute)
  for (const day of [-700, 3651, 3652, 3653, 20000, 51133, 51134, 51135, 51136, 90000]) expect(look(day)).toBe(compute(day))
})
