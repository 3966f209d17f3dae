/**
 * How the written policy is kept: what each rule owed in a period, how much of it was done in time, and the records behind each figure.
 */
import { z } from 'zod'
import { type Day, day } from '../../core/day.ts'
import { endpoint } from '../../core/endpoint.ts'
import type { Event } from '../../core/event.ts'
import { instant } from '../../core/instant.ts'
import { pageInput, pageOf } from '../../core/page.ts'

/** How an owed duty stands: each stands one way, so that the five add up to what was owed. */
export const outcomes = ['ON_TIME', 'LATE', 'OPEN_LATE', 'WAIVED', 'NOT_APPLICABLE'] as const
export type Outcome = (typeof outcomes)[number]

const id = z.int()
const words = z.string().nullable()
const orNone = <T extends z.ZodType>(value: T) => z.union([z.literal('none'), value]).optional()
const figureShape = {
  /** Duties whose window ended in the period; without those of windows that still run. */
  owed: z.int(),
  onTime: z.int(),
  /** Done, but after the window. */
  late: z.int(),
  /** Not done although the window is over. */
  openLate: z.int(),
  waived: z.int(),
  notApplicable: z.int(),
  /** 0 to 1: on time of what was owed and neither waived nor no longer applicable; null when that is nothing. */
  share: z.number().nullable(),
}
export const figures = z.strictObject(figureShape)
export type Figures = z.output<typeof figures>

const ruleShape = {
  ruleId: z.string(),
  title: z.string(),
  clause: z.strictObject({ document: z.string(), place: z.string() }).nullable(),
  enabled: z.boolean(),
  /** Reminders are shown and left out of the total. */
  counted: z.boolean(),
  /** Duties whose window ends later in the period. */
  ahead: z.int(),
  ...figureShape,
}
/** Every month of the period, such as 2026-11. */
const byMonth = z.array(z.strictObject({ month: z.string(), ...figureShape }))
export const ruleFigures = z.strictObject(ruleShape)
export type RuleFigures = z.output<typeof ruleFigures>

/** Absent: the quarter that `until`, `from` or today lies in. */
const periodAsked = { from: day.optional(), until: day.optional() }
const period = {
  from: day,
  until: day,
  /** Windows that ended by this day are judged: the last day of the period, at the latest yesterday. */
  judgedUntil: day,
  targetPercent: z.number().nullable(),
}

export const overview = endpoint({
  name: 'compliance.overview',
  summary: 'How each rule of the policy in force was kept in a period, by default this quarter',
  method: 'GET',
  path: '/compliance',
  permission: 'compliance.read',
  input: z.strictObject({ ...periodAsked, unitId: orNone(id) }),
  output: z.strictObject({
    ...period,
    policyVersion: z.int().nullable(),
    total: figures,
    /** By chapter of the policy, then as its register has them. */
    rules: z.array(ruleFigures.extend({ section: words, byMonth })),
  }),
})

const clause = z.strictObject({ document: z.string(), place: z.string() }).nullable()

/**
 * DUTIES: people owe tasks. EVIDENCE: figures show it. ELSEWHERE: a screen works by it. SETTING: other rules use what it sets. PARTLY,
 * NOT_YET: this version does not execute it, or not all of it.
 */
export const executionKinds = ['DUTIES', 'EVIDENCE', 'ELSEWHERE', 'SETTING', 'PARTLY', 'NOT_YET'] as const
export type ExecutionKind = (typeof executionKinds)[number]
/** Where a rule without duties is at work. */
export const placeNames = ['FILE', 'CONTACTS', 'TIERS', 'PLANNING', 'PUBLISHING', 'POSTS', 'TRAIL'] as const
export type Place = (typeof placeNames)[number]

/** How a rule is executed; `to` is the screen where it is at work. */
const execution = z.strictObject({
  kind: z.enum(executionKinds),
  place: z.enum(placeNames).nullable(),
  to: z.string().nullable(),
})
export type ShownExecution = z.output<typeof execution>

/** What shows that a rule is kept: of those that ought to, how many do, and figures beside them in the reader's language. */
const evidence = z.strictObject({
  asked: z.number().nullable(),
  kept: z.number().nullable(),
  /** 0 to 1; null where nothing is asked. */
  share: z.number().nullable(),
  lines: z.array(z.strictObject({ word: z.string(), label: z.string(), value: z.union([z.number(), z.string()]).nullable() })),
  to: z.string().nullable(),
  /** The figures are of now, whatever the period. */
  ofNow: z.boolean(),
})
export type ShownEvidence = z.output<typeof evidence>

export const otherRules = endpoint({
  name: 'compliance.others',
  summary: 'How the rules of the policy in force that owe no duties are executed, with what shows it in a period',
  method: 'GET',
  path: '/compliance/others',
  permission: 'compliance.read',
  input: z.strictObject({ ...periodAsked }),
  output: z.strictObject({
    from: day,
    until: day,
    /** Big figures are counted at most once a minute. */
    countedAt: instant,
    /** In the order of the register. */
    rules: z.array(
      z.strictObject({ ruleId: z.string(), title: z.string(), section: words, clause, execution, evidence: evidence.nullable() }),
    ),
  }),
})
export type OtherRule = z.output<typeof otherRules.output>['rules'][number]

const byRef = z.array(z.strictObject({ id: id.nullable(), name: words, ...figureShape }))
const byCode = z.array(z.strictObject({ code: words, ...figureShape }))

export const ruleCompliance = endpoint({
  name: 'compliance.rule',
  summary: 'What one rule says, how it is executed, and how it was kept in a period: by unit, person, tier, class and month',
  method: 'GET',
  path: '/compliance/rule',
  permission: 'compliance.read',
  input: z.strictObject({ ruleId: z.string().max(20), ...periodAsked, unitId: orNone(id) }),
  output: z.strictObject({
    ...period,
    /** Many duties are counted at most once a minute. */
    countedAt: instant,
    rule: ruleFigures.extend({
      text: z.string(),
      section: words,
      /** The values in force that govern it, by path. */
      parameters: z.record(z.string(), z.unknown()),
      execution,
      /** Other rules governed by the same parameters. */
      sharedWith: z.array(z.strictObject({ ruleId: z.string(), title: z.string() })),
    }),
    evidence: evidence.nullable(),
    byUnit: byRef,
    byPerson: byRef,
    byTier: byCode,
    byClass: byCode,
    byMonth,
  }),
})

export const recordFilter = z.strictObject({
  ...periodAsked,
  ruleId: z.string().max(20).optional(),
  standing: z.enum(outcomes).optional(),
  unitId: orNone(id),
  personId: orNone(id),
  tier: z.string().max(40).optional(),
  class: z.enum(['KEY', 'GENERAL', 'none']).optional(),
})
export type RecordFilter = z.output<typeof recordFilter>

export const complianceRecord = z.strictObject({
  ruleId: z.string(),
  /** The task and its customer are null when the customer is out of sight; it counts nevertheless. */
  taskId: id.nullable(),
  customerId: id.nullable(),
  customerNo: words,
  customerName: words,
  dueOn: day,
  windowFrom: day,
  windowTo: day,
  doneOn: day.nullable(),
  standing: z.enum(outcomes),
  personName: words,
  unitName: words,
  tier: words,
  class: z.enum(['KEY', 'GENERAL']).nullable(),
  /** Why it was waived or is owed no longer. */
  reason: words,
})
export type ComplianceRecord = z.output<typeof complianceRecord>

export const complianceRecords = endpoint({
  name: 'compliance.records',
  summary: 'The records behind a figure, by rule and end of the window, a page by key',
  method: 'GET',
  path: '/compliance/records',
  permission: 'compliance.read',
  input: recordFilter.extend({ ...pageInput }),
  output: pageOf(complianceRecord),
})

export const exportRecords = endpoint({
  name: 'compliance.export',
  summary: 'Export the records behind a figure as a CSV file',
  method: 'POST',
  path: '/compliance/export',
  permission: 'compliance.export',
  input: recordFilter,
  output: z.strictObject({ fileId: z.uuid(), name: z.string(), rows: z.int() }),
})

export const coveredCustomer = z.strictObject({
  customerId: id,
  customerNo: z.string(),
  customerName: z.string(),
  tier: z.string(),
  sinceOn: day,
  /** The last visit within the period; null: none. */
  visitedOn: day.nullable(),
})
export type CoveredCustomer = z.output<typeof coveredCustomer>

export const coverage = endpoint({
  name: 'compliance.coverage',
  summary: 'How many customers of the tiers the policy names were visited in a period, by default its own, with the list',
  method: 'GET',
  path: '/compliance/coverage',
  permission: 'compliance.read',
  input: z.strictObject({ ...periodAsked, visited: z.boolean().optional(), ...pageInput }),
  output: pageOf(coveredCustomer).extend({
    from: day,
    until: day,
    /** The day whose tiers count: the last of the period, at the latest today. */
    asOf: day,
    targetPercent: z.number(),
    tiers: z.array(z.string()),
    leastDaysInTier: z.int(),
    customers: z.int(),
    visited: z.int(),
    share: z.number().nullable(),
    /** A big book is counted at most once a minute. */
    countedAt: instant,
  }),
})

export const recordsExported = (filter: RecordFilter & { from: Day; until: Day }, rows: number): Event => ({
  name: 'compliance.exported',
  subject: { kind: 'export', id: 0 },
  after: { ...filter, rows },
})
