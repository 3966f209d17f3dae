/**
 * What is to be done for customers: duties of the policy and what people set themselves, until done, waived or ended.
 */
import { z } from 'zod'
import { day } from '../../core/day.ts'
import { endpoint } from '../../core/endpoint.ts'
import { instant } from '../../core/instant.ts'
import { pageInput, pageOf } from '../../core/page.ts'
import { where } from '../../core/where.ts'
import { logInteraction } from '../interactions/contract.ts'
import { notice } from './contract/announcing.ts'
import { assigned } from './contract/assigned.ts'
import { taskFilterFields } from './contract/filter-fields.ts'

/** The kinds the shipped policies and people use; a policy of the company's own may name others. */
export const taskKinds = [
  'MAINTENANCE',
  'PRODUCT_VISIT',
  'PRODUCT_RECOMMENDATION',
  'ANNUAL_VISIT',
  'ONLINE_REVIEW',
  'FOLLOW_UP',
  'CONTACT',
  'VALUE_ADDED',
  'FOLLOW_UP_VISIT',
  'VERIFY',
  'ASSIGN_MANAGER',
  'STRATEGY_REVIEW',
  'GREETING',
  'GIFT',
  'OTHER',
] as const
export const taskStates = ['OPEN', 'DONE', 'WAIVED', 'ENDED'] as const
export type TaskState = (typeof taskStates)[number]
/** How a duty was kept: an open one is late once its window is over, but stays OPEN until somebody does it. */
export const standings = ['OPEN', 'ON_TIME', 'LATE', 'WAIVED', 'NOT_APPLICABLE'] as const
export type Standing = (typeof standings)[number]
export const channels = ['PHONE', 'EMAIL', 'VISIT', 'IM', 'VIDEO', 'SMS'] as const
/** From what day a duty's due day was reckoned. */
export const bases = ['LAST_DONE', 'FIRST_SPREAD', 'FIRST_ORDER', 'CALENDAR', 'EVENT'] as const
export type Basis = (typeof bases)[number]

const id = z.int()
const line = (max: number) => z.string().trim().max(max)
const words = z.string().nullable()
const customerClass = z.enum(['KEY', 'GENERAL'])
const ref = z.strictObject({ id, name: z.string() })

export const taskRow = z.strictObject({
  id,
  origin: z.enum(['POLICY', 'HAND']),
  kind: z.string(),
  state: z.enum(taskStates),
  standing: z.enum(standings),
  customerId: id.nullable(),
  customerNo: words,
  customerName: words,
  /** Null for what people set themselves. */
  ruleId: words,
  policyVersion: z.int().nullable(),
  period: words,
  /** What people wrote, or the title of the rule; null for a duty of other rooms whose rule is in no register. */
  title: words,
  dueOn: day,
  /** Done within these days, both included, or before them, it is on time. */
  windowFrom: day,
  windowTo: day,
  /** The appointment, if one was made. */
  plannedOn: day.nullable(),
  counted: z.boolean(),
  assigneeId: id.nullable(),
  assigneeName: words,
  unitId: id.nullable(),
  unitName: words,
  tier: words,
  class: customerClass.nullable(),
  doneOn: day.nullable(),
  version: z.int(),
})
export type TaskRow = z.output<typeof taskRow>

/** What the rule of a duty asks of whoever does it. A reminder without a checklist has none. */
export const ruleAsks = z.strictObject({
  title: z.string(),
  text: z.string(),
  clause: z.strictObject({ document: z.string(), place: z.string() }).nullable(),
  checklist: z.array(z.string()),
  /** Empty: any. */
  channels: z.array(z.string()),
  evidence: z.array(z.string()),
  /** Cases in which whoever does it may release itself, by the policy's own words. */
  waiveFor: z.array(z.string()),
})
export type RuleAsks = z.output<typeof ruleAsks>

export const evidenceItem = z.strictObject({ kind: line(40).min(1), note: line(500).min(1) })
export type Evidence = z.output<typeof evidenceItem>

/** A release that waits for a decision: who asked, and whose decision it is (a post, a person, or whoever may waive; of a unit). */
export const waiveAsked = z.strictObject({
  approvalId: id,
  version: z.int(),
  byId: id.nullable(),
  by: z.string(),
  at: instant,
  reason: z.string(),
  post: words,
  person: words,
  unit: words,
})

export const task = taskRow.extend({
  basis: z.enum(bases).nullable(),
  /** What the rule reckoned with, as it was then. */
  facts: z.record(z.string(), z.unknown()).nullable(),
  assigned,
  rule: ruleAsks.nullable(),
  plannedReason: words,
  checked: z.array(z.string()),
  uncheckedReason: words,
  channel: z.enum(channels).nullable(),
  outcome: words,
  nextStep: words,
  evidence: z.array(evidenceItem),
  interactionId: id.nullable(),
  doneBy: ref.nullable(),
  /** Why it was waived, or why it is no longer owed. */
  endedReason: words,
  /** Null: nobody is to be told before. */
  notice: notice.nullable(),
  toldChannel: z.enum(channels).nullable(),
  waiveAsked: waiveAsked.nullable(),
  createdBy: ref.nullable(),
  createdAt: instant,
  changedAt: instant,
})
export type Task = z.output<typeof task>

/** Another open duty of the same customer that the same appointment could serve (C12). */
export const togetherTask = z.strictObject({
  ...{ id, version: z.int(), kind: z.string(), ruleId: words, title: words },
  ...{ dueOn: day, windowFrom: day, windowTo: day, plannedOn: day.nullable(), assigneeName: words },
  /** The policy itself has one serve the other; else they merely fall close together. */
  serves: z.boolean(),
  rule: ruleAsks.nullable(),
  notice: notice.nullable(),
})
export type TogetherTask = z.output<typeof togetherTask>

export const taskFilter = z.strictObject({
  assignee: z.union([z.enum(['me', 'none']), id]).optional(),
  unitId: id.optional(),
  state: z.enum(taskStates).optional(),
  kind: line(40).optional(),
  ruleId: line(20).optional(),
  from: day.optional(),
  until: day.optional(),
  /** Open although the window is over. */
  overdue: z.boolean().optional(),
  customerId: id.optional(),
  where: where(taskFilterFields).optional(),
})
export type TaskFilter = z.output<typeof taskFilter>

export const listTasks = endpoint({
  name: 'tasks.list',
  summary: 'List tasks in sight by due day, a page by key',
  method: 'GET',
  path: '/tasks',
  permission: 'tasks.read',
  input: taskFilter.extend({ ...pageInput }),
  output: pageOf(taskRow),
})

const heap = z.strictObject({ count: z.int(), rows: z.array(taskRow) })

export const todaysTasks = endpoint({
  name: 'tasks.today',
  summary: 'What waits for the signed-in person: overdue, today, in its window, in the next 7 days',
  method: 'GET',
  path: '/tasks/today',
  permission: 'tasks.read',
  input: z.strictObject({ limit: z.int().min(1).max(200).default(20) }),
  output: z.strictObject({ today: day, overdue: heap, dueToday: heap, inWindow: heap, nextDays: heap }),
})

export const readTask = endpoint({
  name: 'tasks.get',
  summary: 'Read a task, why it is there and what its rule asks',
  method: 'GET',
  path: '/tasks/:id',
  permission: 'tasks.read',
  input: z.strictObject({ id }),
  /** `customerInSight`: the reader may reach the customer's file; else what was said of a contact stays with the task. */
  output: task.extend({ together: z.array(togetherTask), customerInSight: z.boolean() }),
})

export const createTask = endpoint({
  name: 'tasks.create',
  summary: 'Set a task by hand, for oneself or, with tasks.assign, for others',
  method: 'POST',
  path: '/tasks',
  permission: 'tasks.do',
  input: z.strictObject({
    kind: z.enum(taskKinds).default('OTHER'),
    title: line(200).min(1),
    customerId: id.nullable().default(null),
    dueOn: day,
    /** Absent: whoever sets it. */
    assigneeId: id.optional(),
  }),
  output: task,
  idempotent: true,
})

const locked = { id, version: z.int() }
const reason = line(500).min(1)
/** What each task is reported with for itself. */
const own = {
  checked: z.array(line(500).min(1)).max(50).default([]),
  uncheckedReason: line(500).nullable().default(null),
  evidence: z.array(evidenceItem).max(20).default([]),
}
const mostTogether = 20

export const doTask = endpoint({
  name: 'tasks.do',
  summary: 'Report a task as done, with what its rule asks; and others that the same contact served, each with what its own rule asks',
  method: 'POST',
  path: '/tasks/:id/done',
  permission: 'tasks.do',
  input: z.strictObject({
    ...locked,
    ...own,
    doneOn: day,
    /** That of the contact, where one is named or recorded. */
    channel: z.enum(channels).nullable().default(null),
    outcome: line(2000).nullable().default(null),
    nextStep: line(500).nullable().default(null),
    /** When the customer was told of it, where that is to be and is not noted yet. */
    toldOn: day.nullable().default(null),
    /** A contact on record that this was; else channel and outcome say what came of it. */
    interactionId: id.nullable().default(null),
    /** A contact that is recorded with it; `happenedAt` is on the day it was done. */
    contact: logInteraction.input.omit({ customerId: true }).nullable().default(null),
    also: z
      .array(z.strictObject({ ...locked, ...own }))
      .max(mostTogether)
      .default([]),
  }),
  output: task,
})

export const reopenTask = endpoint({
  name: 'tasks.reopen',
  summary: 'Take back a report of the same day',
  method: 'POST',
  path: '/tasks/:id/reopened',
  permission: 'tasks.do',
  input: z.strictObject(locked),
  output: task,
})

export const postponeTask = endpoint({
  name: 'tasks.postpone',
  summary: 'Make, move or drop the appointment, of other tasks with it; due days and windows stay. Beyond a window it takes a reason',
  method: 'POST',
  path: '/tasks/:id/planned',
  permission: 'tasks.do',
  input: z.strictObject({
    ...locked,
    /** Null: there is no appointment any more. */
    plannedOn: day.nullable(),
    reason: line(500).nullable().default(null),
    also: z.array(z.strictObject(locked)).max(mostTogether).default([]),
  }),
  output: task,
})

export const waiveTask = endpoint({
  name: 'tasks.waive',
  summary: 'Release from a task, with a reason',
  method: 'POST',
  path: '/tasks/:id/waived',
  permission: 'tasks.waive',
  input: z.strictObject({ ...locked, reason }),
  output: task,
})

export const assignTasks = endpoint({
  name: 'tasks.assign',
  summary: 'Give open tasks to a person: all of them, or none when one has changed meanwhile',
  method: 'POST',
  path: '/task-assignments',
  permission: 'tasks.assign',
  input: z.strictObject({ assigneeId: id, tasks: z.array(z.strictObject(locked)).min(1).max(500) }),
  output: z.strictObject({ assigned: z.int() }),
})
