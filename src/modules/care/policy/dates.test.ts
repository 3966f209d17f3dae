import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isWorkday, type WorkCalendar } from '../../../core/calendar/work-calendar.ts'
import { addDays, civil, type Day, dayFrom, dayNumber, daysInMonth } from '../../../core/day.ts'
import { noticedDays, noticedYears } from '../../../core/holidays.ts'
import { type LunarDate, lunarOf } from '../../../core/lunar.ts'
import { companyCalendar } from '../../policies/policy/calendar.ts'
import {
  anniversariesBetween,
  cooperationSince,
  dateIssues,
  festivalsBetween,
  type ImportantDate,
  nextTime,
  occurrencesBetween,
  preparationOf,
} from './dates.ts'

const yearly = (calendar: 'SOLAR' | 'LUNAR', month: number, day: number, more: Partial<ImportantDate> = {}): ImportantDate => ({
  calendar,
  month,
  day,
  leap: false,
  year: null,
  recurring: true,
  ...more,
})
const once = { recurring: false }

describe('EVT-02 an important date comes round', () => {
  test.each<[string, ImportantDate, Day, Day, Day[]]>([
    ['a founding day, three years', yearly('SOLAR', 5, 18), '2026-01-01', '2028-12-31', ['2026-05-18', '2027-05-18', '2028-05-18']],
    ['the first and the last day count', yearly('SOLAR', 5, 18), '2026-05-18', '2027-05-18', ['2026-05-18', '2027-05-18']],
    ['02-29 is 02-28 in a common year', yearly('SOLAR', 2, 29), '2027-01-01', '2028-12-31', ['2027-02-28', '2028-02-29']],
    ['the first day of the lunar year', yearly('LUNAR', 1, 1), '2026-11-22', '2027-12-31', ['2027-02-06']],
    ['腊月 stands in the solar year after', yearly('LUNAR', 12, 8), '2026-01-01', '2026-12-31', ['2026-01-26']],
    [
      '三十 is 廿九 in a short month',
      yearly('LUNAR', 12, 30),
      '2024-01-01',
      '2027-12-31',
      ['2024-02-09', '2025-01-28', '2026-02-16', '2027-02-05'],
    ],
    [
      'a leap month, where the year has it',
      yearly('LUNAR', 6, 8, { leap: true }),
      '2025-01-01',
      '2026-12-31',
      ['2025-08-01', '2026-07-21'],
    ],
    ['the ordinary month of a year that has both', yearly('LUNAR', 6, 8), '2025-01-01', '2025-12-31', ['2025-07-02']],
    ['a launch, once', yearly('SOLAR', 12, 1, { year: 2026, ...once }), '2026-01-01', '2029-12-31', ['2026-12-01']],
    ['a launch that is over', yearly('SOLAR', 12, 1, { year: 2025, ...once }), '2026-01-01', '2029-12-31', []],
    ['a day of the lunar calendar, once', yearly('LUNAR', 12, 30, { year: 2026, ...once }), '2026-01-01', '2029-12-31', ['2027-02-05']],
    ['not before its first year', yearly('SOLAR', 3, 1, { year: 2028 }), '2026-01-01', '2029-12-31', ['2028-03-01', '2029-03-01']],
    ['a span that ends before it begins', yearly('SOLAR', 3, 1), '2027-01-01', '2026-01-01', []],
  ])('%s', (_, date, from, until, expected) => expect(occurrencesBetween(date, from, until)).toEqual(expected))

  test.each<[string, ImportantDate, Day | null]>([
    ['today', yearly('SOLAR', 11, 22), '2026-11-22'],
    ['yesterday was this year’s', yearly('SOLAR', 11, 21), '2027-11-21'],
    ['a lunar one late in the year', yearly('LUNAR', 12, 8), '2027-01-15'],
    ['in years to come', yearly('SOLAR', 3, 1, { year: 2031 }), '2031-03-01'],
    ['once, ahead', yearly('SOLAR', 12, 1, { year: 2026, ...once }), '2026-12-01'],
    ['once, over', yearly('SOLAR', 11, 1, { year: 2026, ...once }), null],
  ])('next: %s', (_, date, expected) => expect(nextTime(date, '2026-11-22')).toBe(expected))

  test.each<[string, ImportantDate, string[]]>([
    ['02-29 every year', yearly('SOLAR', 2, 29), []],
    ['02-29 of a common year, once', yearly('SOLAR', 2, 29, { year: 2027, ...once }), ['monthDay no-such-day']],
    ['04-31', yearly('SOLAR', 4, 31), ['monthDay no-such-day']],
    ['lunar 04-30', yearly('LUNAR', 4, 30), []],
    ['lunar 04-31', yearly('LUNAR', 4, 31), ['monthDay no-such-day']],
    ['13-01', yearly('SOLAR', 13, 1), ['monthDay no-such-day']],
    ['a leap month of the solar calendar', yearly('SOLAR', 4, 3, { leap: true }), ['leap leap-month-is-lunar']],
    ['once, without a year', yearly('SOLAR', 4, 3, once), ['year missing']],
  ])('what is no date: %s', (_, date, expected) =>
    expect(dateIssues(date).map(({ path, reason }) => `${path} ${reason}`)).toEqual(expected),
  )
})

/** Whether the date comes round on this day, asked of the day: by its own name in its calendar, not by counting years. */
function fallsOn({ calendar, month, day, leap }: ImportantDate, at: Day): boolean {
  if (calendar === 'SOLAR') {
    const { year, month: m, dayOfMonth } = civil(dayNumber(at))
    return m === month && dayOfMonth === Math.min(day, daysInMonth(year, m))
  }
  const name = lunarOf(at)
  const isLast = lunarOf(addDays(at, 1)).day === 1
  const inMonth = name.month === month && name.leap === (leap && hasLeapMonth(at, name))
  return inMonth && (name.day === day || (day === 30 && name.day === 29 && isLast))
}

/** Whether the lunar year of this day has a leap month of this number: it would begin within the two months around. */
function hasLeapMonth(at: Day, { year, month }: LunarDate): boolean {
  return Array.from({ length: 125 }, (_, i) => lunarOf(addDays(at, i - 62))).some((l) => l.year === year && l.month === month && l.leap)
}

const anyDate: fc.Arbitrary<ImportantDate> = fc
  .record({
    calendar: fc.constantFrom('SOLAR' as const, 'LUNAR' as const),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 31 }),
    leap: fc.boolean(),
    year: fc.constant(null),
    recurring: fc.constant(true),
  })
  .filter((date) => dateIssues(date).length === 0)
const anyDay = fc.integer({ min: dayNumber('1950-01-01'), max: dayNumber('2090-12-31') }).map(dayFrom)

describe('for any date', () => {
  test('it comes round on exactly the days that bear its name', () => {
    fc.assert(
      fc.property(anyDate, anyDay, fc.integer({ min: 0, max: 420 }), (date, from, length) => {
        const days = Array.from({ length: length + 1 }, (_, i) => addDays(from, i))
        expect(occurrencesBetween(date, from, addDays(from, length))).toEqual(days.filter((day) => fallsOn(date, day)))
      }),
      { numRuns: 60 },
    )
  })

  test('a span cut in two holds the same days, and the next time is the first of them', () => {
    fc.assert(
      fc.property(anyDate, anyDay, fc.nat(2000), fc.nat(2000), (date, from, a, b) => {
        const [cut, until] = [addDays(from, a), addDays(from, a + b)]
        const all = occurrencesBetween(date, from, until)
        expect([...occurrencesBetween(date, from, cut), ...occurrencesBetween(date, addDays(cut, 1), until)]).toEqual(all)
        const next = nextTime(date, from)
        if (all[0] !== undefined) expect(next).toBe(all[0])
        else expect(next !== null && next > until).toBe(true)
      }),
    )
  })
})

describe('CARE-27 days to wish somebody well', () => {
  test('festivals of a year', () => {
    expect(festivalsBetween('2027-01-01', '2027-12-31').map(({ name, day }) => `${day} ${name}`)).toEqual([
      '2027-01-01 元旦',
      '2027-02-06 春节',
      '2027-02-20 元宵',
      '2027-05-01 劳动节',
      '2027-06-09 端午',
      '2027-09-15 中秋',
      '2027-10-01 国庆节',
    ])
  })

  test('festivals over the turn of a year, both ends counted, and only those asked for', () => {
    expect(festivalsBetween('2025-10-06', '2026-02-17', ['中秋', '春节', '元旦']).map(({ day }) => day)).toEqual([
      '2025-10-06',
      '2026-01-01',
      '2026-02-17',
    ])
    expect(festivalsBetween('2026-02-18', '2026-02-17')).toEqual([])
  })
})

describe('EVT-01 the anniversary of cooperation', () => {
  test.each<[string, Day, Day, Day, string[]]>([
    ['every year', '2023-03-10', '2026-01-01', '2027-12-31', ['2026-03-10 3', '2027-03-10 4']],
    ['from the first year on', '2026-03-10', '2026-01-01', '2027-12-31', ['2027-03-10 1']],
    ['not before it began', '2030-01-01', '2026-01-01', '2027-12-31', []],
    ['of a 02-29', '2024-02-29', '2025-01-01', '2028-12-31', ['2025-02-28 1', '2026-02-28 2', '2027-02-28 3', '2028-02-29 4']],
  ])('%s', (_, since, from, until, expected) =>
    expect(anniversariesBetween(since, from, until).map(({ day, years }) => `${day} ${years}`)).toEqual(expected),
  )

  test.each<[Day | null, Day | null, Day | null]>([
    ['2024-01-05', '2024-03-01', '2024-01-05'],
    ['2024-05-05', '2024-03-01', '2024-03-01'],
    [null, '2024-03-01', '2024-03-01'],
    [null, null, null],
  ])('MD-06 contract on %s, first order on %s: since %s', (contract, order, since) => expect(cooperationSince(contract, order)).toBe(since))
})

describe('EVT-04 preparing begins a week before', () => {
  const calendar: WorkCalendar = companyCalendar({ days: noticedDays(), noticedYears }, 2026)
  const week = { leadDays: 7, roll: 'PREVIOUS_WORKDAY' as const }

  test.each<[string, Day, Day]>([
    ['on a workday', '2026-12-04', '2026-11-27'],
    ['on a Friday when the seventh day is a Sunday', '2026-12-06', '2026-11-27'],
    ['before the long holiday of October', '2026-10-10', '2026-09-30'],
    ['on a Sunday that is worked', '2026-09-27', '2026-09-20'],
    ['before 春节 of a year without a notice', '2027-02-15', '2027-02-04'],
  ])('%s', (_, day, from) => expect(preparationOf(day, week, calendar, '2026-01-01')).toEqual({ from, late: false }))

  test.each<[Day, boolean]>([
    ['2026-11-27', false],
    ['2026-11-28', true],
  ])('noted on %s: late %s', (today, late) => expect(preparationOf('2026-12-04', week, calendar, today).late).toBe(late))

  test.each([
    ['NEXT_WORKDAY', 7, '2026-10-08'],
    ['NEXT_WORKDAY', 1, '2026-10-09'],
    ['NONE', 7, '2026-10-03'],
    ['PREVIOUS_WORKDAY', 0, '2026-10-10'],
  ] as const)('a policy that says %s and %i days: %s', (roll, leadDays, from) => {
    expect(preparationOf('2026-10-10', { leadDays, roll }, calendar, '2026-01-01').from).toBe(from)
  })

  test('is always a workday, early enough, and no workday is passed over', () => {
    fc.assert(
      fc.property(fc.integer({ min: dayNumber('2020-01-01'), max: dayNumber('2026-12-31') }), fc.nat(30), (n, leadDays) => {
        const { from } = preparationOf(dayFrom(n), { ...week, leadDays }, calendar, '2020-01-01')
        expect(isWorkday(calendar, from)).toBe(true)
        expect(n - dayNumber(from)).toBeGreaterThanOrEqual(leadDays)
        for (let at = dayNumber(from) + 1; at <= n - leadDays; at++) expect(calendar.worksOn(at)).toBe(false)
      }),
    )
  })
})
