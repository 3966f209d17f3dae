import { type Day, dayFrom, dayNumber } from '../day.ts'
import { instantAt, inZone, MINUTE } from '../instant.ts'
import { NoWorkingTime, restsOnProvisionalDays, type WorkCalendar, workdayFrom } from './work-calendar.ts'

/** WORKING runs only in working time of the calendar, NATURAL always. */
export type Clock = 'WORKING' | 'NATURAL'

/** The longest time `deadline` counts: a hundred years of minutes. */
export const LONGEST = 100 * 366 * 24 * 60

/**
 * The earliest instant at which `minutes` have run since `from`; 0 minutes are over at once, even outside working time.
 * `provisional` when the working clock walked over a year whose holiday notice is missing.
 * Throws RangeError unless 0 ≤ minutes ≤ LONGEST, NoWorkingTime when the clock never runs.
 */
export function deadline(calendar: WorkCalendar, from: Date, minutes: number, clock: Clock): { deadline: Date; provisional: boolean } {
  if (!(minutes >= 0 && minutes <= LONGEST)) throw new RangeError(`A deadline is 0 to ${LONGEST} minutes away, not ${minutes}`)
  let left = Math.round(minutes * MINUTE)
  if (clock === 'NATURAL' || left === 0) return { deadline: new Date(from.getTime() + left), provisional: false }
  if (calendar.workingTime.hours.length === 0) throw new NoWorkingTime('its workdays have no hours')
  const firstDay = inZone(from, calendar.workingTime.zone).day
  for (let at = workdayFrom(calendar, dayNumber(firstDay), 1); ; at = workdayFrom(calendar, at + 1, 1)) {
    const day = dayFrom(at)
    for (const [start, end] of spansOf(calendar, day, from)) {
      if (end - start >= left) {
        return { deadline: new Date(start + left), provisional: restsOnProvisionalDays(calendar, firstDay, day) }
      }
      left -= end - start
    }
  }
}

/** Minutes of working time between two instants, to the millisecond; 0 when `to` is not after `from`. */
export function elapsedWorkingMinutes(calendar: WorkCalendar, from: Date, to: Date): number {
  const { zone } = calendar.workingTime
  const last = dayNumber(inZone(to, zone).day)
  let elapsed = 0
  for (let at = dayNumber(inZone(from, zone).day); at <= last; at++) {
    if (!calendar.worksOn(at)) continue
    for (const [start, end] of spansOf(calendar, dayFrom(at), from)) elapsed += Math.max(0, Math.min(end, to.getTime()) - start)
  }
  return elapsed / MINUTE
}

/** The working spans of one workday that lie after `from`, in epoch milliseconds. */
function spansOf(calendar: WorkCalendar, day: Day, from: Date): [start: number, end: number][] {
  const { zone, hours } = calendar.workingTime
  return hours
    .map(([start, end]): [number, number] => [
      Math.max(instantAt(day, start, zone).getTime(), from.getTime()),
      instantAt(day, end, zone).getTime(),
    ])
    .filter(([start, end]) => start < end)
}
