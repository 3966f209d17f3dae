import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays } from '../../../core/day.ts'
import type { TaskState } from '../contract.ts'
import { heapOf, standingOf } from './standing.ts'
import { isoWeek, mondayOf } from './weeks.ts'

describe('VIS-09, CARE-26 how a duty with a window until 2026-11-29 was kept', () => {
  test.each<[string, TaskState, string | null, string]>([
    ['not done yet', 'OPEN', null, 'OPEN'],
    ['done long before the window', 'DONE', '2026-10-01', 'ON_TIME'],
    ['done on the last day of the window', 'DONE', '2026-11-29', 'ON_TIME'],
    ['done a day after the window', 'DONE', '2026-11-30', 'LATE'],
    ['waived', 'WAIVED', null, 'WAIVED'],
    ['no longer owed', 'ENDED', null, 'NOT_APPLICABLE'],
  ])('%s: %s', (_, state, doneOn, standing) => {
    expect(standingOf({ state, doneOn, windowTo: '2026-11-29' })).toBe(standing)
  })
})

describe('on the day 2026-11-22 a task lies', () => {
  const span = (dueOn: string, plannedOn: string | null = null) => ({
    dueOn,
    plannedOn,
    windowFrom: addDays(dueOn, -7),
    windowTo: addDays(dueOn, 7),
  })
  test.each([
    ['among the overdue when its window is over', span('2026-11-14'), 'overdue'],
    ['there although an appointment was made for later', span('2026-11-14', '2026-11-25'), 'overdue'],
    ['in its window when the due day has passed', span('2026-11-15'), 'inWindow'],
    ['on today when it is due today', span('2026-11-22'), 'dueToday'],
    ['on today when the appointment is today', span('2026-11-26', '2026-11-22'), 'dueToday'],
    ['in its window from seven days before the due day', span('2026-11-29'), 'inWindow'],
    ['in the next days when the appointment is then', span('2026-11-22', '2026-11-27'), 'nextDays'],
    ['in its window when the appointment has passed', span('2026-11-23', '2026-11-20'), 'inWindow'],
    ['nowhere yet when it is due in eight days', span('2026-11-30'), undefined],
    ['nowhere yet when the appointment is in nine days', span('2026-11-25', '2026-12-01'), undefined],
  ])('%s', (_, task, heap) => {
    expect(heapOf(task, '2026-11-22')).toBe(heap)
  })

  test('a task without a window lies in the next days up to the seventh', () => {
    const at = (day: string) => heapOf({ dueOn: day, plannedOn: null, windowFrom: day, windowTo: day }, '2026-11-22')
    expect([at('2026-11-23'), at('2026-11-29'), at('2026-11-30')]).toEqual(['nextDays', 'nextDays', undefined])
  })
})

describe('ISO weeks', () => {
  test.each([
    ['2026-11-22', '2026-W47', '2026-11-16'],
    ['2026-11-23', '2026-W48', '2026-11-23'],
    ['2027-01-01', '2026-W53', '2026-12-28'],
    ['2024-12-30', '2025-W01', '2024-12-30'],
    ['2021-01-03', '2020-W53', '2020-12-28'],
  ])('%s lies in %s', (day, week, monday) => {
    expect([isoWeek(day), mondayOf(day)]).toEqual([week, monday])
  })

  test('seven days share a week, and weeks sort as text', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40_000 }), (n) => {
        const monday = mondayOf(addDays('1990-01-01', n))
        expect(isoWeek(addDays(monday, 6))).toBe(isoWeek(monday))
        expect(isoWeek(addDays(monday, 7)) > isoWeek(monday)).toBe(true)
      }),
    )
  })
})
