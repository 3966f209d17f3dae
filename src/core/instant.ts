import { z } from 'zod'
import { type Day, dayFrom, dayNumber, dayNumberOf } from './day.ts'

export const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** From here on Asia/Shanghai is UTC+8 all year; its last summer time ended in September 1991. */
const SHANGHAI_FIXED_SINCE = Date.UTC(1992, 0, 1)
const SHANGHAI_OFFSET = 8 * HOUR

/**
 * A point in time: on the wire an ISO 8601 text with seconds and any offset (`2026-11-20T10:00:00+08:00`, `…Z`), inside a `Date`.
 * Written with +08:00; bounded to the years 1–9999 there, so that what is read can always be written.
 */
export const instant = z.codec(
  z.iso.datetime({ offset: true }),
  z.date().min(new Date('0001-01-01T00:00:00+08:00')).max(new Date('9999-12-31T23:59:59.999+08:00')),
  { decode: (text) => new Date(text), encode: toShanghai },
)

/** `2026-11-20T10:00:00+08:00`; milliseconds only when there are any. */
export function toShanghai(date: Date): string {
  return new Date(date.getTime() + SHANGHAI_OFFSET).toISOString().replace(/(?:\.000)?Z$/, '+08:00')
}

/** The date and the whole minutes since 00:00 that a clock on the wall in `zone` (an IANA name) shows. */
export function inZone(date: Date, zone: string): { day: Day; minutes: number } {
  const wall = date.getTime() + offsetAt(date.getTime(), zone)
  const dayNumber = Math.floor(wall / DAY)
  return { day: dayFrom(dayNumber), minutes: Math.floor((wall - dayNumber * DAY) / MINUTE) }
}

/**
 * The first instant at which the wall clock in `zone` shows `minutes` (0–1440) past 00:00 of `day` or later:
 * the earlier of two when clocks are set back, the moment of the jump when they skip that time.
 */
export function instantAt(day: Day, minutes: number, zone: string): Date {
  return new Date(firstAt(dayNumber(day) * DAY + minutes * MINUTE, zone))
}

/** The first instant of `day` in `zone`. */
export const startOfDay = (day: Day, zone: string): Date => instantAt(day, 0, zone)

/** The first instant after `day` in `zone`: a day is the half-open range from `startOfDay` to `endOfDay`. */
export const endOfDay = (day: Day, zone: string): Date => instantAt(day, 24 * 60, zone)

export function isZone(name: string): boolean {
  try {
    formatterOf(name)
    return true
  } catch {
    return false
  }
}

function firstAt(wall: number, zone: string): number {
  const before = offsetAt(wall - DAY, zone)
  const after = offsetAt(wall + DAY, zone)
  if (before === after) return wall - before
  let earliest = wall - Math.max(before, after)
  let latest = wall - Math.min(before, after)
  for (const t of [earliest, latest]) if (t + offsetAt(t, zone) === wall) return t
  while (latest - earliest > 1) {
    const middle = Math.floor((earliest + latest) / 2)
    if (middle + offsetAt(middle, zone) >= wall) latest = middle
    else earliest = middle
  }
  return latest
}

/** Milliseconds to add to UTC for the wall clock of `zone` at instant `t`. */
function offsetAt(t: number, zone: string): number {
  if (zone === 'Asia/Shanghai' && t >= SHANGHAI_FIXED_SINCE) return SHANGHAI_OFFSET
  const [month = 1, day = 1, year = 1970, hour = 0, minute = 0, second = 0] = formatterOf(zone).format(t).split(/\D+/).map(Number)
  const wall = dayNumberOf(year, month, day) * DAY + hour * HOUR + minute * MINUTE + second * 1000
  return wall - Math.floor(t / 1000) * 1000
}

const formatters = new Map<string, Intl.DateTimeFormat>()

/** Writes `11/20/2026, 10:00:00` in `zone`. Throws RangeError for a name that is no IANA zone. */
function formatterOf(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  formatters.set(zone, made)
  return made
}
