import { rollBack, rollForward, type WorkCalendar } from '../../../core/calendar/work-calendar.ts'
import { addDays, addMonths, civil, type Day, dayFrom, dayNumber, dayNumberOf, daysBetween, daysInMonth } from '../../../core/day.ts'
import { type FestivalName, festivals, inYear } from '../../../core/lunar.ts'
import type { FieldIssue } from '../../../core/problem.ts'

/**
 * A day that matters to a customer, in its own calendar. `year` (a lunar one for LUNAR) is that of the first time, where known;
 * what does not recur has one. `leap`: in the leap month of that number.
 */
export type ImportantDate = {
  calendar: 'SOLAR' | 'LUNAR'
  month: number
  day: number
  leap: boolean
  year: number | null
  recurring: boolean
}

const yearOf = (day: Day): number => civil(dayNumber(day)).year
const within = (day: Day, from: Day, until: Day): boolean => from <= day && day <= until

/** Every time the date comes round from `from` to `until`, both included, in order; never before its first year. */
export function occurrencesBetween(date: ImportantDate, from: Day, until: Day): Day[] {
  if (!date.recurring) return date.year === null ? [] : [inYear(date, date.year)].filter((day) => within(day, from, until))
  // A lunar year ends in the next solar one.
  const first = Math.max(yearOf(from) - (date.calendar === 'LUNAR' ? 1 : 0), date.year ?? Number.NEGATIVE_INFINITY)
  const years = Array.from({ length: Math.max(0, yearOf(until) - first + 1) }, (_, i) => first + i)
  return years.map((year) => inYear(date, year)).filter((day) => within(day, from, until))
}

/** The next time on or after `from`, or null when there is none any more. */
export function nextTime(date: ImportantDate, from: Day): Day | null {
  if (!date.recurring) return date.year === null ? null : (occurrencesBetween(date, from, inYear(date, date.year))[0] ?? null)
  const begins = date.year === null ? from : [from, inYear(date, date.year)].sort().at(-1)!
  return occurrencesBetween(date, begins, addDays(begins, 13 * 31))[0] ?? null
}

/** What makes a date none: a day its calendar never has, a leap month of the solar one, a single time without a year. */
export function dateIssues({ calendar, month, day, leap, year, recurring }: ImportantDate): FieldIssue[] {
  const issues: FieldIssue[] = []
  const longest = calendar === 'LUNAR' ? 30 : daysInMonth(recurring ? 2000 : (year ?? 2000), month)
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= longest)) issues.push({ path: 'monthDay', reason: 'no-such-day' })
  if (leap && calendar === 'SOLAR') issues.push({ path: 'leap', reason: 'leap-month-is-lunar' })
  if (!recurring && year === null) issues.push({ path: 'year', reason: 'missing' })
  return issues
}

/** When cooperation began (MD-06): the contract or the first valid order, whichever was earlier. */
export const cooperationSince = (contractSignedOn: Day | null, firstOrderOn: Day | null): Day | null =>
  [contractSignedOn, firstOrderOn].filter((day) => day !== null).sort()[0] ?? null

/** EVT-01: anniversaries of a first day from `from` to `until`, with how many years; of a 02-29 it is 02-28 in common years. */
export function anniversariesBetween(since: Day, from: Day, until: Day): { day: Day; years: number }[] {
  const first = Math.max(1, yearOf(from) - yearOf(since))
  const last = yearOf(until) - yearOf(since)
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i)
    .map((years) => ({ day: addMonths(since, years * 12), years }))
    .filter(({ day }) => within(day, from, until))
}

const solarFestivals = [
  ['元旦', 1, 1],
  ['劳动节', 5, 1],
  ['国庆节', 10, 1],
] as const
export type GreetingDay = FestivalName | (typeof solarFestivals)[number][0]

/** The festivals on which one wishes somebody well; 清明 is none of them. */
export const greetingDays: readonly GreetingDay[] = ['元旦', '春节', '元宵', '劳动节', '端午', '中秋', '国庆节']

/** CARE-27: the named festivals from `from` to `until`, both included, in order; two on one day are both told. */
export function festivalsBetween(from: Day, until: Day, names: readonly GreetingDay[] = greetingDays): { name: GreetingDay; day: Day }[] {
  const [first, last] = [yearOf(from), yearOf(until)]
  const years = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i)
  const all = years.flatMap((year): { name: GreetingDay; day: Day }[] => [
    ...festivals(year),
    ...solarFestivals.map(([name, month, day]) => ({ name, day: dayFrom(dayNumberOf(year, month, day)) })),
  ])
  return all.filter(({ name, day }) => names.includes(name) && within(day, from, until)).sort((a, b) => daysBetween(b.day, a.day))
}

/** How a policy wants a day prepared (`care.preparation`). */
export type Preparation = { leadDays: number; roll: 'NEXT_WORKDAY' | 'PREVIOUS_WORKDAY' | 'NONE' }

/**
 * EVT-04: when preparing for `day` begins: `leadDays` before, moved off a day of rest as the policy says, never past the day itself.
 * `late`: that was before `today`, so whoever notes the day only now is to be told. Throws NoWorkingTime.
 */
export function preparationOf(day: Day, { leadDays, roll }: Preparation, calendar: WorkCalendar, today: Day): { from: Day; late: boolean } {
  const lead = addDays(day, -leadDays)
  const rolled = roll === 'NONE' ? lead : roll === 'PREVIOUS_WORKDAY' ? rollBack(calendar, lead) : rollForward(calendar, lead)
  const from = rolled > day ? day : rolled
  return { from, late: from < today }
}
