import { describe, expect, test } from 'vitest'
import { core, owedBy, planWith, potential, standardPlan } from '../../../../test/care.ts'
import { dutiesOf } from './duties.ts'
import type { Past } from './facts.ts'

describe('CARE-05, CARE-08 once in each calendar period', () => {
  const quarter = (period: string, dueOn: string, state: Past['state']): Past => ({
    ruleId: 'CARE-08',
    kind: 'ONLINE_REVIEW',
    period,
    dueOn,
    windowFrom: `${dueOn.slice(0, 4)}-10-01`,
    windowTo: dueOn,
    state,
    doneOn: null,
  })
  const owed = (past: Past[], asOf = '2026-11-22', until = '2027-03-31') =>
    owedBy('CARE-08', standardPlan, potential, past, asOf, until).map(({ period, windowFrom, dueOn, windowTo }) => [
      period,
      windowFrom,
      dueOn,
      windowTo,
    ])

  test('CARE-08 is due on the last workday of the quarter, in the whole quarter', () => {
    expect(owed([])).toEqual([
      ['2026Q4', '2026-10-01', '2026-12-31', '2026-12-31'],
      ['2027Q1', '2027-01-01', '2027-03-31', '2027-03-31'],
    ])
  })

  test.each<[string, Past[], string[]]>([
    ['done: only the next', [quarter('2026Q4', '2026-12-31', 'DONE')], ['2027Q1']],
    ['waived: only the next', [quarter('2026Q4', '2026-12-31', 'WAIVED')], ['2027Q1']],
    ['planned: still owed', [quarter('2026Q4', '2026-12-31', 'OPEN')], ['2026Q4', '2027Q1']],
    ['ended, and owed once more', [quarter('2026Q4', '2026-12-31', 'ENDED')], ['2026Q4#2', '2027Q1']],
    ['the one before is open still', [quarter('2026Q3', '2026-09-30', 'OPEN')], ['2026Q4', '2027Q1']],
    ['planned for a day that is a holiday by now', [quarter('2026Q4', '2026-12-30', 'OPEN')], ['2026Q4#2', '2027Q1']],
  ])('CARE-08 %s', (_, past, periods) => expect(owed(past).map(([period]) => period)).toEqual(periods))

  test('CARE-08 what was due by a calendar that changed since stands for its quarter', () => {
    expect(owed([quarter('2026Q4', '2026-12-30', 'OPEN')], '2026-12-30').map(([period]) => period)).toEqual(['2027Q1'])
  })

  test('CARE-08 planned and due today: still owed', () => {
    expect(owed([quarter('2026Q4', '2026-12-31', 'OPEN')], '2026-12-31').map(([period]) => period)).toEqual(['2026Q4', '2027Q1'])
  })

  test('CARE-08 on a Sunday after the last workday the quarter is over', () => {
    expect(owed([], '2028-12-30', '2029-03-30').map(([period]) => period)).toEqual(['2029Q1'])
  })

  test('CARE-05 comes in sight when the end of the year does, for customers who are core only', () => {
    const yearly = (asOf: string, until: string) => owedBy('CARE-05', standardPlan, core(), [], asOf, until).map(({ period }) => period)
    expect(yearly('2026-10-01', '2026-12-30')).toEqual([])
    expect(yearly('2026-10-02', '2026-12-31')).toEqual(['2026'])
    const alone = planWith(['CARE-05'], ({ customers: { verification } }) => {
      verification.focusDays = 3650
    })
    expect(dutiesOf(alone, core({ verifiedOn: '2026-10-01' }), [], '2026-10-01', '2026-12-01')).toEqual({
      owed: [],
      reviewOn: '2026-10-31',
    })
  })
})
