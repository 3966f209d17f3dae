/**
 * Where a policy is worked on before it is published: what a text would change for customers, duties and people, how two texts differ,
 * and what the tables of tiers leave open.
 */
import { z } from 'zod'
import { day } from '../../core/day.ts'
import { endpoint } from '../../core/endpoint.ts'
import { instant } from '../../core/instant.ts'
import { pageInput, pageOf } from '../../core/page.ts'

const id = z.int()
const count = z.int().min(0)
const tier = z.string()
const source = z.string().min(1).max(1_000_000)
const month = z.string().regex(/^\d{4}-\d{2}$/)

export const startPreview = endpoint({
  name: 'studio.preview',
  summary: 'Reckon what publishing a policy text would change for the whole book; nothing is changed by it',
  method: 'POST',
  path: '/policy-previews',
  permission: 'policies.publish',
  /** A day before today counts as today, as it does for a published policy. */
  input: z.strictObject({ source, effectiveOn: day.optional() }),
  /** The job's result is `{ previewId }`. */
  output: z.strictObject({ jobId: id }),
  idempotent: true,
})

/** Customers who come from one tier into another; `from` is null for those who had none. */
export const tierMove = z.strictObject({ from: tier.nullable(), to: tier.nullable(), count })

/** Open duties of a rule: new ones, those no longer owed (or met otherwise), and those that stay. */
export const ruleDuties = z.strictObject({ ruleId: z.string(), title: z.string(), added: count, ended: count, kept: count })

/** Open duties of the policy that a person (null: nobody) has due in a month, and the hours they take by `care.effort`. */
export const personHours = z.strictObject({
  personId: id.nullable(),
  name: z.string().nullable(),
  month,
  tasksBefore: count,
  tasksAfter: count,
  hoursBefore: z.number().min(0),
  hoursAfter: z.number().min(0),
  /** Of these duties, those done with the visit of another one (C12), whose hours have theirs. */
  sharedBefore: count,
  sharedAfter: count,
})

export const policyPreview = z.strictObject({
  id,
  /** The version in force when it was made; null: none. */
  baseVersion: id.nullable(),
  /** The day the figures are of. */
  effectiveOn: day,
  madeAt: instant,
  madeBy: z.string(),
  /** SHA-256 of the text in hexadecimal digits: another text, another preview. */
  sourceHash: z.string(),
  /** Duties that fall due within so many days of it are planned (`care.horizonDays` of the text). */
  horizonDays: count,
  /** Customers looked at. */
  customers: count,
  tiers: z.strictObject({
    /** Customers whose tier would be another: the sum of `moves`. */
    changed: count,
    /** Customers who would come into stage LOST (§0.1.9). */
    becomeLost: count,
    moves: z.array(tierMove),
  }),
  /** Every rule with an open duty before or after. */
  duties: z.array(ruleDuties),
  /** From the month of `effectiveOn` on; of people in the asker's sight. */
  hours: z.array(personHours),
})
export type PolicyPreview = z.output<typeof policyPreview>

export const readPreview = endpoint({
  name: 'studio.readPreview',
  summary: 'Read what a preview found; it is kept for 7 days',
  method: 'GET',
  path: '/policy-previews/:id',
  permission: 'policies.read',
  input: z.strictObject({ id }),
  output: policyPreview,
})

const customer = { customerId: id, customerNo: z.string(), name: z.string() }

export const movedCustomer = z.strictObject({ ...customer, from: tier.nullable(), to: tier.nullable() })
export type MovedCustomer = z.output<typeof movedCustomer>

export const previewMoves = endpoint({
  name: 'studio.previewMoves',
  summary: 'List the customers in sight whose tier would change, by tiers and customer',
  method: 'GET',
  path: '/policy-previews/:id/moves',
  permission: 'policies.read',
  /** An empty `from` asks for customers who had no tier. */
  input: z.strictObject({ id, from: z.string().max(40).optional(), to: z.string().max(40).optional(), ...pageInput }),
  output: pageOf(movedCustomer),
})

/** A customer who would come into stage LOST; `from`: its stage before, null for who had none. */
export const lostCustomer = z.strictObject({ ...customer, from: z.string().nullable() })
export type LostCustomer = z.output<typeof lostCustomer>

export const previewLost = endpoint({
  name: 'studio.previewLost',
  summary: 'List the customers in sight who would come into stage LOST',
  method: 'GET',
  path: '/policy-previews/:id/lost',
  permission: 'policies.read',
  input: z.strictObject({ id, ...pageInput }),
  output: pageOf(lostCustomer),
})

export const dutyChanges = ['ADDED', 'ENDED'] as const
export type DutyChange = (typeof dutyChanges)[number]

export const changedDuty = z.strictObject({ ...customer, ruleId: z.string(), dueOn: day, change: z.enum(dutyChanges) })
export type ChangedDuty = z.output<typeof changedDuty>

export const previewDuties = endpoint({
  name: 'studio.previewDuties',
  summary: 'List the duties of customers in sight that would be added or ended, by rule and customer',
  method: 'GET',
  path: '/policy-previews/:id/duties',
  permission: 'policies.read',
  input: z.strictObject({ id, ruleId: z.string().max(20).optional(), change: z.enum(dutyChanges).optional(), ...pageInput }),
  output: pageOf(changedDuty),
})

/** A value that differs, by its path with names instead of places in lists (`care.obligations.CARE-01.every.months`). */
export const policyDifference = z.strictObject({
  path: z.string(),
  /** The rules it governs. */
  ruleIds: z.array(z.string()),
  /** The configuration key of the written rules that it is, or is part of. */
  key: z.string().nullable(),
  /** Any JSON; null where nothing stands. */
  before: z.unknown(),
  after: z.unknown(),
})
export type PolicyDifference = z.output<typeof policyDifference>

export const differences = endpoint({
  name: 'studio.differences',
  summary: 'List what differs between a published version and another one or a text, in the order of the document',
  method: 'POST',
  path: '/policy-differences',
  permission: 'policies.read',
  input: z.strictObject({
    from: z.int().min(1),
    to: z.union([z.strictObject({ version: z.int().min(1) }), z.strictObject({ source })]),
  }),
  output: z.strictObject({ changes: z.array(policyDifference) }),
})

/** SOURCE: the written rules say so. DEFAULT: agreed where they are silent. HOLE: nobody says. */
export const cellBy = z.enum(['SOURCE', 'DEFAULT', 'HOLE'])
const cell = {
  tier: tier.nullable(),
  by: cellBy,
  ruleId: z.string().nullable(),
  /** For a hole the tier agreed by default, if the text knows that tier. */
  proposal: tier.nullable(),
}

export const bandName = z.enum(['TOP', 'UPPER', 'MIDDLE', 'BOTTOM'])
export const stageName = z.enum(['NEW', 'GROWTH', 'MATURE', 'DECLINE', 'LOST'])
export const levelName = z.enum(['HIGH', 'MID', 'LOW'])

export const rfmMatrix = z.strictObject({
  rows: z.array(
    z.strictObject({
      band: bandName,
      /** The totals that fall into the band, rising: none for a band out of reach; null when points or bands cannot be read. */
      sums: z.array(z.int()).nullable(),
      /** In how many of the 27 combinations of three scores; null as above. */
      cases: count.nullable(),
      /** In the order of the stages. A cell left open in a band out of reach is no hole that keeps from publishing. */
      cells: z.array(z.strictObject({ stage: stageName, ...cell })),
    }),
  ),
  /** Open cells within reach. */
  holes: count,
})

export const spendTenureMatrix = z.strictObject({
  mode: z.enum(['OR', 'AND']).nullable(),
  /** Yearly amount, highest first. */
  rows: z.array(
    z.strictObject({
      amount: levelName,
      /** Tenure, shortest first. */
      cells: z.array(z.strictObject({ tenure: levelName, ...cell })),
    }),
  ),
  /** Thresholds in yuan and years, where they can be read. */
  amounts: z.strictObject({ high: z.number().nullable(), mid: z.number().nullable() }),
  years: z.strictObject({ high: z.number().nullable(), mid: z.number().nullable() }),
  holes: count,
})

export const gaps = endpoint({
  name: 'studio.gaps',
  summary: 'Show the tables of tiers of a policy text, what is left open in them, and tiers without care; the text need not be sound',
  method: 'POST',
  path: '/policy-gaps',
  permission: 'policies.read',
  input: z.strictObject({ source }),
  output: z.strictObject({
    /** False: no YAML, or no `tiering` in it; the matrices are null then. */
    readable: z.boolean(),
    /** The model that decides; null when the text does not say. */
    drives: z.enum(['RFM_LC', 'SPEND_TENURE']).nullable(),
    tiers: z.array(z.strictObject({ code: tier, name: z.string() })),
    rfm: rfmMatrix.nullable(),
    spendTenure: spendTenureMatrix.nullable(),
    /** CARE-16: tiers that no obligation and no visit reaches; null when the text does not say enough. */
    withoutCare: z.array(tier).nullable(),
  }),
})
export type Gaps = z.output<typeof gaps.output>
export type RfmMatrix = z.output<typeof rfmMatrix>
export type SpendTenureMatrix = z.output<typeof spendTenureMatrix>
