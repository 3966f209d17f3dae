import { addDays, type Day } from '../../../core/day.ts'

/** An event of a whole day. `sequence` goes up with every change; `changedAt` is when the last one was. */
export type CalendarEvent = {
  uid: string
  day: Day
  summary: string
  description: string
  category: string
  sequence: number
  cancelled: boolean
  createdAt: Date
  changedAt: Date
}

/** An iCalendar file (RFC 5545): lines end in CRLF, none is longer than 75 octets, and texts are escaped. */
export function icalText(name: string, events: readonly CalendarEvent[]): string {
  return [...head, text('X-WR-CALNAME', name), text('NAME', name), ...zone, ...events.flatMap(eventLines), 'END:VCALENDAR']
    .map((line) => `${folded(line)}\r\n`)
    .join('')
}

const head = [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  'PRODID:-//Kewei//Kewei//ZH',
  'CALSCALE:GREGORIAN',
  'METHOD:PUBLISH',
  'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
  'X-PUBLISHED-TTL:PT1H',
]

// A calendar must hold a component even while there is no event (RFC 5545, 3.6).
const zone = [
  'BEGIN:VTIMEZONE',
  'TZID:Asia/Shanghai',
  'BEGIN:STANDARD',
  'DTSTART:19700101T000000',
  'TZOFFSETFROM:+0800',
  'TZOFFSETTO:+0800',
  'END:STANDARD',
  'END:VTIMEZONE',
]

const eventLines = (e: CalendarEvent): string[] => [
  'BEGIN:VEVENT',
  text('UID', e.uid),
  `DTSTAMP:${utc(e.changedAt)}`,
  `CREATED:${utc(e.createdAt)}`,
  `LAST-MODIFIED:${utc(e.changedAt)}`,
  `SEQUENCE:${e.sequence}`,
  `DTSTART;VALUE=DATE:${basic(e.day)}`,
  `DTEND;VALUE=DATE:${basic(addDays(e.day, 1))}`,
  text('SUMMARY', e.summary),
  ...(e.description === '' ? [] : [text('DESCRIPTION', e.description)]),
  text('CATEGORIES', e.category),
  `STATUS:${e.cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
  'TRANSP:TRANSPARENT',
  'END:VEVENT',
]

const text = (name: string, value: string): string => `${name}:${escaped(value)}`
const basic = (day: Day): string => day.replaceAll('-', '')
const utc = (at: Date): string => at.toISOString().replace(/\.\d+/, '').replace(/[-:]/g, '')

const isControl = (c: string): boolean => (c < ' ' && c !== '\t' && c !== '\n') || c === '\u007f'

/** A text value (RFC 5545, 3.3.11): backslash, semicolon, comma and line ends; other control characters may not stand in it. */
export function escaped(value: string): string {
  const lines = value.toWellFormed().replace(/\r\n?/g, '\n')
  return [...lines]
    .filter((c) => !isControl(c))
    .join('')
    .replace(/[\\;,]/g, (c) => `\\${c}`)
    .replaceAll('\n', '\\n')
}

const lineOctets = 75

const octets = (c: string): number => {
  const code = c.codePointAt(0) ?? 0
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
}

/** A line in pieces of at most 75 octets of UTF-8, the blank before each further one included; no character is cut (3.1). */
export function folded(line: string): string {
  let room = lineOctets
  let out = ''
  for (const c of line) {
    const size = octets(c)
    if (size > room) {
      out += '\r\n '
      room = lineOctets - 1
    }
    out += c
    room -= size
  }
  return out
}
