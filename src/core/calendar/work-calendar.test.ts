import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { z } from 'zod'
import { dayFrom, dayNumber } from '../day.ts'
import { noticedDays, noticedYears, statutoryHolidays } from '../holidays.ts'
import {
  addWorkdays,
  type CalendarDay,
  defaultWorkingTime,
  isWorkday,
  NoWorkingTime,
  nextWorkday,
  previousWorkday,
  restsOnProvisionalDays,
  rollBack,
  rollForward,
  workCalendar,
  workingTime,
} from './work-calendar.ts'

const china = workCalendar({ workingTime: defaultWorkingTime, days: [...noticedDays(), ...statutoryHolidays(2027)], noticedYears })
const idle = workCalendar({ workingTime: { ...defaultWorkingTime, workdays: [] }, days: [], noticedYears: [] })

describe('days', () => {
  test.each<[string, CalendarDay]>([
    ['a holiday', { day: '2026-02-15', working: false, name: '春节', source: 'NOTICE' }],
    ['a make-up workday', { day: '2026-02-28', working: true, name: '春节', source: 'NOTICE' }],
    ['a statutory day before the notice', { day: '2027-10-01', working: false, name: '国庆节', source: 'STATUTORY' }],
    ['a plain workday', { day: '2026-11-20', working: true, name: '', source: 'WEEKDAY' }],
    ['a plain Saturday', { day: '2026-11-21', working: false, name: '', source: 'WEEKDAY' }],
  ])('%s: %o', (_, expected) => {
    expect(china.dayOf(expected.day)).toEqual(expected)
    expect(isWorkday(china, expected.day)).toBe(expected.working)
  })

  it('believe a notice over the law, in whatever order they are listed', () => {
    const notice: CalendarDay = { day: '2027-02-05', working: true, name: '春节', source: 'NOTICE' }
    const law: CalendarDay = { ...notice, working: false, source: 'STATUTORY' }
    for (const days of [
      [notice, law],
      [law, notice],
    ]) {
      expect(workCalendar({ workingTime: defaultWorkingTime, days, noticedYears: [] }).dayOf('2027-02-05')).toEqual(notice)
    }
  })

  test.each([
    [2026, false],
    [2027, true],
    [2018, true],
  ])('%i is provisional: %s', (year, expected) => expect(china.provisional(year)).toBe(expected))

  test.each([
    ['2026-11-01', '2026-12-31', false],
    ['2026-12-31', '2027-01-01', true],
    ['2027-01-01', '2026-12-31', true],
  ])('from %s to %s rests on provisional days: %s', (from, to, expected) => {
    expect(restsOnProvisionalDays(china, from, to)).toBe(expected)
  })
})

describe('rolling (C17, C19)', () => {
  test.each([
    ['the December report, on a Sunday', '2027-01-03', '2027-01-04'],
    ['the April report, in the May holiday', '2026-05-03', '2026-05-06'],
    ['the October report, on a workday', '2026-11-03', '2026-11-03'],
    ['a make-up Saturday', '2026-02-28', '2026-02-28'],
  ])('forward, %s: %s to %s', (_, day, expected) => expect(rollForward(china, day)).toBe(expected))

  test.each([
    ['the upload in the Spring Festival, to a make-up Saturday', '2026-02-15', '2026-02-14'],
    ['the end of February, itself a make-up Saturday', '2026-02-28', '2026-02-28'],
    ['a plain Sunday', '2026-11-22', '2026-11-20'],
  ])('back, %s: %s to %s', (_, day, expected) => expect(rollBack(china, day)).toBe(expected))
})

describe('counting workdays', () => {
  test.each([
    ['2026-11-20', 1, '2026-11-23'],
    ['2026-11-21', 1, '2026-11-23'],
    ['2026-11-20', 5, '2026-11-27'],
    ['2026-02-14', 1, '2026-02-24'],
    ['2026-02-24', -1, '2026-02-14'],
    ['2026-09-30', 3, '2026-10-10'],
    ['2026-12-31', 1, '2027-01-04'],
    ['2026-11-22', -2, '2026-11-19'],
    ['2026-11-22', 0, '2026-11-22'],
  ])('%s and %i workdays is %s', (day, n, expected) => expect(addWorkdays(china, day, n)).toBe(expected))

  it('never stays on the day itself', () => {
    expect([nextWorkday(china, '2026-11-20'), previousWorkday(china, '2026-11-23')]).toEqual(['2026-11-23', '2026-11-20'])
  })

  it('comes back to a workday it left', () => {
    const anyDay = fc.integer({ min: dayNumber('2018-01-01'), max: dayNumber('2028-12-31') })
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -300, max: 300 }), (at, n) => {
        const start = rollForward(china, dayFrom(at))
        const end = addWorkdays(china, start, n)
        expect(isWorkday(china, end)).toBe(true)
        expect(addWorkdays(china, end, -n)).toBe(start)
        let between = 0
        for (let d = Math.min(dayNumber(start), dayNumber(end)); d < Math.max(dayNumber(start), dayNumber(end)); d++) {
          if (isWorkday(china, dayFrom(d))) between++
        }
        expect(between).toBe(Math.abs(n))
      }),
    )
  })

  it('says so when there is never a workday', () => {
    expect(() => nextWorkday(idle, '2026-11-20')).toThrow(NoWorkingTime)
    expect(() => rollBack(idle, '2026-11-20')).toThrow(NoWorkingTime)
    expect(addWorkdays(idle, '2026-11-20', 0)).toBe('2026-11-20')
  })
})

describe('working time as a setting', () => {
  it('takes the default and has a JSON Schema', () => {
    expect(workingTime.parse(defaultWorkingTime)).toEqual(defaultWorkingTime)
    expect(z.toJSONSchema(workingTime, { io: 'input' })).toMatchObject({ type: 'object', required: ['zone', 'hours', 'workdays'] })
  })

  test.each([
    ['no hours', { hours: [] }],
    ['an empty span', { hours: [[540, 540]] }],
    ['a span that ends before it starts', { hours: [[720, 540]] }],
    [
      'overlapping spans',
      {
        hours: [
          [540, 720],
          [700, 1080],
        ],
      },
    ],
    [
      'spans out of order',
      {
        hours: [
          [780, 1080],
          [540, 720],
        ],
      },
    ],
    ['a span past midnight', { hours: [[540, 1441]] }],
    ['an eighth weekday', { workdays: [8] }],
    ['an unknown zone', { zone: 'Mars/Olympus' }],
  ])('refuses %s', (_, change) => expect(workingTime.safeParse({ ...defaultWorkingTime, ...change }).success).toBe(false))
})
