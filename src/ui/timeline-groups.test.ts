import { expect, test } from 'vitest'
import { byMonth, type TimelineEvent } from './timeline-groups.ts'

const event = (key: number, day: string, folds = false): TimelineEvent => ({ key, day, icon: null, title: '', folds })
const shape = (events: TimelineEvent[]) =>
  byMonth(events).map((m) => [m.month, m.parts.map((p) => (p.kind === 'fold' ? p.events.map((e) => e.key) : p.event.key))])

test('events stand under their months, neighbouring edits fold', () => {
  const events = [
    event(1, '2026-11-06'),
    event(2, '2026-11-05', true),
    event(3, '2026-11-04', true),
    event(4, '2026-11-03'),
    event(5, '2026-10-31', true),
  ]
  expect(shape(events)).toEqual([
    ['2026-11', [1, [2, 3], 4]],
    ['2026-10', [[5]]],
  ])
})

test('edits of two months do not fold into one', () => {
  expect(shape([event(1, '2026-11-01', true), event(2, '2026-10-31', true)])).toEqual([
    ['2026-11', [[1]]],
    ['2026-10', [[2]]],
  ])
})

test('nothing happened', () => {
  expect(byMonth([])).toEqual([])
})
