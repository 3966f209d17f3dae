import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, dayFrom, dayNumber, weekday } from '../../../core/day.ts'
import { calendarViews, columnOf, type DayTask, daysOf, mostADay, spanOf, stepped, summed, totalOf, weeksOf } from './calendar.ts'

const anyDay = fc.integer({ min: dayNumber('1990-01-01'), max: dayNumber('2100-12-31') }).map(dayFrom)

describe('the sheets of a calendar', () => {
  test.each([
    ['month', '2026-11-22', '2026-10-26', '2026-12-06'],
    ['month', '2027-02-14', '2027-02-01', '2027-02-28'],
    ['month', '2026-08-31', '2026-07-27', '2026-09-06'],
    ['week', '2026-11-22', '2026-11-16', '2026-11-22'],
    ['week', '2027-01-01', '2026-12-28', '2027-01-03'],
    ['day', '2026-11-22', '2026-11-22', '2026-11-22'],
  ] as const)('%s around %s: %s to %s', (view, day, from, until) => {
    expect(spanOf(view, day)).toEqual({ from, until })
  })

  test('hold every day of the month once, in whole weeks from Monday, six at most', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const days = daysOf(spanOf('month', day))
        const weeks = weeksOf(days)
        expect(new Set(days).size).toBe(days.length)
        expect(days.every((d, i) => i === 0 || d === addDays(days[i - 1] ?? d, 1))).toBe(true)
        expect(weeks.length).toBeGreaterThanOrEqual(4)
        expect(weeks.length).toBeLessThanOrEqual(6)
        for (const week of weeks) expect(week.map((d) => weekday(dayNumber(d)))).toEqual([1, 2, 3, 4, 5, 6, 7])
        const month = days.filter((d) => d.slice(0, 7) === day.slice(0, 7))
        expect(month[0]).toBe(`${day.slice(0, 7)}-01`)
        expect(addDays(month.at(-1) ?? day, 1).slice(8)).toBe('01')
        expect(weeks.every((week) => week.some((d) => d.slice(0, 7) === day.slice(0, 7)))).toBe(true)
      }),
    )
  })

  test('hold the day they were asked for, and follow on each other without a gap', () => {
    fc.assert(
      fc.property(anyDay, fc.constantFrom(...calendarViews), (day, view) => {
        const { from, until } = spanOf(view, day)
        expect(from <= day && day <= until).toBe(true)
        const next = spanOf(view, stepped(view, day, 1))
        if (view === 'month') expect(next.from <= addDays(until, 1) && next.until > until).toBe(true)
        else expect(next.from).toBe(addDays(until, 1))
        if (view !== 'month') expect(stepped(view, stepped(view, day, 1), -1)).toBe(day)
      }),
    )
  })
})

describe('a day’s tasks', () => {
  const today = '2026-11-22'
  const task = (id: number, change: Partial<DayTask> = {}): DayTask => ({
    id,
    state: 'OPEN',
    doneOn: null,
    windowTo: '2026-11-29',
    ...change,
  })
  const done = { state: 'DONE', doneOn: '2026-11-20' } as const

  test.each([
    ['open', task(1)],
    ['open on the last day of its window', task(1, { windowTo: today }), 'open'],
    ['overdue', task(1, { windowTo: '2026-11-21' })],
    ['onTime', task(1, done)],
    ['late', task(1, { ...done, windowTo: '2026-11-19' })],
    ['waived', task(1, { state: 'WAIVED' })],
    ['owed no longer', task(1, { state: 'ENDED' }), undefined],
  ] as const)('%s', (says, one, ...told) => {
    expect(columnOf(one, today)).toBe(told.length > 0 ? told[0] : says)
  })

  test('what is most pressing stands first, what is done last; counts go beyond what is shown', () => {
    const tasks = [
      task(1, done),
      task(2),
      task(3, { windowTo: '2026-11-20' }),
      task(4, { windowTo: '2026-11-25' }),
      task(5, { state: 'ENDED' }),
    ]
    expect(summed(tasks, today, 3)).toEqual({
      counts: { open: 2, overdue: 1, onTime: 1, late: 0, waived: 0 },
      more: false,
      ids: [3, 4, 2],
    })
  })

  test('every task stands in one column at most, and all are counted up to the bound', () => {
    const some = fc.record({
      id: fc.nat(1000),
      state: fc.constantFrom('OPEN', 'DONE', 'WAIVED', 'ENDED'),
      doneOn: fc.constantFrom(null, '2026-11-01', '2026-12-24'),
      windowTo: fc.constantFrom('2026-11-15', today, '2026-12-20'),
    })
    fc.assert(
      fc.property(fc.array(some, { maxLength: 30 }), fc.nat(40), (tasks, limit) => {
        const { counts, ids } = summed(tasks, today, limit)
        expect(totalOf(counts)).toBe(tasks.filter((t) => t.state !== 'ENDED').length)
        expect(ids.length).toBe(Math.min(limit, totalOf(counts)))
      }),
    )
    const many = Array.from({ length: mostADay + 1 }, (_, i) => task(i))
    expect(summed(many, today, 2)).toMatchObject({ more: true, counts: { open: mostADay } })
  })
})
