import type { z } from 'zod'
import { daysInMonth } from '../../../core/day.ts'
import type { Say } from '../../../core/text.ts'
import type { birthday, customerDate } from '../contract/dates.ts'

export type CompanyDate = z.input<typeof customerDate>
export type Birthday = z.input<typeof birthday>

/** A line of the list: a day of the company, or the birthday of one of its people. */
export type Shown = { readonly date: CompanyDate } | { readonly birthday: Birthday }

type LunarDay = { readonly month: number; readonly day: number; readonly leap: boolean }

/** `农历闰六月初八`. */
export const lunarWords = ({ month, day, leap }: LunarDay, say: Say): string =>
  say('dates.lunar', {
    leap: leap ? say('dates.leap') : '',
    month: say(`dates.lunar-month.${month}`),
    day: say(`dates.lunar-day.${day}`),
  })

const lunarOf = ({ monthDay, leap }: { monthDay: string; leap: boolean }): LunarDay => ({
  month: Number(monthDay.slice(0, 2)),
  day: Number(monthDay.slice(3)),
  leap,
})

type Entered = Pick<CompanyDate, 'calendar' | 'monthDay' | 'leap'>

/** The day as it was entered, in its own calendar: `12月4日`, `农历八月十五`. */
export function dayWords({ calendar, monthDay, leap }: Entered, say: Say): string {
  const { month, day } = lunarOf({ monthDay, leap })
  return calendar === 'LUNAR' ? lunarWords({ month, day, leap }, say) : say('dates.solar', { month, day })
}

/** When it comes: every year, or once. */
export function comesWords(date: Entered & Pick<CompanyDate, 'recurring' | 'year'>, say: Say): string {
  const day = dayWords(date, say)
  return date.recurring ? say('dates.yearly', { day }) : say('dates.once', { year: date.year ?? '', day })
}

/** Where the year of the next time lacks that leap month or that 三十, the day it is kept on instead. */
export function fallsWords(
  { monthDay, leap, nextLunar }: Pick<CompanyDate, 'monthDay' | 'leap' | 'nextLunar'>,
  say: Say,
): string | undefined {
  if (!nextLunar) return undefined
  const entered = lunarOf({ monthDay, leap })
  const same = entered.month === nextLunar.month && entered.day === nextLunar.day && entered.leap === nextLunar.leap
  return same ? undefined : say('dates.falls', { day: lunarWords(nextLunar, say) })
}

export const titleOf = (shown: Shown, say: Say): string =>
  'date' in shown ? shown.date.title : say('dates.birthday-of', { name: shown.birthday.contactName })

const some = (words: readonly (string | undefined | false)[]): string => words.filter((w) => w).join(' · ')

/** The grey line under the name. */
export function aboutWords(shown: Shown, say: Say): string {
  if ('date' in shown) {
    const { date } = shown
    const since = date.recurring && date.year !== null && say('dates.since', { year: date.year })
    const surprise = date.surprise && say('dates.surprise')
    return some([say(`date-kind.${date.kind}`), comesWords(date, say), since, fallsWords(date, say), surprise])
  }
  const { monthDay, ...birthday } = shown.birthday
  if (monthDay === null) return say('dates.masked')
  const day = { ...birthday, monthDay }
  const born = birthday.year !== null && say('dates.born', { year: birthday.year })
  const basis = birthday.basis ? say('dates.basis', { basis: birthday.basis }) : undefined
  return some([say('dates.yearly', { day: dayWords(day, say) }), fallsWords(day, say), born, basis])
}

export const aheadOf = (shown: Shown): CompanyDate | Birthday => ('date' in shown ? shown.date : shown.birthday)

/** Next first; what is over or not shown comes last. */
export function inOrder({ rows, birthdays }: { rows: readonly CompanyDate[]; birthdays: readonly Birthday[] }): Shown[] {
  const all: Shown[] = [...rows.map((date) => ({ date })), ...birthdays.map((birthday) => ({ birthday }))]
  return all.sort((a, b) => ((aheadOf(a).nextOn ?? '9999') < (aheadOf(b).nextOn ?? '9999') ? -1 : 1))
}

export const keyOf = (shown: Shown): string => ('date' in shown ? `date-${shown.date.id}` : `birthday-${shown.birthday.contactId}`)

type Chosen = { year: number | undefined; month: number; day: number }

/** Days a month can have: 30 of a lunar one, 29 of February while no common year is known. */
export const longest = ({ year, month }: Pick<Chosen, 'year' | 'month'>, lunar: boolean): number =>
  lunar ? 30 : daysInMonth(year ?? 2000, month)

/** `MM-DD`, with the year in front where one is known; a day the month never has becomes its last. */
export function joined({ year, month, day }: Chosen, lunar: boolean): string {
  const two = (n: number) => String(n).padStart(2, '0')
  return `${year === undefined ? '' : `${year}-`}${two(month)}-${two(Math.min(day, longest({ year, month }, lunar)))}`
}
