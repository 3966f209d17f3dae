import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { dayNumber } from '../day.ts'
import { noticedDays, noticedYears, statutoryHolidays } from '../holidays.ts'
import { inZone, toShanghai } from '../instant.ts'
import { defaultWorkingTime, NoWorkingTime, type WorkCalendar, type WorkingTime, workCalendar } from './work-calendar.ts'
import { deadline, elapsedWorkingMinutes, LONGEST } from './working-clock.ts'

const days = [...noticedDays(), ...statutoryHolidays(2027)]
const calendarWith = (change: Partial<WorkingTime>): WorkCalendar =>
  workCalendar({ workingTime: { ...defaultWorkingTime, ...change }, days, noticedYears })
const china = calendarWith({})
const newYork = calendarWith({
  zone: 'America/New_York',
  hours: [
    [0, 100],
    [150, 1440],
  ],
  workdays: [1, 2, 3, 4, 5, 6, 7],
})

const at = (text: string) => new Date(`${text.replace(' ', 'T')}:00+08:00`)
const shown = (date: Date) => toShanghai(date).slice(0, 16).replace('T', ' ')

describe('deadlines in China, 2026 (C15)', () => {
  test.each([
    ['2026-11-20 10:00', '2026-11-20 12:00', '2026-11-20 12:00', '2026-11-22 10:00', '2026-11-30 10:00'],
    ['2026-11-20 11:30', '2026-11-20 13:30', '2026-11-20 14:30', '2026-11-22 11:30', '2026-11-30 11:30'],
    ['2026-11-20 17:30', '2026-11-20 19:30', '2026-11-23 10:30', '2026-11-22 17:30', '2026-11-30 17:30'],
    ['2026-11-21 10:00', '2026-11-21 12:00', '2026-11-23 11:00', '2026-11-23 10:00', '2026-11-30 18:00'],
    ['2026-09-24 17:00', '2026-09-24 19:00', '2026-09-28 10:00', '2026-09-26 17:00', '2026-10-10 17:00'],
    ['2026-09-30 17:30', '2026-09-30 19:30', '2026-10-08 10:30', '2026-10-02 17:30', '2026-10-14 17:30'],
    ['2026-10-10 16:30', '2026-10-10 18:30', '2026-10-12 09:30', '2026-10-12 16:30', '2026-10-19 16:30'],
    ['2026-02-14 17:00', '2026-02-14 19:00', '2026-02-24 10:00', '2026-02-16 17:00', '2026-03-02 17:00'],
  ])('from %s: 2 h natural %s, 2 h working %s, 48 h natural %s, 48 h working %s', (from, natural2, working2, natural48, working48) => {
    expect([
      shown(deadline(china, at(from), 120, 'NATURAL').deadline),
      shown(deadline(china, at(from), 120, 'WORKING').deadline),
      shown(deadline(china, at(from), 2880, 'NATURAL').deadline),
      shown(deadline(china, at(from), 2880, 'WORKING').deadline),
    ]).toEqual([natural2, working2, natural48, working48])
    expect(deadline(china, at(from), 2880, 'WORKING').provisional).toBe(false)
  })

  test.each([
    [120, 'NATURAL', '2026-12-31 19:30', false],
    [120, 'WORKING', '2027-01-04 10:30', true],
    [2880, 'NATURAL', '2027-01-02 17:30', false],
    [30, 'WORKING', '2026-12-31 18:00', false],
    [31, 'WORKING', '2027-01-04 09:01', true],
  ] as const)('from 2026-12-31 17:30, %i minutes %s: %s, provisional %s', (minutes, clock, expected, provisional) => {
    const result = deadline(china, at('2026-12-31 17:30'), minutes, clock)
    expect([shown(result.deadline), result.provisional]).toEqual([expected, provisional])
  })
})

describe('the working clock', () => {
  test.each([
    ['ends with the morning, not when the afternoon starts', '2026-11-20 11:00', 60, '2026-11-20 12:00'],
    ['ends with the day, not when the next starts', '2026-11-20 17:00', 60, '2026-11-20 18:00'],
    ['starts at the next opening before work', '2026-11-20 07:00', 1, '2026-11-20 09:01'],
    ['starts at the next opening during lunch', '2026-11-20 12:30', 1, '2026-11-20 13:01'],
    ['stands still when nothing is asked, even at night', '2026-11-21 03:00', 0, '2026-11-21 03:00'],
    ['counts a half minute', '2026-11-20 12:00', 0.5, '2026-11-20 13:00'],
  ])('%s: %s and %d minutes is %s', (_, from, minutes, expected) => {
    expect(shown(deadline(china, at(from), minutes, 'WORKING').deadline)).toBe(expected)
  })

  it('keeps the seconds', () => {
    const from = new Date('2026-11-20T10:00:30.250+08:00')
    expect(toShanghai(deadline(china, from, 60, 'WORKING').deadline)).toBe('2026-11-20T11:00:30.250+08:00')
    expect(toShanghai(deadline(china, from, 120, 'WORKING').deadline)).toBe('2026-11-20T13:00:30.250+08:00')
  })

  it('is provisional once it starts in a year without a notice', () => {
    expect(deadline(china, at('2027-03-01 09:00'), 1, 'WORKING').provisional).toBe(true)
    expect(deadline(china, at('2027-03-01 09:00'), 0, 'WORKING').provisional).toBe(false)
    expect(deadline(china, at('2027-03-01 09:00'), 1, 'NATURAL').provisional).toBe(false)
  })

  it('can end at midnight without touching the next day', () => {
    const night = calendarWith({ hours: [[1080, 1440]] })
    const result = deadline(night, at('2026-12-31 18:00'), 360, 'WORKING')
    expect([shown(result.deadline), result.provisional]).toEqual(['2027-01-01 00:00', false])
  })

  it('counts the hours that pass when clocks are set forward or back', () => {
    const nights = calendarWith({ zone: 'America/New_York', hours: [[0, 360]], workdays: [7] })
    expect(deadline(nights, new Date('2026-03-08T05:00:00Z'), 300, 'WORKING').deadline).toEqual(new Date('2026-03-08T10:00:00Z'))
    expect(deadline(nights, new Date('2026-11-01T04:00:00Z'), 420, 'WORKING').deadline).toEqual(new Date('2026-11-01T11:00:00Z'))
  })

  it('reaches 100 000 hours', () => {
    const plain = workCalendar({ workingTime: defaultWorkingTime, days: [], noticedYears })
    const result = deadline(plain, at('2026-01-05 09:00'), 6_000_000, 'WORKING')
    expect([shown(result.deadline), result.provisional]).toEqual(['2073-12-01 18:00', true])
  })

  test.each([-1, Number.NaN, Number.POSITIVE_INFINITY, LONGEST + 1])('refuses %d minutes', (minutes) => {
    expect(() => deadline(china, at('2026-11-20 10:00'), minutes, 'WORKING')).toThrow(RangeError)
    expect(() => deadline(china, at('2026-11-20 10:00'), minutes, 'NATURAL')).toThrow(RangeError)
  })

  it('says so when it never runs', () => {
    const noDays = workCalendar({ workingTime: { ...defaultWorkingTime, workdays: [] }, days: [], noticedYears: [] })
    const noHours = calendarWith({ hours: [] })
    for (const calendar of [noDays, noHours]) {
      expect(() => deadline(calendar, at('2026-11-20 10:00'), 1, 'WORKING')).toThrow(NoWorkingTime)
      expect(shown(deadline(calendar, at('2026-11-20 10:00'), 1, 'NATURAL').deadline)).toBe('2026-11-20 10:01')
      expect(elapsedWorkingMinutes(calendar, at('2026-11-20 10:00'), at('2026-12-20 10:00'))).toBe(0)
    }
  })
})

test.each([
  ['within a morning', '2026-11-20 09:30', '2026-11-20 10:15', 45],
  ['over lunch', '2026-11-20 11:00', '2026-11-20 14:00', 120],
  ['over a weekend', '2026-11-20 17:00', '2026-11-23 10:00', 120],
  ['a whole week', '2026-11-16 00:00', '2026-11-23 00:00', 2400],
  ['a night', '2026-11-20 18:00', '2026-11-21 09:00', 0],
  ['the Spring Festival', '2026-02-14 18:00', '2026-02-24 09:00', 0],
  ['backwards', '2026-11-20 14:00', '2026-11-20 11:00', 0],
])('working minutes, %s: %s to %s is %i', (_, from, to, expected) => {
  expect(elapsedWorkingMinutes(china, at(from), at(to))).toBe(expected)
})

describe('the working clock, whatever the calendar and the moment', () => {
  const calendars = fc.constantFrom(china, newYork, calendarWith({ hours: [[0, 1440]] }), calendarWith({ workdays: [3] }))
  const moment = fc.date({ min: new Date('2025-06-01T00:00:00Z'), max: new Date('2027-12-31T00:00:00Z'), noInvalidDate: true })
  const amount = fc.integer({ min: 1, max: 20_000 })

  it('has run for exactly the amount at the deadline, and a millisecond earlier it had not', () => {
    fc.assert(
      fc.property(calendars, moment, amount, (calendar, from, minutes) => {
        const { deadline: end } = deadline(calendar, from, minutes, 'WORKING')
        expect(elapsedWorkingMinutes(calendar, from, end)).toBe(minutes)
        expect(elapsedWorkingMinutes(calendar, from, new Date(end.getTime() - 1))).toBeLessThan(minutes)
      }),
    )
  })

  it('takes the same time in two steps as in one', () => {
    fc.assert(
      fc.property(calendars, moment, amount, amount, (calendar, from, first, second) => {
        const middle = deadline(calendar, from, first, 'WORKING').deadline
        expect(deadline(calendar, middle, second, 'WORKING').deadline).toEqual(deadline(calendar, from, first + second, 'WORKING').deadline)
      }),
    )
  })

  it('never ends earlier for a later start or a larger amount', () => {
    fc.assert(
      fc.property(calendars, moment, amount, fc.nat(10_000_000), fc.nat(5_000), (calendar, from, minutes, later, more) => {
        const end = deadline(calendar, from, minutes, 'WORKING').deadline.getTime()
        const startedLater = deadline(calendar, new Date(from.getTime() + later), minutes, 'WORKING').deadline.getTime()
        expect(startedLater).toBeGreaterThanOrEqual(end)
        expect(deadline(calendar, from, minutes + more, 'WORKING').deadline.getTime()).toBeGreaterThanOrEqual(end)
      }),
    )
  })

  it('agrees with counting minute by minute', () => {
    const wholeMinute = moment.map((date) => new Date(Math.floor(date.getTime() / 60_000) * 60_000))
    fc.assert(
      fc.property(calendars, wholeMinute, fc.integer({ min: 1, max: 1_000 }), (calendar, from, minutes) => {
        let t = from.getTime()
        for (let left = minutes; left > 0; t += 60_000) if (worksAt(calendar, new Date(t))) left--
        expect(deadline(calendar, from, minutes, 'WORKING').deadline.getTime()).toBe(t)
      }),
      { numRuns: 40 },
    )
  })

  function worksAt(calendar: WorkCalendar, date: Date): boolean {
    const { day, minutes } = inZone(date, calendar.workingTime.zone)
    return calendar.worksOn(dayNumber(day)) && calendar.workingTime.hours.some(([from, to]) => from <= minutes && minutes < to)
  }
})
