import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CalendarEvent, escaped, folded, icalText } from './ical.ts'

const octets = (text: string): number => new TextEncoder().encode(text).length

/** Reads lines back as RFC 5545 3.1 and 3.3.11 say, written without looking at how they were made. */
function unfolded(text: string): string[] {
  return text.replaceAll('\r\n ', '').split('\r\n').slice(0, -1)
}
function unescaped(value: string): string {
  let out = ''
  for (let i = 0; i < value.length; i++) {
    if (value[i] !== '\\') out += value[i]
    else out += value[++i] === 'n' || value[i] === 'N' ? '\n' : value[i]
  }
  return out
}

/** What a text value can hold: no control characters but tab and line end, no lone surrogates. */
const kept = (text: string): string =>
  [...text.toWellFormed().replace(/\r\n?/g, '\n')].filter((c) => c === '\t' || c === '\n' || (c >= ' ' && c !== '\u007f')).join('')

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.string({
    unit: fc.constantFrom('\\', ';', ',', '\n', '\r', '\r\n', 'n', ' ', '\t', '海', '𠮷', '👨‍👩‍👧', 'é', '\u0000', '\ud800'),
    maxLength: 120,
  }),
)

const event = (change: Partial<CalendarEvent> = {}): CalendarEvent => ({
  uid: 'task-7@kewei.kewei',
  day: '2026-11-30',
  summary: '宁波海棠电子 · 季度维护',
  description: '',
  category: '维护',
  sequence: 3,
  cancelled: false,
  createdAt: new Date('2026-10-01T00:00:00Z'),
  changedAt: new Date('2026-11-22T02:03:04.567Z'),
  ...change,
})

describe('RFC 5545 lines', () => {
  test('no line is longer than 75 octets, no character is cut, and all of it reads back', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const line = `SUMMARY:${escaped(text)}`
        const pieces = folded(line).split('\r\n')
        for (const piece of pieces) expect(octets(piece)).toBeLessThanOrEqual(75)
        expect(pieces.slice(1).every((piece) => piece.startsWith(' '))).toBe(true)
        expect(pieces.map((piece, i) => (i === 0 ? piece : piece.slice(1))).join('')).toBe(line)
        expect(pieces.every((piece) => piece.isWellFormed())).toBe(true)
      }),
    )
  })

  test.each([
    [74, 1],
    [75, 1],
    [76, 2],
    [149, 2],
    [150, 3],
  ])('a line of %i octets takes %i', (length, lines) => {
    expect(folded('x'.repeat(length)).split('\r\n').length).toBe(lines)
  })

  test('a character that does not fit goes to the next line whole', () => {
    expect(folded(`${'x'.repeat(74)}海`)).toBe(`${'x'.repeat(74)}\r\n 海`)
    expect(folded(`${'x'.repeat(72)}𠮷`)).toBe(`${'x'.repeat(72)}\r\n 𠮷`)
    expect(folded(`${'x'.repeat(72)}海`)).toBe(`${'x'.repeat(72)}海`)
  })

  test('texts are escaped so that they read back, with nothing left over that ends a value', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const value = escaped(text)
        expect(unescaped(value)).toBe(kept(text))
        expect(value).not.toMatch(/[\r\n]/)
        expect(value.replace(/\\./g, '')).not.toMatch(/[\\;,]/)
      }),
    )
  })
})

describe('a calendar file', () => {
  const told = (lines: readonly string[], name: string) => lines.find((l) => l.startsWith(`${name}:`))?.slice(name.length + 1)

  test('says when, what and in which turn; a whole day ends where the next begins', () => {
    const lines = unfolded(icalText('客维任务 · 周砚', [event({ description: '办理期 11-23 至 12-07\n规则 CARE-01' })]))
    expect(lines.slice(lines.indexOf('BEGIN:VEVENT'))).toEqual([
      'BEGIN:VEVENT',
      'UID:task-7@kewei.kewei',
      'DTSTAMP:20261122T020304Z',
      'CREATED:20261001T000000Z',
      'LAST-MODIFIED:20261122T020304Z',
      'SEQUENCE:3',
      'DTSTART;VALUE=DATE:20261130',
      'DTEND;VALUE=DATE:20261201',
      'SUMMARY:宁波海棠电子 · 季度维护',
      'DESCRIPTION:办理期 11-23 至 12-07\\n规则 CARE-01',
      'CATEGORIES:维护',
      'STATUS:CONFIRMED',
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
      'END:VCALENDAR',
    ])
    expect(told(lines, 'X-WR-CALNAME')).toBe('客维任务 · 周砚')
  })

  test('tells what fell away, and is whole without any event', () => {
    expect(icalText('x', [event({ cancelled: true })])).toContain('\r\nSTATUS:CANCELLED\r\n')
    const empty = unfolded(icalText('x', []))
    expect(empty.slice(0, 3)).toEqual(['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Kewei//Kewei//ZH'])
    expect(empty).toContain('BEGIN:VTIMEZONE')
    expect(empty.at(-1)).toBe('END:VCALENDAR')
  })

  test('whatever people write, every line stands where it belongs and every text reads back', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyText, anyText), { maxLength: 4 }), anyText, (texts, name) => {
        const file = icalText(
          name,
          texts.map(([summary, description], i) => event({ uid: `task-${i}`, summary, description })),
        )
        expect(file.endsWith('\r\n')).toBe(true)
        expect(file.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
        const lines = unfolded(file)
        expect(lines.every((line) => /^[A-Z-]+[:;]/.test(line))).toBe(true)
        const values = (of: string) => lines.filter((l) => l.startsWith(`${of}:`)).map((l) => unescaped(l.slice(of.length + 1)))
        expect(values('SUMMARY')).toEqual(texts.map(([summary]) => kept(summary)))
        expect(values('DESCRIPTION')).toEqual(texts.flatMap(([, description]) => (description === '' ? [] : [kept(description)])))
        expect(values('X-WR-CALNAME')).toEqual([kept(name)])
        expect(values('BEGIN').filter((what) => what === 'VEVENT').length).toBe(texts.length)
      }),
    )
  })
})
