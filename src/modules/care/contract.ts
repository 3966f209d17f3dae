/**
 * What the written policy promises each customer, planned as dated tasks; and what was planned when.
 */
import { z } from 'zod'
import { type Day, day } from '../../core/day.ts'
import { endpoint } from '../../core/endpoint.ts'
import type { Event } from '../../core/event.ts'
import { instant } from '../../core/instant.ts'
import { pageInput, pageOf } from '../../core/page.ts'

export const planKinds = ['FULL', 'INCREMENTAL', 'REPLAY'] as const

export const careRun = z.strictObject({
  id: z.int(),
  kind: z.enum(planKinds),
  asOf: day,
  until: day,
  policyVersion: z.int(),
  label: z.string(),
  state: z.enum(['RUNNING', 'DONE', 'CANCELLED']),
  /** Customers looked at. */
  looked: z.int(),
  added: z.int(),
  ended: z.int(),
  startedAt: instant,
  endedAt: instant.nullable(),
  by: z.string(),
})
export type CareRun = z.output<typeof careRun>

export const startPlan = endpoint({
  name: 'care.plan',
  summary: 'Plan what the policy owes: for the whole book, for customers with news, or as it would have been on a past day',
  method: 'POST',
  path: '/care-runs',
  permission: 'care.plan',
  input: z.strictObject({
    asOf: day.optional(),
    until: day.optional(),
    policyVersion: z.int().min(1).optional(),
    incremental: z.boolean().default(false),
  }),
  output: z.strictObject({ jobId: z.int() }),
  idempotent: true,
})

export const listPlans = endpoint({
  name: 'care.runs',
  summary: 'List planning runs, newest first',
  method: 'GET',
  path: '/care-runs',
  permission: 'care.read',
  input: z.strictObject({ ...pageInput }),
  output: pageOf(careRun),
})

export const lastContact = endpoint({
  name: 'care.lastContact',
  summary: 'When there was last a contact with a customer, in either direction: on record, or by a task that was reported done (CARE-31)',
  method: 'GET',
  path: '/customers/:customerId/last-contact',
  permission: 'interactions.read',
  input: z.strictObject({ customerId: z.int() }),
  output: z.strictObject({ lastContactOn: day.nullable() }),
})

export const exportDuties = endpoint({
  name: 'care.exportDuties',
  summary: 'Export duties as a file: those that stand planned, or those of the newest replay of a day',
  method: 'POST',
  path: '/care-runs/export',
  permission: 'care.export',
  input: z.strictObject({ asOf: day.optional() }),
  output: z.strictObject({ fileId: z.uuid(), name: z.string(), rows: z.int() }),
})

/** The columns of an export of duties, in their order. */
export const dutyColumns = ['customer_no', 'rule_id', 'kind', 'due_on', 'window_from', 'window_to', 'basis', 'policy_version'] as const

export type PlanEnd = Pick<CareRun, 'kind' | 'asOf' | 'until' | 'policyVersion' | 'looked' | 'added' | 'ended'> & { runId: number }

export const planEnded = (end: PlanEnd): Event => ({
  name: 'care.planned',
  subject: { kind: 'care-run', id: end.runId },
  after: { kind: end.kind, as_of: end.asOf, until: end.until, policy_version: end.policyVersion, added: end.added, ended: end.ended },
})

export const dutiesExported = (asOf: Day | null, rows: number): Event => ({
  name: 'care.duties-exported',
  subject: { kind: 'care-run', id: 0 },
  after: { as_of: asOf, rows },
})
