import { dayFrom, dayNumberOf } from '../../core/day.ts'
import { type Cell, faulty } from './cell.ts'
import type { DateKind } from './number-format.ts'

const DAY_SECONDS = 86_400
const LAST_SERIAL = 2_958_465
const epoch1900 = dayNumberOf(1899, 12, 30)
const epoch1904 = dayNumberOf(1904, 1, 1)

/**
 * A serial day count as a local date. The 1900 calendar holds a 29 February 1900 that never was (serial 60):
 * days before it are one off, the day itself is a fault. Times are rounded to the second; a bare time is text `HH:mm:ss`.
 */
export function serialDate(serial: number, kind: Exclude<DateKind, 'number'>, is1904: boolean): Cell {
  if (!(serial >= 0)) return faulty('BAD_DATE')
  const seconds = Math.round(serial * DAY_SECONDS)
  const day = Math.floor(seconds / DAY_SECONDS)
  const time = timeOfDay(seconds - day * DAY_SECONDS)
  if (kind === 'time' && day === 0) return time
  const date = dayOfSerial(day, is1904)
  if (date === undefined) return faulty('BAD_DATE')
  return { date: seconds % DAY_SECONDS === 0 ? date : `${date}T${time}` }
}

function dayOfSerial(day: number, is1904: boolean): string | undefined {
  if (is1904) return day <= LAST_SERIAL - 1462 ? dayFrom(epoch1904 + day) : undefined
  if (day < 1 || day === 60 || day > LAST_SERIAL) return undefined
  return dayFrom(epoch1900 + day + (day < 60 ? 1 : 0))
}

function timeOfDay(seconds: number): string {
  const two = (n: number) => String(n).padStart(2, '0')
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
}

/** The serial of a local date in the 1900 calendar, or undefined before 1900-03-01, where spreadsheet programs disagree. */
export function serialOf(date: string): number | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2}):(\d{2}))?$/.exec(date)
  if (!match) return undefined
  const [year, month, day, hour, minute, second] = match.slice(1).map((part) => Number(part ?? 0))
  const serial = dayNumberOf(year!, month!, day!) - epoch1900
  return serial > 60 && serial <= LAST_SERIAL ? serial + (hour! * 3600 + minute! * 60 + second!) / DAY_SECONDS : undefined
}
