import { describe, expect, test } from 'vitest'
import { birthdayIssues, birthdayOf } from './birthdays.ts'

const today = '2026-11-22'

describe('a birthday as people write it', () => {
  test.each([
    ['05-18', null, { calendar: 'SOLAR', month: 5, day: 18, leap: false, year: null }],
    ['1980-05-18', 'SOLAR', { calendar: 'SOLAR', month: 5, day: 18, leap: false, year: 1980 }],
    ['02-29', 'SOLAR', { month: 2, day: 29 }],
    ['1980-12-30', 'LUNAR', { calendar: 'LUNAR', month: 12, day: 30, leap: false, year: 1980 }],
    ['06-08', 'LUNAR_LEAP', { calendar: 'LUNAR', month: 6, day: 8, leap: true, year: null }],
  ] as const)('%s, %s', (text, calendar, birthday) => {
    expect(birthdayOf(text, calendar)).toMatchObject(birthday)
  })

  test.each([
    ['2-30', null],
    ['02-30', 'SOLAR'],
    ['1981-02-29', 'SOLAR'],
    ['12-31', 'LUNAR'],
    ['13-01', 'LUNAR'],
    ['5月18日', null],
    ['1780-05-18', null],
    ['', null],
  ] as const)('%s, %s is none', (text, calendar) => {
    expect(birthdayOf(text, calendar)).toBeUndefined()
  })
})

describe('CARE-27 EVT-06 a birthday is kept', () => {
  test.each([
    ['with a basis', '1985-05-01', '本人同意', []],
    ['not without one', '05-01', null, ['birthdayBasis birthday-needs-basis']],
    ['not with an empty one', '05-01', '', ['birthdayBasis birthday-needs-basis']],
    ['not when there is no such day', '02-31', '本人同意', ['birthday no-such-birthday']],
    ['not of a child', '2012-11-23', '本人同意', ['birthday no-children']],
    ['of who is fourteen today', '2012-11-22', '本人同意', []],
    ['where there is none, nothing is asked', null, null, []],
  ])('%s', (_, birthday, birthdayBasis, issues) => {
    const found = birthdayIssues({ birthday, birthdayCalendar: null, birthdayBasis }, today)
    expect(found.map((i) => `${i.path} ${i.reason}`)).toEqual(issues)
  })

  test('a lunar one of a child is told by its lunar year', () => {
    const of = (birthday: string) => birthdayIssues({ birthday, birthdayCalendar: 'LUNAR', birthdayBasis: '本人同意' }, today)
    expect(of('2012-10-09')).toEqual([])
    expect(of('2012-10-10').map((i) => i.reason)).toEqual(['no-children'])
  })
})
