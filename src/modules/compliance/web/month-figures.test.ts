import { expect, test } from 'vitest'
import type { TallyRow } from '../../tasks/contract/figures.ts'
import { byUnit } from './month-figures.ts'

const row = (ruleId: string, unitId: number | null, counts: Partial<TallyRow['counts']>): TallyRow => ({
  ...{
    ruleId,
    unitId,
    unitName: unitId === null ? null : `部门${unitId}`,
    personId: null,
    personName: null,
    tier: null,
    class: null,
    month: null,
  },
  counts: { open: 0, overdue: 0, onTime: 0, late: 0, waived: 0, notApplicable: 0, ...counts },
})

test('CARE-26 the units of a month: rules that only remind are left out, the weakest stands first', () => {
  const rows = [
    row('CARE-01', 1, { onTime: 8, late: 1, waived: 2 }),
    row('CARE-02', 1, { overdue: 1 }),
    row('CARE-01', 2, { onTime: 1, overdue: 1 }),
    row('MD-13', 2, { overdue: 9 }),
    row('CARE-01', null, { waived: 1 }),
  ]
  expect(
    byUnit(rows, new Set(['CARE-01', 'CARE-02'])).map(({ unitId, figures: f }) => [unitId, f.owed, f.onTime, f.openLate, f.share]),
  ).toEqual([
    [2, 2, 1, 1, 0.5],
    [1, 12, 8, 1, 0.8],
    [null, 1, 0, 0, null],
  ])
})
