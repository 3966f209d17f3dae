import { addDays, addMonths, type Day, day, dayNumber, weekday } from './day.ts'

/** A first and a last day, both included. */
export type Days = { readonly from: Day; readonly to: Day }

const spans = ['week', 'month', 'quarter', 'year'] as const
/** Stretches of the calendar that a condition can name; besides them `past-90` and `next-30`. */
export const periods = [
  ...(['today', 'yesterday', 'tomorrow'] as const),
  ...spans.flatMap((span) => [`this-${span}`, `last-${span}`, `next-${span}`] as const),
] as const

const isIn = (list: readonly string[], text: string): boolean => list.includes(text)
const counted = /^(past|next)-([1-9]\d{0,4})$/
const distance = /^today(?:([+-])([1-9]\d{0,4}))?$/

/** `past-90` as its parts; undefined for periods of the calendar. */
export function countedDays(period: string): { side: 'past' | 'next'; days: number } | undefined {
  const [, side, days] = counted.exec(period) ?? []
  return days === undefined ? undefined : { side: side === 'next' ? 'next' : 'past', days: Number(days) }
}

/** Days from today of `today`, `today-90`, `today+7`; undefined for a day of the calendar. */
export function daysFromToday(point: string): number | undefined {
  const match = distance.exec(point)
  return match ? (match[1] === '-' ? -1 : 1) * Number(match[2] ?? 0) || 0 : undefined
}

export const isPeriod = (text: string): boolean => isIn(periods, text) || counted.test(text)
export const isDayPoint = (text: string): boolean => distance.test(text) || (day.safeParse(text).success && text >= '0001-01-01')

/** The day a point means: itself, or its distance from today. */
export const dayOfPoint = (point: string, today: Day): Day => {
  const days = daysFromToday(point)
  return days === undefined ? point : addDays(today, days)
}

/** The days of a period. The past N days end today and the next N days begin today, so that each holds N + 1. Weeks begin on Monday. */
export function daysOfPeriod(period: string, today: Day): Days {
  const some = countedDays(period)
  if (some) return some.side === 'past' ? { from: addDays(today, -some.days), to: today } : { from: today, to: addDays(today, some.days) }
  const single = { today: 0, yesterday: -1, tomorrow: 1 }[period]
  if (single !== undefined) return { from: addDays(today, single), to: addDays(today, single) }
  const [which, span] = period.split('-')
  const steps = which === 'last' ? -1 : which === 'next' ? 1 : 0
  const from = (n: number) => startOf(span, today, steps + n)
  return { from: from(0), to: addDays(from(1), -1) }
}

/** The first day of the week, month, quarter or year of a day, `steps` of them later. */
function startOf(span: string | undefined, today: Day, steps: number): Day {
  if (span === 'week') return addDays(today, 1 - weekday(dayNumber(today)) + 7 * steps)
  const month = Number(today.slice(5, 7))
  const first = `${today.slice(0, 7)}-01`
  if (span === 'month') return addMonths(first, steps)
  if (span === 'quarter') return addMonths(first, -((month - 1) % 3) + 3 * steps)
  return addMonths(first, 1 - month + 12 * steps)
}
