import {
  type CalendarDay,
  defaultWorkingTime,
  type WorkCalendar,
  type WorkingTime,
  workCalendar,
} from '../../../core/calendar/work-calendar.ts'
import { statutoryHolidays } from '../../../core/holidays.ts'

const firstYear = 1990
const lastYear = 2100
const statutory = new Map<number, CalendarDay[]>()

/** The law's own holidays of a year, computed once. */
export function statutoryDays(year: number): CalendarDay[] {
  const known = statutory.get(year)
  if (known) return known
  const days = statutoryHolidays(year)
  statutory.set(year, days)
  return days
}

/** The company's calendar: its listed days, and the law's holidays for years without a notice around `year`. */
export function companyCalendar(
  listed: { days: readonly CalendarDay[]; noticedYears: readonly number[] },
  around: number,
  workingTime: WorkingTime = defaultWorkingTime,
): WorkCalendar {
  const noticed = new Set(listed.noticedYears)
  const years = Array.from({ length: 12 }, (_, i) => around - 1 + i).filter((y) => y >= firstYear && y <= lastYear && !noticed.has(y))
  const own = new Set(listed.days.map((d) => d.day))
  const lawful = years.flatMap(statutoryDays).filter((d) => !own.has(d.day))
  return workCalendar({ workingTime, days: [...listed.days, ...lawful], noticedYears: listed.noticedYears })
}
