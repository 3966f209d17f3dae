/**
 * Where each customer stands by the written policy, why, since when, and what would change it.
 */
import { z } from 'zod'
import { day } from '../../core/day.ts'
import { endpoint } from '../../core/endpoint.ts'
import type { Event } from '../../core/event.ts'
import { instant } from '../../core/instant.ts'
import { fen } from '../../core/money.ts'
import { pageInput, pageOf } from '../../core/page.ts'

const customerNo = z.string().min(1).max(64)
const score = z.int()

export const runKinds = ['FULL', 'INCREMENTAL', 'REPLAY'] as const

export const tierRun = z.strictObject({
  id: z.int(),
  kind: z.enum(runKinds),
  asOf: day,
  policyVersion: z.int(),
  label: z.string(),
  state: z.enum(['RUNNING', 'DONE', 'CANCELLED']),
  assessed: z.int(),
  changed: z.int(),
  startedAt: instant,
  endedAt: instant.nullable(),
  by: z.string(),
})
export type TierRun = z.output<typeof tierRun>

export const startRun = endpoint({
  name: 'tiering.start',
  summary: 'Assess the book: all of it, only what changed, or as it stood on a past day',
  method: 'POST',
  path: '/tier-runs',
  permission: 'tiering.run',
  input: z.strictObject({ asOf: day.optional(), policyVersion: z.int().min(1).optional(), incremental: z.boolean().default(false) }),
  output: z.strictObject({ jobId: z.int() }),
  idempotent: true,
})

export const listRuns = endpoint({
  name: 'tiering.runs',
  summary: 'List runs, newest first',
  method: 'GET',
  path: '/tier-runs',
  permission: 'tiering.read',
  input: z.strictObject({ ...pageInput }),
  output: pageOf(tierRun),
})

const count = z.strictObject({ tier: z.string(), stage: z.string(), customers: z.int() })

export const distribution = endpoint({
  name: 'tiering.distribution',
  summary: 'How many customers stand in each tier and stage, now or by a stored run',
  method: 'GET',
  path: '/tier-distribution',
  permission: 'tiering.read',
  input: z.strictObject({ runId: z.int().optional() }),
  output: z.strictObject({ run: tierRun.nullable(), counts: z.array(count) }),
})

export const movement = endpoint({
  name: 'tiering.movement',
  summary: 'Who moved from which tier to which between the ends of two days',
  method: 'GET',
  path: '/tier-movement',
  permission: 'tiering.read',
  input: z.strictObject({ from: day, until: day }),
  output: z.strictObject({
    moves: z.array(z.strictObject({ from: z.string().nullable(), to: z.string(), customers: z.int() })),
    stayed: z.array(z.strictObject({ tier: z.string(), customers: z.int() })),
  }),
})

export const historyEntry = z.strictObject({
  on: day,
  tierBefore: z.string().nullable(),
  tier: z.string(),
  stage: z.string(),
  r: score,
  f: score,
  m: score,
  resolvedBy: z.string(),
  tierSpendTenure: z.string(),
  tags: z.array(z.string()),
  ruleId: z.string(),
  policyVersion: z.int(),
  recencyDays: z.int().nullable(),
  orders90d: z.int(),
  amount12m: fen,
})

export const tierHistory = endpoint({
  name: 'tiering.history',
  summary: "A customer's standing over time",
  method: 'GET',
  path: '/customers/:customerId/tier-history',
  permission: 'tiering.read',
  input: z.strictObject({ customerId: z.int(), limit: z.int().min(1).max(200).default(50) }),
  output: z.strictObject({ rows: z.array(historyEntry) }),
})

export const why = endpoint({
  name: 'tiering.why',
  summary: 'Why a customer stands where it stands: inputs, thresholds, points, stage, cell, rules, and what would change it',
  method: 'GET',
  path: '/tier-why',
  permission: 'tiering.read',
  input: z.strictObject({
    customerNo: customerNo.optional(),
    customerId: z.int().optional(),
    asOf: day.optional(),
    policyVersion: z.int().min(1).optional(),
  }),
  output: z.looseObject({ customerNo: z.string(), customerName: z.string(), asOf: day, policyVersion: z.int() }),
})

export const exportTiers = endpoint({
  name: 'tiering.export',
  summary: 'Make a CSV of the tiers: current, or of the newest run for a past day',
  method: 'POST',
  path: '/tier-exports',
  permission: 'tiering.export',
  input: z.strictObject({ asOf: day.optional() }),
  output: z.strictObject({ fileId: z.uuid(), name: z.string(), rows: z.int() }),
})

export const assessmentTable = endpoint({
  name: 'tiering.assessmentTable',
  summary: 'Make the table of assessments: figures, points, tiers, value and risk; current, or of the newest run for a past day',
  method: 'POST',
  path: '/tiering/assessment-table',
  permission: 'tiering.export',
  input: z.strictObject({ asOf: day.optional(), format: z.enum(['csv', 'xlsx']).default('xlsx') }),
  output: z.strictObject({ fileId: z.uuid(), name: z.string(), rows: z.int() }),
})

export type RunEnd = { runId: number; kind: string; asOf: string; policyVersion: number; assessed: number; changed: number }

export const runEnded = (r: RunEnd): Event => ({ name: 'tier-run.ended', subject: { kind: 'tier-run', id: r.runId }, after: { ...r } })

export type Recount = { from: string; until: string; policyVersion: number; runs: number; changed: number }

/** History of past days was worked out afterwards; `changed` counts its rows. */
export const tiersRecounted = (r: Recount): Event => ({ name: 'tiers.recounted', subject: { kind: 'tier-run', id: 0 }, after: { ...r } })

export const tiersExported = (asOf: string | null, rows: number): Event => ({
  name: 'tiers.exported',
  subject: { kind: 'export', id: 0 },
  after: { asOf, rows },
})

export const assessmentExported = (asOf: string, format: string, rows: number): Event => ({
  name: 'tiers.assessment-exported',
  subject: { kind: 'export', id: 0 },
  after: { asOf, format, rows },
})

export type TierMove = {
  customerId: number
  before: string
  after: string
  rule: string
  policyVersion: number
  facts: Record<string, string | number | null>
}

export const tierChanged = (m: TierMove): Event => ({
  name: 'tier.changed',
  subject: { kind: 'tier', id: m.customerId },
  customerId: m.customerId,
  before: { tier: m.before },
  after: { tier: m.after },
  cause: { rule: m.rule, policyVersion: m.policyVersion, facts: m.facts },
})
