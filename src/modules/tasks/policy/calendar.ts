import { addDays, addMonths, type Day, daysBetween } from '../../../core/day.ts'
import type { DayCounts } from '../contract/calendar.ts'
import type { TaskState } from '../contract.ts'
import { standingOf } from './standing.ts'
import { mondayOf } from './weeks.ts'

export const calendarViews = ['month', 'week', 'day'] as const
export type CalendarView = (typeof calendarViews)[number]
export type Span = { from: Day; until: Day }

const firstOf = (day: Day): Day => `${day.slice(0, 7)}-01`

/** The days a view shows around a day: whole weeks from Monday, for a month four to six of them. */
export function spanOf(view: CalendarView, day: Day): Span {
  if (view === 'day') return { from: day, until: day }
  if (view === 'week') return { from: mondayOf(day), until: addDays(mondayOf(day), 6) }
  const last = addDays(addMonths(firstOf(day), 1), -1)
  return { from: mondayOf(firstOf(day)), until: addDays(mondayOf(last), 6) }
}

/** The day to show `n` views later, earlier when negative. */
export function stepped(view: CalendarView, day: Day, n: number): Day {
  return view === 'month' ? addMonths(day, n) : addDays(day, view === 'week' ? 7 * n : n)
}

export const daysOf = ({ from, until }: Span): Day[] =>
  Array.from({ length: Math.max(0, daysBetween(from, until) + 1) }, (_, i) => addDays(from, i))

export function weeksOf<T>(days: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(days.length / 7) }, (_, i) => days.slice(7 * i, 7 * i + 7))
}

/** So many tasks of one day are counted; a person has a few, a whole company thousands. */
export const mostADay = 200

export type DayTask = { id: number; state: TaskState; doneOn: Day | null; windowTo: Day }

/** How a task stands on a day's sheet: an open one whose window is over is overdue; one owed no longer is on none. */
export function columnOf(task: DayTask, today: Day): keyof DayCounts | undefined {
  switch (standingOf(task)) {
    case 'OPEN':
      return task.windowTo < today ? 'overdue' : 'open'
    case 'ON_TIME':
      return 'onTime'
    case 'LATE':
      return 'late'
    case 'WAIVED':
      return 'waived'
    case 'NOT_APPLICABLE':
      return undefined
  }
}

const pressing = ['overdue', 'open', 'late', 'onTime', 'waived'] as const

/** The counts of a day, and its first tasks: what is most pressing first, then by the end of the window. */
export function summed(tasks: readonly DayTask[], today: Day, limit: number): { counts: DayCounts; more: boolean; ids: number[] } {
  const counts: DayCounts = { open: 0, overdue: 0, onTime: 0, late: 0, waived: 0 }
  const placed = tasks.slice(0, mostADay).flatMap((task) => {
    const column = columnOf(task, today)
    if (column) counts[column]++
    return column ? [{ ...task, rank: pressing.indexOf(column) }] : []
  })
  placed.sort((a, b) => a.rank - b.rank || (a.windowTo === b.windowTo ? a.id - b.id : a.windowTo < b.windowTo ? -1 : 1))
  return { counts, more: tasks.length > mostADay, ids: placed.slice(0, limit).map((t) => t.id) }
}

export const totalOf = ({ open, overdue, onTime, late, waived }: DayCounts): number => open + overdue + onTime + late + waived
