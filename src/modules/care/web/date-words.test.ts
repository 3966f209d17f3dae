import { describe, expect, test } from 'vitest'
import { speaker } from '../../../core/text.ts'
import { text } from '../text.ts'
import {
  aboutWords,
  type Birthday,
  type CompanyDate,
  comesWords,
  dayWords,
  fallsWords,
  inOrder,
  joined,
  keyOf,
  titleOf,
} from './date-words.ts'
import { lunarText } from './lunar-text.ts'
import { datesText } from './text.ts'

const say = speaker([text, datesText, lunarText], 'zh-CN')
const inEnglish = speaker([text, datesText, lunarText], 'en')

const founding: CompanyDate = {
  id: 5,
  customerId: 1,
  version: 1,
  kind: 'FOUNDING',
  title: '厂庆',
  calendar: 'LUNAR',
  monthDay: '08-15',
  leap: false,
  year: 2008,
  recurring: true,
  surprise: false,
  nextOn: '2027-09-15',
  nextLunar: { month: 8, day: 15, leap: false },
  prepareFrom: '2027-09-08',
  late: false,
  duty: null,
}
const birthday: Birthday = {
  contactId: 5,
  contactName: '周敏',
  version: 1,
  calendar: 'SOLAR',
  monthDay: '05-01',
  leap: false,
  year: 1985,
  basis: '本人同意',
  nextOn: '2027-05-01',
  nextLunar: null,
  prepareFrom: '2027-04-23',
  late: false,
  duty: null,
}

describe('a day is said in its own calendar', () => {
  test.each([
    ['SOLAR', '12-04', false, '12月4日'],
    ['LUNAR', '01-01', false, '农历正月初一'],
    ['LUNAR', '08-15', false, '农历八月十五'],
    ['LUNAR', '11-20', false, '农历冬月二十'],
    ['LUNAR', '12-30', false, '农历腊月三十'],
    ['LUNAR', '06-29', true, '农历闰六月廿九'],
  ] as const)('%s %s', (calendar, monthDay, leap, words) => {
    expect(dayWords({ calendar, monthDay, leap }, say)).toBe(words)
  })

  test('in English by numbers', () => {
    expect(dayWords({ calendar: 'LUNAR', monthDay: '06-08', leap: true }, inEnglish)).toBe('leap lunar 6-8')
  })
})

test('once or every year', () => {
  expect(comesWords(founding, say)).toBe('每年农历八月十五')
  expect(comesWords({ ...founding, calendar: 'SOLAR', monthDay: '11-26', recurring: false, year: 2026 }, say)).toBe('2026年11月26日')
})

test('a year without that leap month or without 三十 says on which day it is kept', () => {
  expect(fallsWords(founding, say)).toBeUndefined()
  expect(fallsWords({ monthDay: '06-08', leap: true, nextLunar: { month: 6, day: 8, leap: false } }, say)).toBe(
    '当年没有这一天，按农历六月初八过',
  )
  expect(fallsWords({ monthDay: '12-30', leap: false, nextLunar: { month: 12, day: 29, leap: false } }, say)).toBe(
    '当年没有这一天，按农历腊月廿九过',
  )
  expect(fallsWords({ monthDay: '12-04', leap: false, nextLunar: null }, say)).toBeUndefined()
})

test('the grey line tells what there is to know, and nothing of a masked birthday', () => {
  expect(aboutWords({ date: founding }, say)).toBe('成立纪念日 · 每年农历八月十五 · 2008 年起')
  expect(aboutWords({ birthday }, say)).toBe('每年5月1日 · 1985 年生 · 依据：本人同意')
  const masked = { ...birthday, monthDay: null, year: null, basis: null, nextOn: null }
  expect(aboutWords({ birthday: masked }, say)).toBe('生日不对你显示')
  expect(titleOf({ birthday: masked }, say)).toBe('周敏 生日')
})

test('next first, what is over last; a day and a birthday of the same number are told apart', () => {
  const over = { ...founding, id: 6, nextOn: null }
  expect(inOrder({ rows: [over, founding], birthdays: [birthday] }).map(keyOf)).toEqual(['birthday-5', 'date-5', 'date-6'])
})

test.each([
  [{ year: undefined, month: 2, day: 31 }, false, '02-29'],
  [{ year: 1981, month: 2, day: 31 }, false, '1981-02-28'],
  [{ year: undefined, month: 4, day: 31 }, false, '04-30'],
  [{ year: 1980, month: 2, day: 30 }, true, '1980-02-30'],
  [{ year: undefined, month: 12, day: 31 }, true, '12-30'],
])('chosen parts become a day its calendar has: %j', (chosen, lunar, day) => {
  expect(joined(chosen, lunar)).toBe(day)
})
