import chineseDays from 'chinese-days'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { civil, dayFrom, dayNumber } from './day.ts'
import { festivalNames, festivals, inYear, type LunarDate, lunarOf, nextOccurrence, solarOf, type YearlyDate } from './lunar.ts'

const lunarBirthday = (month: number, day: number, leap = false): YearlyDate => ({ calendar: 'LUNAR', month, day, leap })
const solarBirthday = (month: number, day: number): YearlyDate => ({ calendar: 'SOLAR', month, day, leap: false })

describe('lunar dates', () => {
  test.each([
    ['2027-02-06', { year: 2027, month: 1, day: 1, leap: false }],
    ['2027-02-05', { year: 2026, month: 12, day: 29, leap: false }],
    ['2025-07-25', { year: 2025, month: 6, day: 1, leap: true }],
    ['2025-06-25', { year: 2025, month: 6, day: 1, leap: false }],
    ['2026-01-01', { year: 2025, month: 11, day: 13, leap: false }],
  ])('%s is %o', (day, lunar) => {
    expect(lunarOf(day)).toEqual(lunar)
    expect(solarOf(lunar)).toBe(day)
  })

  test.each([
    ['a leap month the year has', { year: 2025, month: 6, day: 8, leap: true }, '2025-08-01'],
    ['a leap month the year lacks becomes the ordinary one', { year: 2026, month: 6, day: 8, leap: true }, '2026-07-21'],
    ['another leap month than the one the year has', { year: 2025, month: 4, day: 1, leap: true }, '2025-04-28'],
    ['三十 in a month of 29 days becomes 廿九', { year: 2026, month: 12, day: 30, leap: false }, '2027-02-05'],
    ['三十 in a month of 30 days stays', { year: 2023, month: 12, day: 30, leap: false }, '2024-02-09'],
  ])('%s', (_, lunar, expected) => expect(solarOf(lunar)).toBe(expected))

  test.each([
    { year: 2026, month: 0, day: 1, leap: false },
    { year: 2026, month: 13, day: 1, leap: false },
    { year: 2026, month: 1, day: 31, leap: false },
    { year: 2026, month: 1, day: 0, leap: false },
  ])('refuses %o', (lunar) => expect(() => solarOf(lunar)).toThrow(RangeError))

  it('goes to lunar and back on any day', () => {
    fc.assert(
      fc.property(fc.integer({ min: dayNumber('1900-02-01'), max: dayNumber('2199-12-31') }), (n) => {
        expect(solarOf(lunarOf(dayFrom(n)))).toBe(dayFrom(n))
      }),
    )
  })

  it('is never outvoted by two independent calendars, on any day from 1900 to 2100', () => {
    const outvoted: string[] = []
    for (let n = dayNumber('1900-02-01'); n <= dayNumber('2100-12-31'); n++) {
      const day = dayFrom(n)
      const ours = written(lunarOf(day))
      if (ours !== byTable(day) && ours !== byPlatform(day)) outvoted.push(day)
    }
    expect(outvoted).toEqual([])
  })
})

describe('dates that come round', () => {
  test.each([
    ['a solar birthday on 02-29 in a common year', solarBirthday(2, 29), 2026, '2026-02-28'],
    ['a solar birthday on 02-29 in a leap year', solarBirthday(2, 29), 2028, '2028-02-29'],
    ['a lunar birthday late in the year falls in the next solar one', lunarBirthday(12, 8), 2026, '2027-01-15'],
  ])('%s', (_, date, year, expected) => expect(inYear(date, year)).toBe(expected))

  test.each([
    ['today counts', solarBirthday(11, 22), '2026-11-22', '2026-11-22'],
    ['yesterday was this year’s', solarBirthday(11, 21), '2026-11-22', '2027-11-21'],
    ['the lunar year before still runs in January', lunarBirthday(12, 8), '2026-01-10', '2026-01-26'],
    ['one day late, so the next lunar year', lunarBirthday(12, 8), '2026-01-27', '2027-01-15'],
    ['lunar new year', lunarBirthday(1, 1), '2026-11-22', '2027-02-06'],
    ['a leap-month birthday in an ordinary year', lunarBirthday(6, 8, true), '2026-01-01', '2026-07-21'],
  ])('%s', (_, date, from, expected) => expect(nextOccurrence(date, from)).toBe(expected))

  it('comes round within thirteen lunar months, never before it is asked for', () => {
    const anyDate: fc.Arbitrary<YearlyDate> = fc.record({
      calendar: fc.constantFrom('SOLAR', 'LUNAR'),
      month: fc.integer({ min: 1, max: 12 }),
      day: fc.integer({ min: 1, max: 30 }),
      leap: fc.boolean(),
    })
    const anyDay = fc.integer({ min: dayNumber('1950-01-01'), max: dayNumber('2099-12-31') })
    fc.assert(
      fc.property(anyDate, anyDay, (date, from) => {
        const wait = dayNumber(nextOccurrence(date, dayFrom(from))) - from
        expect(wait).toBeGreaterThanOrEqual(0)
        expect(wait).toBeLessThanOrEqual(13 * 30 + 30)
      }),
    )
  })
})

describe('festivals', () => {
  it('of 2027', () => {
    expect(festivals(2027).map(({ name, day }) => `${day} ${name}`)).toEqual([
      '2027-01-15 腊八',
      '2027-01-30 小年',
      '2027-02-05 除夕',
      '2027-02-06 春节',
      '2027-02-20 元宵',
      '2027-04-05 清明',
      '2027-06-09 端午',
      '2027-08-08 七夕',
      '2027-09-15 中秋',
      '2027-10-08 重阳',
    ])
  })

  it('may hold 腊八 twice in a solar year, and then not at all', () => {
    const laba = (year: number) =>
      festivals(year)
        .filter(({ name }) => name === '腊八')
        .map(({ day }) => day)
    expect([laba(2022), laba(2023)]).toEqual([['2022-01-10', '2022-12-30'], []])
  })

  it('are all there, in order, in every year but for 腊八', () => {
    for (let year = 1950; year <= 2100; year++) {
      const found = festivals(year)
      expect(found.map(({ day }) => day)).toEqual(found.map(({ day }) => day).sort())
      expect(found.every(({ day }) => civil(dayNumber(day)).year === year)).toBe(true)
      const others = found.filter(({ name }) => name !== '腊八').map(({ name }) => name)
      expect(others.sort()).toEqual(festivalNames.filter((name) => name !== '腊八').sort())
    }
  })
})

/** `2025-6bis-8`, the way the platform's calendar writes a leap month. */
function written({ year, month, day, leap }: LunarDate): string {
  return `${year}-${month}${leap ? 'bis' : ''}-${day}`
}

function byTable(day: string): string {
  const { lunarYear, lunarMon, lunarDay, isLeap } = chineseDays.getLunarDate(day)
  return written({ year: lunarYear, month: lunarMon, day: lunarDay, leap: isLeap })
}

const chinese = new Intl.DateTimeFormat('en-u-ca-chinese', { timeZone: 'UTC', year: 'numeric', month: 'numeric', day: 'numeric' })

function byPlatform(day: string): string {
  const parts = new Map<string, string>(chinese.formatToParts(new Date(`${day}T00:00:00Z`)).map(({ type, value }) => [type, value]))
  return `${parts.get('relatedYear')}-${parts.get('month')}-${parts.get('day')}`
}
