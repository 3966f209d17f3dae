import { z } from 'zod'
import { day } from '../../../core/day.ts'
import { endpoint } from '../../../core/endpoint.ts'
import { instant } from '../../../core/instant.ts'
import { taskRow } from '../contract.ts'

const id = z.int()

/** Heaps of a team's work; `span` is what is to be worked on in given days. */
export const teamHeaps = ['overdue', 'today', 'week', 'open', 'earlier', 'done', 'span'] as const
export type TeamHeap = (typeof teamHeaps)[number]

const figures = {
  /** Open although the window is over; the next two are without these. */
  overdue: z.int(),
  /** To be worked on today. */
  today: z.int(),
  /** To be worked on later this week. */
  week: z.int(),
  /** All open ones. */
  open: z.int(),
  /** Done since Monday. */
  done: z.int(),
  /** Duties whose window ended in the last 90 days, without waived ones and those no longer owed; and how many were done in time. */
  judged: z.int(),
  onTime: z.int(),
}
export const teamFigures = z.strictObject(figures)
export type TeamFigures = z.output<typeof teamFigures>

export const teamMember = z.strictObject({ personId: id, name: z.string(), unitName: z.string().nullable(), ...figures })
export type TeamMember = z.output<typeof teamMember>

export const team = endpoint({
  name: 'tasks.team',
  summary: 'A unit’s work by person: overdue, today, this week, open, done, on time; unassigned apart',
  method: 'GET',
  path: '/task-team',
  permission: 'tasks.assign',
  input: z.strictObject({
    /** This unit and those below it; absent: all the caller hands out work to. */
    unitId: id.optional(),
  }),
  output: z.strictObject({
    people: z.array(teamMember),
    unassigned: teamFigures,
    /** So many that counting takes a while are counted at most once a minute. */
    countedAt: instant,
  }),
})

export const teamTasks = endpoint({
  name: 'tasks.teamTasks',
  summary: 'The tasks behind a figure of the team, by due day',
  method: 'GET',
  path: '/task-team/tasks',
  permission: 'tasks.assign',
  input: z.strictObject({
    unitId: id.optional(),
    assignee: z.union([z.enum(['none']), id]),
    heap: z.enum(teamHeaps),
    /** Days of a span, both included. */
    from: day.optional(),
    until: day.optional(),
    limit: z.int().min(1).max(200).default(50),
  }),
  output: z.strictObject({ rows: z.array(taskRow), more: z.boolean() }),
})

/** Counted up to here; beyond it, `more` says that there are others. */
export const mostCounted = 1000
const heap = z.strictObject({ count: z.int(), more: z.boolean(), rows: z.array(taskRow) })

export const teamToday = endpoint({
  name: 'tasks.teamToday',
  summary: 'What waits for whoever hands out work: overdue with others, and what nobody has',
  method: 'GET',
  path: '/task-team/today',
  permission: 'tasks.assign',
  input: z.strictObject({ limit: z.int().min(1).max(50).default(5) }),
  output: z.strictObject({ overdue: heap, unassigned: heap }),
})
