/**
 * What is meant for customers beyond single duties: a plan for each that ought to have one, held against its goal at its end, and the
 * plan of a year, approved before it begins.
 */
import { z } from 'zod'
import { day } from '../../core/day.ts'
import { endpoint } from '../../core/endpoint.ts'
import { differences, type Event, type Values } from '../../core/event.ts'
import { instant } from '../../core/instant.ts'
import { pageInput, pageOf } from '../../core/page.ts'
import { taskStates } from '../tasks/contract.ts'

/** PERSONAL: a strategy of the customer's own (CARE-18); UPLIFT: what is to bring it into a higher tier (CARE-20). */
export const planKinds = ['PERSONAL', 'UPLIFT'] as const
export type PlanKind = (typeof planKinds)[number]
export const planStates = ['ACTIVE', 'ENDED', 'WITHDRAWN'] as const
export type PlanState = (typeof planStates)[number]
/** Whether the customer stood in the goal tier when the plan was over (CARE-24); a plan without a goal has no result. */
export const planResults = ['REACHED', 'MISSED'] as const
export type PlanResult = (typeof planResults)[number]

const id = z.int().min(1)
const line = (max: number) => z.string().trim().max(max)
const words = z.string().nullable()
const tier = line(40).min(1)
const ref = z.strictObject({ id: z.int(), name: z.string() })

/** What is to be done; with a person and a day it becomes a task of theirs. */
export const planAction = z.strictObject({
  what: line(200).min(1),
  personId: id.nullable().default(null),
  due: day.nullable().default(null),
})
export type PlanAction = z.output<typeof planAction>
export const planActions = z.array(planAction).max(30)

/** The same as it is shown: `personName` null where nobody is named, `taskState` where no task came of it. */
export const actionShown = z.strictObject({
  ...{ what: z.string(), personId: z.int().nullable(), personName: words, due: day.nullable() },
  ...{ taskId: z.int().nullable(), taskState: z.enum(taskStates).nullable() },
})
export type ActionShown = z.output<typeof actionShown>

export const planRow = z.strictObject({
  id,
  kind: z.enum(planKinds),
  state: z.enum(planStates),
  customerId: id,
  customerNo: z.string(),
  customerName: z.string(),
  ownerId: z.int().nullable(),
  ownerName: words,
  unitName: words,
  title: z.string(),
  /** The tier the customer is to stand in at the end. */
  goal: words,
  from: day,
  until: day,
  /** Where the customer stands now, where it stood when the plan began, and, of one that is over, at its end. */
  tier: words,
  tierBefore: words,
  tierAfter: words,
  result: z.enum(planResults).nullable(),
  /** How many actions there are, how many became tasks, and how many of those are done. */
  actions: z.int(),
  tasks: z.int(),
  done: z.int(),
  version: z.int(),
})
export type PlanRow = z.output<typeof planRow>

export const plan = planRow.omit({ actions: true, tasks: true, done: true }).extend({
  /** By what it will show. */
  measures: z.string(),
  actions: z.array(actionShown),
  endedOn: day.nullable(),
  withdrawnReason: words,
  createdBy: ref.nullable(),
  createdAt: instant,
  changedAt: instant,
})
export type Plan = z.output<typeof plan>

/** Whose customers: `me`, or those of a person. */
const owner = z.union([z.literal('me'), id]).optional()

export const planFilter = z.strictObject({
  kind: z.enum(planKinds).optional(),
  /** OVER: ended or withdrawn. */
  state: z.enum([...planStates, 'OVER']).optional(),
  result: z.enum(planResults).optional(),
  customerId: id.optional(),
  owner,
})
export type PlanFilter = z.output<typeof planFilter>

const reads = { permission: 'plans.read' }
const writes = { permission: 'plans.write' }

export const listPlans = endpoint({
  name: 'plans.list',
  summary: 'List plans of customers in sight, newest first, a page by key',
  method: 'GET',
  path: '/plans',
  ...reads,
  input: planFilter.extend(pageInput),
  output: pageOf(planRow),
})

export const lackingRow = z.strictObject({
  customerId: id,
  customerNo: z.string(),
  customerName: z.string(),
  class: z.enum(['KEY', 'GENERAL']),
  tier: words,
  ownerId: z.int().nullable(),
  ownerName: words,
  unitName: words,
})
export type LackingRow = z.output<typeof lackingRow>

export const listLacking = endpoint({
  name: 'plans.lacking',
  summary: 'List customers in sight that ought to have a plan of a kind by the policy in force and have none, a page by key',
  method: 'GET',
  path: '/plans/lacking',
  ...reads,
  input: z.strictObject({ kind: z.enum(planKinds), owner, ...pageInput }),
  /** How many ought to have one and how many do, whoever has them; of a big book at most a minute old. Null on later pages. */
  output: pageOf(lackingRow).extend({ asked: z.int().nullable(), kept: z.int().nullable() }),
})

export const planTemplate = endpoint({
  name: 'plans.template',
  summary: 'What a new plan of a customer starts from: goal, days, and the strategies of the policy for its tier',
  method: 'GET',
  path: '/customers/:customerId/plan-template',
  ...reads,
  input: z.strictObject({ customerId: id, kind: z.enum(planKinds) }),
  output: z.strictObject({
    customerName: z.string(),
    tier: words,
    goal: words,
    from: day,
    until: day,
    /** Tiers that can be a goal, as the policy calls them: where the customer stands, and those ranked before it. */
    tiers: z.array(z.strictObject({ code: z.string(), name: z.string() })),
    strategies: z.array(z.strictObject({ tier: z.string(), title: z.string(), actions: z.array(z.string()) })),
  }),
})

export const readPlan = endpoint({
  name: 'plans.get',
  summary: 'Read a plan of a customer in sight',
  method: 'GET',
  path: '/plans/:id',
  ...reads,
  input: z.strictObject({ id }),
  output: plan,
})

const title = line(200).min(1)
const measures = line(2000)

export const createPlan = endpoint({
  name: 'plans.create',
  summary: 'Plan for a customer; actions with a person and a day become tasks',
  method: 'POST',
  path: '/plans',
  ...writes,
  input: z.strictObject({
    kind: z.enum(planKinds),
    customerId: id,
    title,
    /** Absent: the goal of the policy for an uplift, none for a strategy. */
    goal: tier.nullable().optional(),
    /** Absent: today. */
    from: day.optional(),
    /** Absent: as many months later as the policy gives an uplift. */
    until: day.optional(),
    measures: measures.default(''),
    actions: planActions.default([]),
  }),
  output: plan,
  idempotent: true,
})

const locked = { id, version: z.int() }

export const changePlan = endpoint({
  name: 'plans.change',
  summary: 'Change a plan that runs; an action left out or changed ends its open task, a new one may become a task',
  method: 'PATCH',
  path: '/plans/:id',
  ...writes,
  input: z.strictObject({
    ...locked,
    title: title.optional(),
    goal: tier.nullable().optional(),
    until: day.optional(),
    measures: measures.optional(),
    actions: planActions.optional(),
  }),
  output: plan,
})

export const withdrawPlan = endpoint({
  name: 'plans.withdraw',
  summary: 'Give a plan up, with a reason; its open tasks end',
  method: 'POST',
  path: '/plans/:id/withdrawal',
  ...writes,
  input: z.strictObject({ ...locked, reason: line(500).min(1) }),
  output: plan,
})

export const endPlans = endpoint({
  name: 'plans.endOver',
  summary: 'End plans whose last day has passed, hold each against its goal, and tell who has to approve or write a plan of the year',
  method: 'POST',
  path: '/plan-endings',
  permission: 'care.plan',
  input: z.strictObject({}),
  output: z.strictObject({ jobId: z.int() }),
  idempotent: true,
})

type About = { id: number; version: number; customerId: number }

const ofPlan = ({ id, version, customerId }: About) => ({ subject: { kind: 'plan', id, version }, customerId })

export const planCreated = (about: About, after: Values): Event => ({ name: 'plan.created', ...ofPlan(about), after })
export const planChanged = (about: About, before: Values, after: Values): Event => ({
  name: 'plan.changed',
  ...ofPlan(about),
  ...differences(before, after),
})
export const planWithdrawn = (about: About, after: Values): Event => ({ name: 'plan.withdrawn', ...ofPlan(about), after })
/** CARE-24: with the tiers it was held against. */
export const planEnded = (about: About, after: Values, cause: NonNullable<Event['cause']>): Event => ({
  name: 'plan.ended',
  ...ofPlan(about),
  after,
  cause,
})
