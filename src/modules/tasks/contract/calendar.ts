import { z } from 'zod'
import { day } from '../../../core/day.ts'
import { endpoint } from '../../../core/endpoint.ts'
import { taskRow } from '../contract.ts'

const id = z.int()
const words = z.string().nullable()

/** How the tasks of a day stand; what is owed no longer is left out. */
export const dayCounts = z.strictObject({
  /** Still to be done in time. */
  open: z.int(),
  /** Not done although the window is over. */
  overdue: z.int(),
  onTime: z.int(),
  /** Done, but after the window. */
  late: z.int(),
  waived: z.int(),
})
export type DayCounts = z.output<typeof dayCounts>

export const calendarDay = z.strictObject({
  day,
  working: z.boolean(),
  /** The holiday of a day off, or the one a make-up workday belongs to. */
  holiday: words,
  festival: words,
  lunar: z.strictObject({ month: z.int(), day: z.int(), leap: z.boolean() }),
  counts: dayCounts,
  /** There are more tasks than are counted in a day. */
  more: z.boolean(),
  /** The first ones, what is most pressing before what is done. */
  rows: z.array(taskRow),
})
export type CalendarDay = z.output<typeof calendarDay>

/** The most days one call answers: six weeks of a month and some. */
export const mostDays = 45

export const taskCalendar = endpoint({
  name: 'tasks.calendar',
  summary: 'Tasks by the day they are worked on (appointment, else due day), with holidays; one’s own unless told otherwise',
  method: 'GET',
  path: '/task-calendar',
  permission: 'tasks.read',
  input: z.strictObject({
    from: day,
    until: day,
    assignee: z.union([z.enum(['me', 'none']), id]).optional(),
    /** This unit and those below it. */
    unitId: id.optional(),
    /** Rows of a day; counts go beyond. */
    limit: z.int().min(0).max(200).default(3),
  }),
  output: z.strictObject({ today: day, days: z.array(calendarDay) }),
})
