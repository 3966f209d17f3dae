import { describe, expect, test } from 'vitest'
import { itemNames, valueAt } from './paths.ts'

const document = {
  care: {
    obligations: [
      { rule: 'CARE-01', every: { months: 3 } },
      { rule: 'CARE-02', every: { months: 4 } },
    ],
    window: 7,
    note: null,
  },
  tiering: {
    table: [
      { band: 'TOP', stage: 'NEW', rule: 'SEG-15' },
      { band: 'TOP', stage: 'LOST', rule: 'SEG-15' },
    ],
    bands: [12, 8, 5],
  },
}

test.each([
  ['care.window', 7],
  ['care.note', null],
  ['care.obligations.CARE-02.every.months', 4],
  ['tiering.table.TOP-LOST.stage', 'LOST'],
  ['tiering.bands', [12, 8, 5]],
])('%s is found', (path, value) => expect(valueAt(document, path)).toEqual({ value }))

test.each(['care.obligations.CARE-03', 'care.obligations.0', 'tiering.bands.0', 'care.window.days', 'care.toString', 'care.length', ''])(
  '%j leads nowhere',
  (path) => expect(valueAt(document, path)).toBeUndefined(),
)

describe('the names of list items', () => {
  test.each([
    ['codes', [{ code: 'A' }, { code: 'B' }], ['A', 'B']],
    [
      'codes before rules',
      [
        { code: 'A', rule: 'X-01' },
        { code: 'B', rule: 'X-02' },
      ],
      ['A', 'B'],
    ],
    [
      'rules when only they tell apart',
      [
        { code: 'A', rule: 'X-01' },
        { code: 'A', rule: 'X-02' },
      ],
      ['X-01', 'X-02'],
    ],
    ['none when one item has none', [{ code: 'A' }, {}], undefined],
    ['none when two are alike', [{ code: 'A' }, { code: 'A' }], undefined],
    ['none for plain values', [1, 2], undefined],
    ['none for an empty list', [], undefined],
  ])('%s', (_, list, names) => expect(itemNames(list)).toEqual(names))
})
