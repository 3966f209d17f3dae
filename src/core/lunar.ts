import { LunarDay, LunarMonth, LunarYear, SolarDay, SolarTerm } from 'tyme4ts'
import { civil, type Day, dayFrom, dayNumber, dayNumberOf, daysInMonth } from './day.ts'

/** A date of the Chinese lunar calendar; `year` is the solar year in which its first month falls. */
export type LunarDate = { year: number; month: number; day: number; leap: boolean }

/** A day that returns every year: a birthday or anniversary. `leap` only means something for LUNAR. */
export type YearlyDate = { calendar: 'SOLAR' | 'LUNAR'; month: number; day: number; leap: boolean }

export function lunarOf(day: Day): LunarDate {
  const { year, month, dayOfMonth } = civil(dayNumber(day))
  const lunar = SolarDay.fromYmd(year, month, dayOfMonth).getLunarDay()
  const signedMonth = lunar.getMonth()
  return { year: lunar.getYear(), month: Math.abs(signedMonth), day: lunar.getDay(), leap: signedMonth < 0 }
}

/**
 * The solar date of a lunar one, made to exist: a leap month the year does not have becomes the ordinary month,
 * and 三十 in a month of 29 days becomes 廿九. Throws RangeError for a month outside 1–12 or a day outside 1–30.
 */
export function solarOf({ year, month, day, leap }: LunarDate): Day {
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= 30)) throw new RangeError(`No lunar date: month ${month}, day ${day}`)
  const { first, length } = monthOf(year, month, leap)
  return dayFrom(first + Math.min(day, length) - 1)
}

type Month = { first: number; length: number }
const knownMonths = new Map<string, Month>()
const mostKnown = 5_000

/** The first day (a day number) and the length of a lunar month: kept, for it takes astronomy, and planning asks for the same few again and again. */
function monthOf(year: number, month: number, leap: boolean): Month {
  const key = `${year} ${month} ${leap}`
  const known = knownMonths.get(key)
  if (known) return known
  const signedMonth = leap && LunarYear.fromYear(year).getLeapMonth() === month ? -month : month
  const first = dayNumber(dayOf(LunarDay.fromYmd(year, signedMonth, 1).getSolarDay()))
  const made = { first, length: LunarMonth.fromYm(year, signedMonth).getDayCount() }
  if (knownMonths.size >= mostKnown) knownMonths.clear()
  knownMonths.set(key, made)
  return made
}

/** The date in one year of its own calendar; 2-29 becomes 2-28 in a common year. */
export const inYear = (date: YearlyDate, year: number): Day =>
  date.calendar === 'LUNAR'
    ? solarOf({ year, month: date.month, day: date.day, leap: date.leap })
    : dayFrom(dayNumberOf(year, date.month, Math.min(date.day, daysInMonth(year, date.month))))

/** The first time the date comes round on or after `from`. */
export function nextOccurrence(date: YearlyDate, from: Day): Day {
  const year = civil(dayNumber(from)).year
  for (const candidate of [year - 1, year]) {
    const day = inYear(date, candidate)
    if (day >= from) return day
  }
  return inYear(date, year + 1)
}

export const festivalNames = ['除夕', '春节', '元宵', '清明', '端午', '七夕', '中秋', '重阳', '腊八', '小年'] as const
export type FestivalName = (typeof festivalNames)[number]

/** Festivals with a fixed lunar date; 小年 is the northern one, 腊月廿三. */
const lunarFestivals: readonly (readonly [FestivalName, month: number, day: number])[] = [
  ['春节', 1, 1],
  ['元宵', 1, 15],
  ['端午', 5, 5],
  ['七夕', 7, 7],
  ['中秋', 8, 15],
  ['重阳', 9, 9],
  ['腊八', 12, 8],
  ['小年', 12, 23],
  ['除夕', 12, 30],
]

/** The festivals in a solar year, in order. 腊八 may fall twice in one year and not at all in the next. */
export function festivals(year: number): { name: FestivalName; day: Day }[] {
  const lunar = [year - 1, year].flatMap((lunarYear) =>
    lunarFestivals.map(([name, month, day]) => ({ name, day: solarOf({ year: lunarYear, month, day, leap: false }) })),
  )
  const tombSweeping = { name: '清明' as const, day: tombSweepingOf(year) }
  return [...lunar, tombSweeping].filter(({ day }) => civil(dayNumber(day)).year === year).sort((a, b) => (a.day < b.day ? -1 : 1))
}

const knownTombSweepings = new Map<number, Day>()

/** 清明 is a solar term; kept like the months. */
function tombSweepingOf(year: number): Day {
  const day = knownTombSweepings.get(year) ?? dayOf(SolarTerm.fromName(year, '清明').getSolarDay())
  if (knownTombSweepings.size >= mostKnown) knownTombSweepings.clear()
  knownTombSweepings.set(year, day)
  return day
}

const dayOf = (solar: SolarDay): Day => dayFrom(dayNumberOf(solar.getYear(), solar.getMonth(), solar.getDay()))
