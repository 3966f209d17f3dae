import { z } from 'zod'
import { day } from '../../../core/day.ts'
import { endpoint } from '../../../core/endpoint.ts'
import { differences, type Event, type Values } from '../../../core/event.ts'
import { instant } from '../../../core/instant.ts'
import { pageInput, pageOf } from '../../../core/page.ts'
import { actionShown, planActions } from '../contract.ts'

/** What an annual plan is called among the approvals. */
export const annualKind = 'ANNUAL_PLAN'

/** ASKED: it waits for a decision; sent back, it is a draft again and bears the note. */
export const annualStates = ['DRAFT', 'ASKED', 'APPROVED'] as const
export type AnnualState = (typeof annualStates)[number]

const id = z.int().min(1)
const words = z.string().nullable()
const goals = z.array(z.string().trim().min(1).max(300)).max(20)
const keyCustomers = z.array(id).max(500)

export const annualPlan = z.strictObject({
  id,
  year: z.int(),
  /** Null: of the whole company. */
  unitId: z.int().nullable(),
  unitName: words,
  goals: z.array(z.string()),
  keyCustomers: z.array(z.strictObject({ id, customerNo: z.string(), name: z.string() })),
  /** Key customers out of the reader's sight. */
  hiddenCustomers: z.int(),
  actions: z.array(actionShown),
  state: z.enum(annualStates),
  /** With what it was sent back; empty otherwise. */
  note: z.string(),
  /** Who is asked to approve it, and by whom. */
  asked: z
    .strictObject({ approvalId: id, version: z.int(), byId: z.int().nullable(), by: z.string(), at: instant, post: words, unit: words })
    .nullable(),
  /** By when it is to be approved (CARE-25); null before the first policy. */
  dueOn: day.nullable(),
  approvedOn: day.nullable(),
  approvedBy: words,
  createdBy: words,
  changedAt: instant,
  version: z.int(),
})
export type AnnualPlan = z.output<typeof annualPlan>

export const listAnnual = endpoint({
  name: 'annualPlans.list',
  summary: 'List plans of years: of the company, and of units in sight; newest first, a page by key',
  method: 'GET',
  path: '/annual-plans',
  permission: 'plans.read',
  input: z.strictObject({ year: z.int().min(2000).max(2200).optional(), ...pageInput }),
  output: pageOf(annualPlan),
})

export const readAnnual = endpoint({
  name: 'annualPlans.get',
  summary: 'Read the plan of a year',
  method: 'GET',
  path: '/annual-plans/:id',
  permission: 'plans.read',
  input: z.strictObject({ id }),
  output: annualPlan,
})

export const createAnnual = endpoint({
  name: 'annualPlans.create',
  summary: 'Begin the plan of a year, of a unit or the whole company',
  method: 'POST',
  path: '/annual-plans',
  permission: 'plans.annual',
  input: z.strictObject({
    year: z.int().min(2000).max(2200),
    unitId: id.nullable().default(null),
    goals: goals.default([]),
    keyCustomers: keyCustomers.default([]),
    actions: planActions.default([]),
  }),
  output: annualPlan,
  idempotent: true,
})

const locked = { id, version: z.int() }

export const changeAnnual = endpoint({
  name: 'annualPlans.change',
  summary: 'Change the plan of a year as long as nobody was asked to approve it',
  method: 'PATCH',
  path: '/annual-plans/:id',
  permission: 'plans.annual',
  input: z.strictObject({
    ...locked,
    goals: goals.optional(),
    /** Those out of sight stay. */
    keyCustomers: keyCustomers.optional(),
    actions: planActions.optional(),
  }),
  output: annualPlan,
})

export const askAnnual = endpoint({
  name: 'annualPlans.ask',
  summary: 'Ask for the approval of the plan of a year; approved, its actions become tasks',
  method: 'POST',
  path: '/annual-plans/:id/asking',
  permission: 'plans.annual',
  input: z.strictObject({ ...locked, reason: z.string().trim().max(500).default('') }),
  output: annualPlan,
})

const subject = (id: number, version: number) => ({ kind: 'annual-plan', id, version })

export const annualCreated = (id: number, after: Values): Event => ({ name: 'annual-plan.created', subject: subject(id, 1), after })
export const annualChanged = (id: number, version: number, before: Values, after: Values): Event => ({
  name: 'annual-plan.changed',
  subject: subject(id, version),
  ...differences(before, after),
})
export const annualDecided = (id: number, version: number, after: Values): Event => ({
  name: 'annual-plan.decided',
  subject: subject(id, version),
  after,
})
