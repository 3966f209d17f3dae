import { z } from 'zod'

/** A calendar date as people write it, `YYYY-MM-DD`, without a time or a zone. Compares and sorts as text. */
export type Day = string

export const day = z.iso.date()

/**
 * Days since 1970-01-01 for a civil date; proleptic Gregorian.
 * Source: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil.
 */
export function dayNumberOf(year: number, month: number, dayOfMonth: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + dayOfMonth - 1
  return era * 146097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719468
}

/** Year, month (1–12) and day of month of a day number; the inverse of `dayNumberOf`. */
export function civil(dayNumber: number): { year: number; month: number; dayOfMonth: number } {
  const z = dayNumber + 719468
  const era = Math.floor(z / 146097)
  const dayOfEra = z - era * 146097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shifted = Math.floor((5 * dayOfYear + 2) / 153)
  const month = shifted + (shifted < 10 ? 3 : -9)
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return { year, month, dayOfMonth: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1 }
}

export const daysInMonth = (year: number, month: number): number =>
  month === 2 ? (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31

/** `n` calendar months later (earlier when negative), clamped to the month's end, on day numbers. */
export function plusMonths(dayNumber: number, n: number): number {
  const { year, month, dayOfMonth } = civil(dayNumber)
  const months = year * 12 + (month - 1) + n
  const y = Math.floor(months / 12)
  const m = months - y * 12 + 1
  return dayNumberOf(y, m, Math.min(dayOfMonth, daysInMonth(y, m)))
}

export function dayNumber(d: Day): number {
  return dayNumberOf(Number(d.slice(0, 4)), Number(d.slice(5, 7)), Number(d.slice(8, 10)))
}

export function dayFrom(dayNumber: number): Day {
  const { year, month, dayOfMonth } = civil(dayNumber)
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(dayOfMonth).padStart(2, '0')}`
}

export const addDays = (d: Day, n: number): Day => dayFrom(dayNumber(d) + n)
export const addMonths = (d: Day, n: number): Day => dayFrom(plusMonths(dayNumber(d), n))
export const daysBetween = (from: Day, to: Day): number => dayNumber(to) - dayNumber(from)

/** Whole calendar months from `from` to `to` on day numbers: the largest n ≥ 0 with from + n months ≤ to. */
export function wholeMonths(from: number, to: number): number {
  const a = civil(from)
  const b = civil(to)
  let n = (b.year - a.year) * 12 + (b.month - a.month)
  while (n > 0 && plusMonths(from, n) > to) n--
  return Math.max(0, n)
}

/** ISO weekday: 1 Monday … 7 Sunday. */
export const weekday = (dayNumber: number): number => ((((dayNumber + 3) % 7) + 7) % 7) + 1
