import { addMonths, type Day, daysInMonth } from '../../../core/day.ts'
import { inYear, type YearlyDate } from '../../../core/lunar.ts'
import type { BirthdayCalendar, ContactFields } from '../contract/contacts.ts'

/** A birthday in its own calendar; `year`, a lunar one for LUNAR, where it is known. */
export type Birthday = YearlyDate & { year: number | null }

/** Reads `05-18` or `1980-05-18`; undefined where its calendar has no such day. */
export function birthdayOf(text: string, calendar: BirthdayCalendar | null): Birthday | undefined {
  const [, years, months, days] = /^(?:((?:19|20)\d\d)-)?(\d\d)-(\d\d)$/.exec(text) ?? []
  const [year, month, day] = [years === undefined ? null : Number(years), Number(months), Number(days)]
  const isLunar = calendar === 'LUNAR' || calendar === 'LUNAR_LEAP'
  if (!(month >= 1 && month <= 12 && day >= 1 && day <= (isLunar ? 30 : daysInMonth(year ?? 2000, month)))) return undefined
  return { calendar: isLunar ? 'LUNAR' : 'SOLAR', month, day, leap: calendar === 'LUNAR_LEAP', year }
}

/** Years below which a person is a child, whose particulars are not kept (EVT-06, PIPL art. 31). */
const adultFrom = 14

const isChild = (birthday: Birthday, today: Day): boolean =>
  birthday.year !== null && addMonths(inYear(birthday, birthday.year), adultFrom * 12) > today

/** Which field is wrong, why, and the figures for the words. */
export type BirthdayIssue = { path: string; reason: string; facts?: Readonly<Record<string, number>> }

type Kept = Pick<ContactFields, 'birthday' | 'birthdayCalendar' | 'birthdayBasis'>

/** CARE-27, EVT-06: a birthday is personal information: kept with a stated basis only (PIPL art. 13), and none of a child. */
export function birthdayIssues({ birthday, birthdayCalendar, birthdayBasis }: Kept, today: Day): BirthdayIssue[] {
  if (!birthday) return []
  const known = birthdayOf(birthday, birthdayCalendar)
  return [
    ...(known ? [] : [{ path: 'birthday', reason: 'no-such-birthday' }]),
    ...(birthdayBasis ? [] : [{ path: 'birthdayBasis', reason: 'birthday-needs-basis' }]),
    ...(known && isChild(known, today) ? [{ path: 'birthday', reason: 'no-children', facts: { years: adultFrom } }] : []),
  ]
}
