import { expect, test } from 'vitest'
import { defaultWorkingTime, workCalendar } from '../../../core/calendar/work-calendar.ts'
import { noticedDays, noticedYears } from '../../../core/holidays.ts'
import { marksOf } from './calendar-marks.ts'
import { calendarYears } from './calendar-years.ts'

const calendar = workCalendar({ workingTime: defaultWorkingTime, days: noticedDays(), noticedYears })

test.each([
  ['2026-02-17', '春节', '春节', false, '1-1'],
  ['2026-02-16', '春节', '除夕', false, '12-29'],
  ['2026-02-14', '春节', null, true, '12-27'],
  ['2026-09-25', '中秋', '中秋', false, '8-15'],
  ['2026-10-01', '国庆', '国庆节', false, '8-21'],
  ['2026-10-10', '国庆', null, true, '9-1'],
  ['2026-11-22', null, null, false, '10-14'],
  ['2026-11-23', null, null, true, '10-15'],
] as const)('C13 %s: holiday %s, festival %s, works %s, lunar %s', (day, holiday, festival, working, lunar) => {
  const marks = marksOf(day, calendar)
  expect(marks).toMatchObject({ festival, working })
  if (holiday === null) expect(marks.holiday).toBeNull()
  else expect(marks.holiday).toContain(holiday)
  expect(`${marks.lunar.month}-${marks.lunar.day}`).toBe(lunar)
})

test('a leap month says so', () => {
  expect(marksOf('2025-07-25', calendar).lunar).toEqual({ month: 6, day: 1, leap: true })
})

test('both ends of the calendar can be told', () => {
  expect(marksOf(calendarYears.from, calendar).lunar).toEqual({ month: 12, day: 5, leap: false })
  expect(marksOf(calendarYears.until, calendar).lunar.month).toBe(12)
})
