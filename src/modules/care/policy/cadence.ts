import { type WorkCalendar, workdayFrom } from '../../../core/calendar/work-calendar.ts'
import { civil, type Day, dayFrom, dayNumberOf, plusMonths } from '../../../core/day.ts'
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
  if ('days' in every) return { repeats: 'ROLLING', after: (from, times = 1) => from + every.days * times, facts: every }
  return {
    repeats: 'PERIODIC',
    partOn: remembered((day) => partOn(every, day, calendar)),
    byYear: every.each === 'YEAR' && every.times === 1,
    facts: every.times === 1 ? { each: every.each } : every,
  }
}

const oneCycle = remembered((months) => tabled((day) => plusMonths(day, months)))

function monthsAfter(months: number): Rolling['after'] {
  const next = oneCycle(months)
  return (from, times = 1) => (times === 1 ? next(from) : plusMonths(from, months * times))
}

const months = { MONTH: 1, QUARTER: 3, HALF_YEAR: 6, YEAR: 12 } as const

function partOn({ each, times }: PeriodicCadence, day: number, calendar: WorkCalendar): Part {
  const { year, month } = civil(day)
  const place = Math.floor((month - 1) / months[each])
  const start = dayNumberOf(year, place * months[each] + 1, 1)
  const share = shares(start, months[each], times).findLast(({ from }) => from <= day)!
  const lastWorkday = workdayFrom(calendar, share.to, -1)
  const key = keyOf(each, year, place)
  return {
    period: times === 1 ? key : `${key}-${share.place}`,
    from: share.from,
    to: share.to,
    due: lastWorkday < share.from ? share.to : lastWorkday,
  }
}

/** A period cut into equal shares: by months where they divide, else by days. */
function shares(start: number, length: number, times: number): { place: number; from: number; to: number }[] {
  const days = plusMonths(start, length) - start
  const begin = (i: number) => (length % times === 0 ? plusMonths(start, (length / times) * i) : start + Math.floor((days * i) / times))
  return Array.from({ length: times }, (_, i) => ({ place: i + 1, from: begin(i), to: begin(i + 1) - 1 }))
}

function keyOf(each: PeriodicCadence['each'], year: number, place: number): string {
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
