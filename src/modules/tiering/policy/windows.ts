import { plusMonths } from '../../../core/day.ts'

/** A window (as-of − length, as-of] in days or calendar months. */
export type Window = { unit: 'DAY' | 'MONTH'; length: number }

/** The last day before the window that ends on `asOf`: a day counts when it is later than this. */
export const windowStart = ({ unit, length }: Window, asOf: number): number => (unit === 'DAY' ? asOf - length : plusMonths(asOf, -length))

/**
 * The first as-of day whose window no longer holds `day`. Where the month's end was clamped, that is one day later:
 * 31 January is still inside "the last month" on 28 February, whose window starts after 28 January.
 */
export function leavingDay({ unit, length }: Window, day: number): number {
  if (unit === 'DAY') return day + length
  const later = plusMonths(day, length)
  return plusMonths(later, -length) < day ? later + 1 : later
}

const FIRST = 3652
const LAST = 51135

/**
 * `leavingDay` or `plusMonths` as a table over the years 1980–2109, where month arithmetic for a million customers is a look-up;
 * outside those years it is computed.
 */
export function tabled(compute: (day: number) => number): (day: number) => number {
  const table = Int32Array.from({ length: LAST - FIRST }, (_, i) => compute(FIRST + i))
  return (day) => (day >= FIRST && day < LAST ? table[day - FIRST]! : compute(day))
}
