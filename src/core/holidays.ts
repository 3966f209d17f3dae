import type { CalendarDay } from './calendar/work-calendar.ts'
import { addDays, type Day, daysBetween } from './day.ts'
import { noticedHolidays } from './holidays-2019-2026.ts'
import { type FestivalName, festivals } from './lunar.ts'

/** The years whose notice is built in. */
export const noticedYears: readonly number[] = [...new Set(noticedHolidays.map(([year]) => year))]

/** Every day off and every make-up workday of the built-in notices; seeds the editable table. */
export function noticedDays(): CalendarDay[] {
  return noticedHolidays.flatMap(([, name, from, to, workdays]) => [
    ...run(from, daysBetween(from, to) + 1).map((day) => ({ day, working: false, name, source: 'NOTICE' as const })),
    ...workdays.map((day) => ({ day, working: true, name, source: 'NOTICE' as const })),
  ])
}

/** From which festival or date each statutory holiday runs, and for how many days. */
const statutory: readonly (readonly [name: string, from: FestivalName | `${number}-${number}`, days: number])[] = [
  ['元旦', '01-01', 1],
  ['春节', '除夕', 4],
  ['清明节', '清明', 1],
  ['劳动节', '05-01', 2],
  ['端午节', '端午', 1],
  ['中秋节', '中秋', 1],
  ['国庆节', '10-01', 3],
]

/**
 * The 13 statutory days of a year without a notice, in order; fewer rows when 中秋 falls on 国庆, which then share one.
 * Source: 《全国年节及纪念日放假办法》 of 2024-11-10, art. 2. Compensation under art. 6 is the notice's to fix and is not guessed.
 */
export function statutoryHolidays(year: number): CalendarDay[] {
  const dayOfFestival = new Map<string, Day>(festivals(year).map(({ name, day }) => [name, day]))
  const names = new Map<Day, string>()
  for (const [name, from, days] of statutory) {
    for (const day of run(dayOfFestival.get(from) ?? `${year}-${from}`, days)) {
      const other = names.get(day)
      names.set(day, other ? `${name}、${other}` : name)
    }
  }
  return [...names].sort(([a], [b]) => (a < b ? -1 : 1)).map(([day, name]) => ({ day, working: false, name, source: 'STATUTORY' }))
}

const run = (from: Day, days: number): Day[] => Array.from({ length: days }, (_, i) => addDays(from, i))
