import { describe, expect, test } from 'vitest'
import { asPast, dueDays, key, maintained, owedBy, standardPlan, type TaskRow } from '../../../../test/care.ts'
import { addDays } from '../../../core/day.ts'
import type { Past } from './facts.ts'

describe('CARE-26 §0.1.5 the next due day', () => {
  test.each<[string, string, Past[], string[]]>([
    ['done within the window: from the due day', '2026-09-01', maintained(['2026-08-31', 'DONE', '2026-08-25']), ['2026-11-30']],
    ['done on the first day of the window', '2026-09-10', maintained(['2026-08-31', 'DONE', '2026-08-24']), ['2026-11-30']],
    ['done on the last day of the window', '2026-09-10', maintained(['2026-08-31', 'DONE', '2026-09-07']), ['2026-11-30']],
    ['done a day after it: from the day it was done', '2026-09-10', maintained(['2026-08-31', 'DONE', '2026-09-08']), ['2026-12-08']],
    ['done a day before it: from the day it was done', '2026-09-01', maintained(['2026-08-31', 'DONE', '2026-08-23']), ['2026-11-23']],
    ['not done: from the due day', '2026-09-20', maintained(['2026-08-31', 'OPEN']), ['2026-11-30']],
    ['waived: from the due day', '2026-09-20', maintained(['2026-08-31', 'WAIVED']), ['2026-11-30']],
    ['done long before its time: never before it', '2026-06-05', maintained(['2026-09-20', 'DONE', '2026-06-01']), ['2026-09-21']],
    [
      'late, when the next was due already: that one stands',
      '2026-12-12',
      maintained(['2026-08-31', 'DONE', '2026-12-10'], ['2026-11-30', 'OPEN']),
      ['2027-02-28'],
    ],
    [
      'late, before the next was due: the next moves',
      '2026-09-12',
      maintained(['2026-08-31', 'DONE', '2026-09-12'], ['2026-11-30', 'OPEN']),
      ['2026-12-12'],
    ],
    [
      'the second was done first: the first is owed all the same',
      '2026-09-01',
      maintained(['2026-09-10', 'OPEN'], ['2026-11-20', 'DONE', '2026-09-01']),
      ['2026-09-10'],
    ],
    ['due today and planned', '2026-08-31', maintained(['2026-08-31', 'OPEN']), ['2026-08-31', '2026-11-30']],
  ])('%s', (_, asOf, past, expected) => {
    const until = asOf === '2026-08-31' ? '2026-11-30' : addDays(asOf, 120)
    expect(
      dueDays('CARE-01', key(), past, asOf, until)
        .filter((day) => day < '2027-03-01')
        .slice(0, expected.length),
    ).toEqual(expected)
  })

  test('done late on the day the next falls due: that one stands', () => {
    const past = maintained(['2026-08-31', 'DONE', '2026-11-25'], ['2026-11-30', 'OPEN'])
    expect(dueDays('CARE-01', key(), past, '2026-11-30', '2027-02-28')).toEqual(['2026-11-30', '2027-02-28'])
  })

  test('every period accrues while nothing is done', () => {
    const past = maintained(['2026-02-28', 'OPEN'], ['2026-05-28', 'OPEN'], ['2026-08-28', 'OPEN'])
    expect(dueDays('CARE-01', key(), past, '2026-09-01', '2027-03-31')).toEqual(['2026-11-28', '2027-02-28'])
  })

  test('the facts tell what the due day was reckoned from', () => {
    const facts = (...rows: TaskRow[]) => owedBy('CARE-01', standardPlan, key(), maintained(...rows), '2026-09-10', '2026-12-31')[0]?.facts
    expect(facts(['2026-08-31', 'DONE', '2026-09-07'])).toEqual({ months: 3, lastDueOn: '2026-08-31', lastDoneOn: '2026-09-07' })
    expect(facts(['2026-08-31', 'DONE', '2026-09-09'])).toEqual({ months: 3, lastDoneOn: '2026-09-09' })
    expect(facts(['2026-08-31', 'OPEN'])).toEqual({ months: 3, lastDueOn: '2026-08-31' })
  })

  test('the window is a week on both sides', () => {
    expect(owedBy('CARE-01', standardPlan, key({ lastMaintenanceOn: '2026-08-31' }), [], '2026-11-22', '2026-12-01')[0]).toMatchObject({
      windowFrom: '2026-11-23',
      dueOn: '2026-11-30',
      windowTo: '2026-12-07',
    })
  })

  test('a rule that did not apply for two years begins anew from the last time, else where its days would have fallen', () => {
    const past = maintained(['2024-02-10', 'DONE', '2024-02-10'])
    expect(dueDays('CARE-01', key({ lastMaintenanceOn: '2026-10-01' }), past, '2026-11-22', '2027-02-20')).toEqual(['2027-01-01'])
    expect(dueDays('CARE-01', key(), past, '2026-11-22', '2027-02-20')).toEqual(['2027-02-10'])
  })

  test('a first day once planned is kept, whatever the customer number would give, until a last time is known', () => {
    const past = maintained(['2026-12-24', 'OPEN'])
    expect(dueDays('CARE-01', key(), past, '2026-11-22', '2027-02-20')).toEqual(['2026-12-24'])
    expect(dueDays('CARE-01', key({ lastMaintenanceOn: '2026-10-01' }), past, '2026-11-22', '2027-02-20')).toEqual(['2027-01-01'])
  })

  test('owed once more after its task was ended: the same day under a key of its own', () => {
    const past = maintained(['2026-11-30', 'ENDED'])
    const [again] = owedBy('CARE-01', standardPlan, key({ lastMaintenanceOn: '2026-08-31' }), past, '2026-11-22', '2026-12-31')
    expect(again).toMatchObject({ dueOn: '2026-11-30', period: '2026-11-30#2' })
    const more = [...past, asPast(again!, { state: 'ENDED' })]
    const [third] = owedBy('CARE-01', standardPlan, key({ lastMaintenanceOn: '2026-08-31' }), more, '2026-11-22', '2026-12-31')
    expect(third?.period).toBe('2026-11-30#3')
  })
})
