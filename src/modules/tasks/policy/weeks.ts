import { civil, type Day, dayFrom, dayNumber, weekday } from '../../../core/day.ts'

/** The Monday of a day's week. */
export const mondayOf = (day: Day): Day => dayFrom(dayNumber(day) - weekday(dayNumber(day)) + 1)

/** The week by ISO 8601, such as 2026-W47: it belongs to the year its Thursday lies in. */
export function isoWeek(day: Day): string {
  const thursday = dayNumber(mondayOf(day)) + 3
  const { year } = civil(thursday)
  const week = Math.floor((thursday - dayNumber(`${year}-01-01`)) / 7) + 1
  return `${year}-W${String(week).padStart(2, '0')}`
}
