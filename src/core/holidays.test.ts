import { existsSync, readFileSync } from 'node:fs'
import chineseDays from 'chinese-days'
import { describe, expect, it, test } from 'vitest'
import { z } from 'zod'
import { defaultWorkingTime, workCalendar } from './calendar/work-calendar.ts'
import { dayFrom, dayNumber } from './day.ts'
import { noticedDays, noticedYears, statutoryHolidays } from './holidays.ts'

const calendar = workCalendar({ workingTime: defaultWorkingTime, days: noticedDays(), noticedYears })

const daysOf = (year: number): string[] =>
  Array.from({ length: dayNumber(`${year + 1}-01-01`) - dayNumber(`${year}-01-01`) }, (_, i) => dayFrom(dayNumber(`${year}-01-01`) + i))

describe('the notices', () => {
  it('cover 2019 to 2026 and list no day twice', () => {
    expect(noticedYears).toEqual([2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026])
    const days = noticedDays().map(({ day }) => day)
    expect(new Set(days).size).toBe(days.length)
  })

  test.each([2025, 2026])('%i has 248 workdays', (year) => {
    expect(daysOf(year).filter((day) => calendar.dayOf(day).working)).toHaveLength(248)
  })

  it('2026 makes up for six days', () => {
    const makeUp = noticedDays().filter(({ day, working }) => working && day.startsWith('2026'))
    expect(makeUp.map(({ day }) => day).sort()).toEqual([
      '2026-01-04',
      '2026-02-14',
      '2026-02-28',
      '2026-05-09',
      '2026-09-20',
      '2026-10-10',
    ])
  })

  test.each([
    ['the notice of 2019 makes this Saturday a workday', '2018-12-29', true],
    ['the notice of 2019 gives this Monday off', '2018-12-31', false],
    ['the notice of 2023 gives this Saturday off', '2022-12-31', false],
  ])('reach into the December before: %s', (_, day, working) => {
    expect(calendar.dayOf(day)).toEqual({ day, working, name: '元旦', source: 'NOTICE' })
  })

  test.each([...noticedYears])('of %i agree with an independent table on every day', (year) => {
    expect(daysOf(year).filter((day) => calendar.dayOf(day).working !== chineseDays.isWorkday(day))).toEqual([])
  })

  const source = new URL('../../../shared/data/holiday-cn/', import.meta.url)
  const here = existsSync(source)
  if (!here) console.info('skipped: ../shared/data/holiday-cn is not here to compare the notices with')
  it.skipIf(!here)('are the ones of holiday-cn', () => {
    const file = z.object({ days: z.array(z.object({ name: z.string(), date: z.string(), isOffDay: z.boolean() })) })
    const theirs = noticedYears.flatMap((year) => file.parse(JSON.parse(readFileSync(new URL(`${year}.json`, source), 'utf8'))).days)
    const line = (day: string, name: string, working: boolean) => `${day} ${name} ${working ? 'works' : 'off'}`
    expect(
      noticedDays()
        .map(({ day, name, working }) => line(day, name, working))
        .sort(),
    ).toEqual(theirs.map(({ date, name, isOffDay }) => line(date, name, !isOffDay)).sort())
  })
})

describe('the holiday law alone', () => {
  it('gives 2027 thirteen days and no make-up workday', () => {
    expect(statutoryHolidays(2027).map(({ day, name }) => `${day} ${name}`)).toEqual([
      '2027-01-01 元旦',
      '2027-02-05 春节',
      '2027-02-06 春节',
      '2027-02-07 春节',
      '2027-02-08 春节',
      '2027-04-05 清明节',
      '2027-05-01 劳动节',
      '2027-05-02 劳动节',
      '2027-06-09 端午节',
      '2027-09-15 中秋节',
      '2027-10-01 国庆节',
      '2027-10-02 国庆节',
      '2027-10-03 国庆节',
    ])
    expect(statutoryHolidays(2027).every(({ working, source }) => !working && source === 'STATUTORY')).toBe(true)
  })

  it('shares a row when 中秋 falls on 国庆', () => {
    const days = statutoryHolidays(2028)
    expect(days).toHaveLength(12)
    expect(days).toContainEqual({ day: '2028-10-03', working: false, name: '国庆节、中秋节', source: 'STATUTORY' })
  })

  test.each([2025, 2026])('is kept by the notice of %i', (year) => {
    expect(statutoryHolidays(year).filter(({ day }) => calendar.dayOf(day).working)).toEqual([])
  })
})
