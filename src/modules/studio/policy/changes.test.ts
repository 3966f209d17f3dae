import { describe, expect, test } from 'vitest'
import { addCounts, changesOf, type OpenDuty } from './changes.ts'
import { effortBy } from './effort.ts'

const duty = (ruleId: string, dueOn: string, personId: number | null, kind = 'MAINTENANCE'): OpenDuty => ({
  customerId: 1,
  ruleId,
  period: dueOn,
  kind,
  dueOn,
  personId,
})

const effort = { before: effortBy({ MAINTENANCE: 1 }), after: effortBy({ MAINTENANCE: 1.5, PRODUCT_VISIT: 3 }) }

describe('what becomes of open duties', () => {
  const open = [
    { id: 1, ...duty('CARE-01', '2026-12-01', 7) },
    { id: 2, ...duty('CARE-01', '2026-12-20', null) },
    { id: 3, ...duty('CARE-03', '2026-11-01', 7) },
  ]
  const changes = changesOf(open, [duty('CARE-02', '2027-01-05', 7, 'PRODUCT_VISIT')], new Set([2]), { from: '2026-11-22', effort })

  test('each stays, ends or is new', () => {
    expect(changes.kept).toEqual({ 'CARE-01': 1, 'CARE-03': 1 })
    expect(changes.duties.map((d) => [d.change, d.ruleId, d.dueOn])).toEqual([
      ['ADDED', 'CARE-02', '2027-01-05'],
      ['ENDED', 'CARE-01', '2026-12-20'],
    ])
  })

  test('a month of a person counts tasks and effort by the texts before and after; what was due earlier is nobody’s load', () => {
    expect(changes.load).toEqual([
      { personId: 7, month: '2026-12', tasksBefore: 1, tasksAfter: 1, effortBefore: 100, effortAfter: 150 },
      { personId: 0, month: '2026-12', tasksBefore: 1, tasksAfter: 0, effortBefore: 100, effortAfter: 0 },
      { personId: 7, month: '2027-01', tasksBefore: 0, tasksAfter: 1, effortBefore: 0, effortAfter: 300 },
    ])
  })
})

test('an action without an effort takes half an hour; hundredths of an hour stay exact', () => {
  expect([effortBy({})('GIFT'), effortBy({ GIFT: 0.29 })('GIFT'), effortBy({ GIFT: 0 })('GIFT')]).toEqual([50, 29, 0])
})

test('counts add up by name', () => {
  expect(addCounts({ a: 1, b: 2 }, { b: 3, c: 4 })).toEqual({ a: 1, b: 5, c: 4 })
})
