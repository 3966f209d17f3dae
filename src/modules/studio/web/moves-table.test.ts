import { expect, test } from 'vitest'
import { type HourRow, loads, movesTable, shownHours } from './moves-table.ts'

test('moves are a table of the tiers that occur, and sum up', () => {
  const moves = [
    { from: 'GENERAL', to: 'POTENTIAL', count: 83 },
    { from: 'GENERAL', to: 'CHURN_RISK', count: 24 },
    { from: 'VIP', to: 'CORE', count: 2 },
    { from: null, to: 'CORE', count: 1 },
  ]
  const table = movesTable(moves)
  expect(table.rows).toEqual(['GENERAL', 'VIP', null])
  expect(table.columns).toEqual(['CORE', 'POTENTIAL', 'CHURN_RISK'])
  expect(table.at('GENERAL', 'CHURN_RISK')).toBe(24)
  expect(table.at('GENERAL', 'CORE')).toBe(0)
  expect(table.fromSum('GENERAL')).toBe(107)
  expect(table.toSum('CORE')).toBe(3)
})

const row = (name: string | null, month: string, hoursBefore: number, hoursAfter: number): HourRow => ({
  personId: name === null ? null : name.length,
  name,
  month,
  tasksBefore: hoursBefore * 2,
  tasksAfter: hoursAfter * 2,
  hoursBefore,
  hoursAfter,
  sharedBefore: 0,
  sharedAfter: 0,
})

test('whose load changes most stands first, nobody last', () => {
  const rows = [
    row('周砚', '2026-11', 10, 11),
    row(null, '2026-11', 0, 50),
    row('沈知远', '2026-12', 10, 14),
    row('沈知远', '2026-11', 8, 8),
  ]
  const { months, people, most } = loads(rows, 'hours')
  expect(months).toEqual(['2026-11', '2026-12'])
  expect(people.map((p) => [p.name, p.sum])).toEqual([
    ['沈知远', { before: 18, after: 22 }],
    ['周砚', { before: 10, after: 11 }],
    [null, { before: 0, after: 50 }],
  ])
  expect(most).toBe(50)
  expect(loads(rows, 'tasks').people[0]?.sum).toEqual({ before: 36, after: 44 })
})

test('hours are shown to the tenth', () => {
  expect([0, 12.25, 38, 0.1 + 0.2].map(shownHours)).toEqual(['0', '12.3', '38', '0.3'])
})
