import type { WorkCalendar } from '../../../core/calendar/work-calendar.ts'
import type { Day } from '../../../core/day.ts'
import { festivals, lunarOf } from '../../../core/lunar.ts'
import type { CalendarDay } from '../contract/calendar.ts'

type Marks = Pick<CalendarDay, 'working' | 'holiday' | 'festival' | 'lunar'>

/** Holidays that bear the name of a date of the solar year. */
const solarFestivals: Readonly<Record<string, string>> = { '01-01': '元旦', '05-01': '劳动节', '10-01': '国庆节' }

const known = new Map<number, ReadonlyMap<Day, string>>()

/** The festivals of a year by day, worked out once. */
function festivalsOf(year: number): ReadonlyMap<Day, string> {
  const found = known.get(year) ?? new Map(festivals(year).map(({ day, name }) => [day, name]))
  known.set(year, found)
  return found
}

/** What kind of day it is: work or rest, holiday, festival, lunar date. */
export function marksOf(day: Day, calendar: WorkCalendar): Marks {
  const { working, name } = calendar.dayOf(day)
  const { month, day: lunarDay, leap } = lunarOf(day)
  const festival = festivalsOf(Number(day.slice(0, 4))).get(day) ?? solarFestivals[day.slice(5)] ?? null
  return { working, holiday: name || null, festival, lunar: { month, day: lunarDay, leap } }
}
