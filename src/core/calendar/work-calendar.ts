import { z } from 'zod'
import { civil, type Day, dayFrom, dayNumber, weekday } from '../day.ts'
import { isZone } from '../instant.ts'

/** Where a day's standing comes from: a State Council notice, the holiday law alone, or just the day of the week. */
export type DaySource = 'NOTICE' | 'STATUTORY' | 'WEEKDAY'

/** One date of the work calendar. A working day with a holiday's name is a make-up workday. */
export type CalendarDay = { day: Day; working: boolean; name: string; source: DaySource }

const minuteOfDay = z.int().min(0).max(1440)

/** When work is done: the zone's wall clock, spans in minutes past 00:00 in order and apart, ISO weekdays (1 Monday … 7 Sunday). */
export const workingTime = z.strictObject({
  zone: z.string().refine(isZone, 'not a time zone'),
  hours: z
    .array(z.tuple([minuteOfDay, minuteOfDay]))
    .min(1)
    .refine((spans) => spans.every(([from, to], i) => from < to && from >= (spans[i - 1]?.[1] ?? 0)), 'spans must be in order and apart'),
  workdays: z.array(z.int().min(1).max(7)),
})
export type WorkingTime = z.infer<typeof workingTime>

/** 09:00–12:00 and 13:00–18:00 from Monday to Friday in China. */
export const defaultWorkingTime: WorkingTime = {
  zone: 'Asia/Shanghai',
  hours: [
    [540, 720],
    [780, 1080],
  ],
  workdays: [1, 2, 3, 4, 5],
}

export type WorkCalendar = {
  workingTime: WorkingTime
  dayOf(day: Day): CalendarDay
  /** Same answer as `dayOf(day).working`, by day number, for walking over many days. */
  worksOn(dayNumber: number): boolean
  /** Whether the year's notice is still missing, so that its days may yet change. */
  provisional(year: number): boolean
}

/** A calendar on which no workday comes within ten years, or whose workdays have no hours. */
export class NoWorkingTime extends Error {
  constructor(detail: string) {
    super(`The work calendar has no working time: ${detail}`)
    this.name = 'NoWorkingTime'
  }
}

/**
 * Looks up days in `days` (the editable table), else by weekday. For a date listed twice a NOTICE row wins,
 * else the later row; so a notice may be followed by the law's own days for safety.
 */
export function workCalendar(parts: {
  workingTime: WorkingTime
  days: Iterable<CalendarDay>
  noticedYears: Iterable<number>
}): WorkCalendar {
  const listed = new Map<number, CalendarDay>()
  for (const row of parts.days) {
    const at = dayNumber(row.day)
    if (row.source === 'NOTICE' || listed.get(at)?.source !== 'NOTICE') listed.set(at, row)
  }
  const noticed = new Set(parts.noticedYears)
  const workdays = new Set(parts.workingTime.workdays)
  const worksOn = (at: number) => listed.get(at)?.working ?? workdays.has(weekday(at))
  return {
    workingTime: parts.workingTime,
    dayOf: (day) => listed.get(dayNumber(day)) ?? { day, working: worksOn(dayNumber(day)), name: '', source: 'WEEKDAY' },
    worksOn,
    provisional: (year) => !noticed.has(year),
  }
}

export const isWorkday = (calendar: WorkCalendar, day: Day): boolean => calendar.worksOn(dayNumber(day))

/** The first workday after `day`, never `day` itself. */
export const nextWorkday = (calendar: WorkCalendar, day: Day): Day => addWorkdays(calendar, day, 1)

/** The last workday before `day`, never `day` itself. */
export const previousWorkday = (calendar: WorkCalendar, day: Day): Day => addWorkdays(calendar, day, -1)

/** `day` if it is a workday, else the next one. */
export const rollForward = (calendar: WorkCalendar, day: Day): Day => (isWorkday(calendar, day) ? day : nextWorkday(calendar, day))

/** `day` if it is a workday, else the one before. */
export const rollBack = (calendar: WorkCalendar, day: Day): Day => (isWorkday(calendar, day) ? day : previousWorkday(calendar, day))

/** The `n`-th workday after `day`, before it when `n` is negative; `day` itself for 0, workday or not. Throws NoWorkingTime. */
export function addWorkdays(calendar: WorkCalendar, day: Day, n: number): Day {
  const step = n < 0 ? -1 : 1
  let at = dayNumber(day)
  for (let left = Math.abs(n); left > 0; left--) at = workdayFrom(calendar, at + step, step)
  return dayFrom(at)
}

const TEN_YEARS = 3653

/** The first working day number at or beyond `at`, walking by `step` (1 or -1). Throws NoWorkingTime. */
export function workdayFrom(calendar: WorkCalendar, at: number, step: 1 | -1): number {
  for (let walked = 0; walked < TEN_YEARS; walked++) if (calendar.worksOn(at + step * walked)) return at + step * walked
  throw new NoWorkingTime(`no workday within ten years of ${dayFrom(at)}`)
}

/** Whether any year from `from` to `to` (both included, in either order) still waits for its notice. */
export function restsOnProvisionalDays(calendar: WorkCalendar, from: Day, to: Day): boolean {
  const [first = 0, last = 0] = [civil(dayNumber(from)).year, civil(dayNumber(to)).year].sort((a, b) => a - b)
  for (let year = first; year <= last; year++) if (calendar.provisional(year)) return true
  return false
}
