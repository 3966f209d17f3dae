import { type WorkCalendar, workdayFrom } from '../../../core/calendar/work-calendar.ts'
import { civil, type Day, dayFrom, dayNumberOf, plusMonths, weekday } from '../../../core/day.ts'
import type { Facts } from '../../../core/decision.ts'
import { tabled } from '../../tiering/policy/windows.ts'
import type { CareCadence } from './section.ts'

/** Comes back so long after the last one, on day numbers; months are clamped to the month's end. */
export type Rolling = { repeats: 'ROLLING'; after: (from: number, times?: number) => number; facts: Facts }
/** Is owed once in each part of the calendar. */
export type Periodic = { repeats: 'PERIODIC'; partOn: (day: number) => Part; byYear: boolean; facts: Facts }
export type Cadence = Rolling | Periodic

/** A calendar period, or an equal share of one: its key, its days, and its last workday. Day numbers. */
export type Part = { period: string; from: number; to: number; due: number }

type PeriodicCadence = Extract<CareCadence, { each: string }>

/** A cadence ready for use. A period without a workday falls due on its last day. */
export function cadenceOf(every: CareCadence, calendar: WorkCalendar): Cadence {
  if ('months' in every) return { repeats: 'ROLLING', after: monthsAfter(every.months), facts: every }
  if ('weeks' in every) return { repeats: 'ROLLING', after: daysAfter(every.weeks * 7), facts: every }
  if ('days' in every) return { repeats: 'ROLLING', after: daysAfter(every.days), facts: every }
  return {
    repeats: 'PERIODIC',
    partOn: remembered((day) => partOn(every, day, calendar)),
    byYear: every.each === 'YEAR' && every.times === 1,
    facts: every.times === 1 ? { each: every.each } : every,
  }
}

const daysAfter =
  (days: number): Rolling['after'] =>
  (from, times = 1) =>
    from + days * times

const oneCycle = remembered((months) => tabled((day) => plusMonths(day, months)))

function monthsAfter(months: number): Rolling['after'] {
  const next = oneCycle(months)
  return (from, times = 1) => (times === 1 ? next(from) : plusMonths(from, months * times))
}

const months = { MONTH: 1, QUARTER: 3, HALF_YEAR: 6, YEAR: 12 } as const
type Months = keyof typeof months

/** The period a day lies in; `inMonths`: how long it is, where it is a whole number of months. */
type Whole = { key: string; from: number; next: number; inMonths?: number }

function wholeOn(each: PeriodicCadence['each'], day: number): Whole {
  if (each === 'WEEK') return weekOn(day)
  const { year, month } = civil(day)
  const place = Math.floor((month - 1) / months[each])
  const from = dayNumberOf(year, place * months[each] + 1, 1)
  return { key: keyOf(each, year, place), from, next: plusMonths(from, months[each]), inMonths: months[each] }
}

/** ISO 8601: from Monday to Sunday, of the year its Thursday lies in. */
function weekOn(day: number): Whole {
  const from = day - weekday(day) + 1
  const { year } = civil(from + 3)
  const place = Math.floor((from + 3 - dayNumberOf(year, 1, 1)) / 7) + 1
  return { key: `${year}W${String(place).padStart(2, '0')}`, from, next: from + 7 }
}

function partOn({ each, times }: PeriodicCadence, day: number, calendar: WorkCalendar): Part {
  const whole = wholeOn(each, day)
  const { key } = whole
  const share = shares(whole, times).findLast(({ from }) => from <= day)!
  const lastWorkday = workdayFrom(calendar, share.to, -1)
  return {
    period: times === 1 ? key : `${key}-${share.place}`,
    from: share.from,
    to: share.to,
    due: lastWorkday < share.from ? share.to : lastWorkday,
  }
}

/** A period cut into equal shares: by months where they divide, else by days. A share of no day at all is none. */
function shares({ from, next, inMonths }: Whole, times: number): { place: number; from: number; to: number }[] {
  const begin = (i: number) =>
    inMonths !== undefined && inMonths % times === 0
      ? plusMonths(from, (inMonths / times) * i)
      : from + Math.floor(((next - from) * i) / times)
  return Array.from({ length: times }, (_, i) => ({ place: i + 1, from: begin(i), to: begin(i + 1) - 1 }))
}

function keyOf(each: Months, year: number, place: number): string {
  if (each === 'YEAR') return `${year}`
  if (each === 'HALF_YEAR') return `${year}H${place + 1}`
  return each === 'QUARTER' ? `${year}Q${place + 1}` : `${year}-${String(place + 1).padStart(2, '0')}`
}

/** `dayFrom`, remembered: a run over a million customers writes few different days. */
export const dayText: (at: number) => Day = remembered(dayFrom)

function remembered<T>(compute: (n: number) => T): (n: number) => T {
  const known = new Map<number, T>()
  return (n) => {
    const answer = known.get(n)
    if (answer !== undefined) return answer
    const fresh = compute(n)
    known.set(n, fresh)
    return fresh
  }
}
