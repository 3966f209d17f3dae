import { type Day, dayFrom, daysInMonth } from '../../../core/day.ts'
import { instantAt } from '../../../core/instant.ts'

/** A moment as a wall clock shows it; `offset` in minutes east of UTC when the text named one. */
export type Moment = { day: Day; seconds: number; offset: number | null }

const zone = 'Asia/Shanghai'
const serialEpoch = -25569
const years = { first: 1800, last: 2200 }

type Parts = { year: number; month: number; day: number; hour?: number; minute?: number; second?: number; offset?: number | null }

function momentOf({ year, month, day, hour = 0, minute = 0, second = 0, offset = null }: Parts): Moment | undefined {
  if (year < years.first || year > years.last || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined
  if (hour > 23 || minute > 59 || second > 59) return undefined
  const two = (n: number) => String(n).padStart(2, '0')
  return { day: `${year}-${two(month)}-${two(day)}`, seconds: hour * 3600 + minute * 60 + second, offset }
}

const clock = String.raw`(?:[\sT]+(\d{1,2})[:时点](\d{1,2})(?:[:分](\d{1,2})(?:\.\d+)?秒?)?分?\s*(Z|[+-]\d{2}:?\d{2})?)?`
const yearFirst = new RegExp(String.raw`^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?${clock}$`)
const compact = /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?$/

/**
 * A date as people in China write it, with or without a time: `2026-11-22`, `2026/1/5 9:30`, `2026年1月5日`, `20261122`, ISO 8601. Texts that
 * could be read in two ways (`3/4/2026`) are nobody's date unless `format` says how.
 */
export function momentIn(text: string, format?: string): Moment | undefined {
  const plain = text.normalize('NFKC').trim()
  const formatted = format === undefined ? undefined : byFormat(plain, format)
  if (formatted) return formatted
  const match = yearFirst.exec(plain) ?? compact.exec(plain)
  if (!match) return undefined
  const [, year, month, day, hour = '0', minute = '0', second = '0', offset] = match
  return momentOf({
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: Number(second),
    offset: offsetIn(offset),
  })
}

function offsetIn(text: string | undefined): number | null {
  if (text === undefined) return null
  if (text === 'Z') return 0
  const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(-2))
  return text.startsWith('-') ? -minutes : minutes
}

/** A number in a date's column: `20261122`, or the serial day count (1900 calendar) of a cell that lost its date format. */
export function momentFromNumber(value: number): Moment | undefined {
  if (Number.isInteger(value) && value >= 18_000_101 && value <= 22_001_231) return momentIn(String(value))
  if (value < 61 || value > 109_575) return undefined
  const seconds = Math.round(value * 86_400)
  const day = Math.floor(seconds / 86_400)
  return { day: dayFrom(day + serialEpoch), seconds: seconds - day * 86_400, offset: null }
}

const tokens: Readonly<Record<string, [keyof Parts, string]>> = {
  YYYY: ['year', String.raw`(\d{4})`],
  YY: ['year', String.raw`(\d{2})`],
  MM: ['month', String.raw`(\d{1,2})`],
  M: ['month', String.raw`(\d{1,2})`],
  DD: ['day', String.raw`(\d{1,2})`],
  D: ['day', String.raw`(\d{1,2})`],
  HH: ['hour', String.raw`(\d{1,2})`],
  H: ['hour', String.raw`(\d{1,2})`],
  mm: ['minute', String.raw`(\d{1,2})`],
  ss: ['second', String.raw`(\d{1,2})`],
}

type Reader = { pattern: RegExp; parts: (keyof Parts)[] }
const readers = new Map<string, Reader | undefined>()

function readerOf(format: string): Reader | undefined {
  if (readers.has(format)) return readers.get(format)
  const parts: (keyof Parts)[] = []
  const pattern = format.replace(/YYYY|YY|MM?|DD?|HH?|mm|ss|\s+|[^\w\s]/g, (piece) => {
    const token = tokens[piece]
    if (token) parts.push(token[0])
    return token ? token[1] : /^\s+$/.test(piece) ? String.raw`\s+` : `\\u{${(piece.codePointAt(0) ?? 0).toString(16)}}`
  })
  const isWhole = (['year', 'month', 'day'] as const).every((part) => parts.filter((p) => p === part).length === 1)
  const isPlain = !/\w/.test(format.replace(/YYYY|YY|MM?|DD?|HH?|mm|ss/g, ''))
  const reader = isWhole && isPlain ? { pattern: new RegExp(`^${pattern}$`, 'u'), parts } : undefined
  if (readers.size < 100) readers.set(format, reader)
  return reader
}

/** Whether a date format names year, month and day once each and nothing unknown. */
export const isDateFormat = (format: string): boolean => readerOf(format) !== undefined

/** A file that names its format may still hold bare dates where times are expected: the time may be left out. */
function byFormat(text: string, format: string): Moment | undefined {
  for (const shape of [format, format.replace(/\s+HH?.*$/, '')]) {
    const reader = readerOf(shape)
    const match = reader?.pattern.exec(text)
    if (!reader || !match) continue
    const found: Parts = { year: 0, month: 0, day: 0 }
    reader.parts.forEach((part, i) => {
      const value = Number(match[i + 1])
      found[part] = part === 'year' && match[i + 1]?.length === 2 ? value + (value < 70 ? 2000 : 1900) : value
    })
    return momentOf(found)
  }
  return undefined
}

/** The instant of a moment; without an offset the wall clock is Shanghai's. ISO 8601 in UTC. */
export function instantOf({ day, seconds, offset }: Moment): string {
  const minutes = Math.floor(seconds / 60)
  const base = offset === null ? instantAt(day, minutes, zone).getTime() : Date.parse(`${day}T00:00:00Z`) + (minutes - offset) * 60_000
  return new Date(base + (seconds - minutes * 60) * 1000).toISOString()
}
