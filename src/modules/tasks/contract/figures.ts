import { z } from 'zod'
import { day } from '../../../core/day.ts'
import { endpoint } from '../../../core/endpoint.ts'
import { instant } from '../../../core/instant.ts'

const id = z.int()
const week = z.strictObject({ week: z.string(), tasks: z.int() })
const load = { earlier: z.int(), weeks: z.array(week), total: z.int() }

export const workload = endpoint({
  name: 'tasks.workload',
  summary: 'Open tasks by person and ISO week of the appointment or due day; unassigned ones apart',
  method: 'GET',
  path: '/task-workload',
  permission: 'tasks.assign',
  input: z.strictObject({ weeks: z.int().min(1).max(53).default(8), unitId: id.optional() }),
  output: z.strictObject({
    /** ISO weeks such as 2026-W47, this one first; what was meant for before it is `earlier`. */
    weeks: z.array(z.string()),
    people: z.array(z.strictObject({ personId: id, name: z.string(), unitName: z.string().nullable(), ...load })),
    unassigned: z.strictObject(load),
    /** So many that counting takes a while are counted at most once a minute. */
    countedAt: instant,
  }),
})

export const tallyParts = ['rule', 'unit', 'person', 'tier', 'class', 'month'] as const
export type TallyPart = (typeof tallyParts)[number]

const counts = z.strictObject({
  /** Still to be done in time. */
  open: z.int(),
  /** Not done although the window is over. */
  overdue: z.int(),
  onTime: z.int(),
  /** Done, but after the window. */
  late: z.int(),
  waived: z.int(),
  notApplicable: z.int(),
})

/** What a row does not divide by is null; so is what its tasks do not say. */
export const tallyRow = z.strictObject({
  ruleId: z.string().nullable(),
  unitId: id.nullable(),
  unitName: z.string().nullable(),
  personId: id.nullable(),
  personName: z.string().nullable(),
  tier: z.string().nullable(),
  class: z.string().nullable(),
  month: z.string().nullable(),
  counts,
})
export type TallyRow = z.output<typeof tallyRow>

export const tally = endpoint({
  name: 'tasks.tally',
  summary: 'How many duties whose window ends in a span of days stand how, divided as asked',
  method: 'GET',
  path: '/task-tally',
  permission: 'tasks.read',
  input: z.strictObject({
    from: day,
    until: day,
    by: z.array(z.enum(tallyParts)).max(3).default([]),
    ruleId: z.string().max(20).optional(),
    unitId: id.optional(),
    personId: id.optional(),
  }),
  output: z.strictObject({ rows: z.array(tallyRow) }),
})
export type TallyAsked = z.output<typeof tally.input>
