import { describe, expect, test } from 'vitest'
import { customer, dueDays, key, tasksOf } from '../../../../test/care.ts'

const kept = (...rows: Parameters<typeof tasksOf>[2]) => tasksOf('CARE-03', 'MAINTENANCE', rows)
const visited = (...rows: Parameters<typeof tasksOf>[2]) => tasksOf('VIS-05', 'FOLLOW_UP_VISIT', rows)
const due = (change: Parameters<typeof customer>[0], past: Parameters<typeof dueDays>[2], asOf: string, until: string) =>
  dueDays('CARE-03', customer(change), past, asOf, until)

describe('CARE-03 an ordinary customer is maintained twelve months after the last time', () => {
  test.each([
    ['recorded on the customer', { lastMaintenanceOn: '2026-01-15' }, '2027-01-15'],
    ['on the last of a month that is longer the year after', { lastMaintenanceOn: '2026-02-28' }, '2027-02-28'],
    ['on a leap day: the month ends a day earlier', { lastMaintenanceOn: '2028-02-29' }, '2029-02-28'],
    ['on the last of a long month', { lastMaintenanceOn: '2026-03-31' }, '2027-03-31'],
  ])('%s', (_, change, expected) => {
    const [year] = expected.split('-')
    expect(due(change, [], `${Number(year) - 1}-12-20`, `${year}-12-20`)[0]).toBe(expected)
  })

  test('done within the window: from the due day; done later: from the day it was done', () => {
    expect(due({}, kept(['2026-08-31', 'DONE', '2026-09-05']), '2026-11-22', '2027-12-31')).toEqual(['2027-08-31'])
    expect(due({}, kept(['2026-08-31', 'DONE', '2026-10-20']), '2026-11-22', '2027-12-31')).toEqual(['2027-10-20'])
  })

  test('once a year, whatever visits were done in between: they are reckoned by themselves', () => {
    const visits = visited(['2026-06-10', 'DONE', '2026-06-10'], ['2026-12-10', 'DONE', '2026-12-08'])
    const without = due({ lastMaintenanceOn: '2026-05-12' }, [], '2026-12-12', '2028-05-31')
    expect(without).toEqual(['2027-05-12', '2028-05-12'])
    expect(due({ lastMaintenanceOn: '2026-05-12', lastVisitOn: '2026-12-08' }, visits, '2026-12-12', '2028-05-31')).toEqual(without)
    expect(dueDays('VIS-05', customer({ lastMaintenanceOn: '2026-12-01' }), visits, '2026-12-12', '2027-06-30')).toEqual(['2027-06-10'])
  })

  test('a key account has its own cadence instead', () => {
    expect(dueDays('CARE-03', key({ lastMaintenanceOn: '2026-05-12' }), [], '2026-12-12', '2028-05-31')).toEqual([])
    expect(dueDays('CARE-01', key({ lastMaintenanceOn: '2026-11-30' }), [], '2026-12-12', '2027-03-31')).toEqual(['2027-02-28'])
  })
})
