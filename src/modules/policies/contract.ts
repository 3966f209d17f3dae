/**
 * The written policy: whole documents, versioned and checked, and the working calendar by which its deadlines run.
 */
import { z } from 'zod'
import { day } from '../../core/day.ts'
import { endpoint } from '../../core/endpoint.ts'
import type { Event } from '../../core/event.ts'
import { instant } from '../../core/instant.ts'

export const packIds = ['rfm-lifecycle', 'spend-tenure', 'key-ordinary'] as const
export const packId = z.enum(packIds)
export type PackId = z.infer<typeof packId>

const source = z.string().min(1).max(1_000_000)

export const policySummary = z.strictObject({
  version: z.int(),
  packId: z.string(),
  title: z.string(),
  effectiveOn: day,
  note: z.string(),
  publishedAt: instant,
  publishedBy: z.string(),
  inForce: z.boolean(),
})
export type PolicySummary = z.output<typeof policySummary>

export const ruleEntry = z.strictObject({
  id: z.string(),
  section: z.string(),
  title: z.string(),
  clause: z.strictObject({ document: z.string(), place: z.string() }),
  text: z.string(),
  keys: z.array(z.string()),
  parameters: z.record(z.string(), z.unknown()),
})

/** One thing that keeps a policy from being published: where in the text, why, and the facts. */
export const policyFinding = z.strictObject({
  path: z.string(),
  line: z.int().optional(),
  reason: z.string(),
  facts: z.record(z.string(), z.unknown()),
  message: z.string(),
})
export type PolicyFindingShown = z.infer<typeof policyFinding>

export const listPolicies = endpoint({
  name: 'policies.list',
  summary: 'List published policy versions, newest first',
  method: 'GET',
  path: '/policies',
  permission: 'policies.read',
  input: z.strictObject({}),
  output: z.strictObject({ versions: z.array(policySummary) }),
})

export const readPolicy = endpoint({
  name: 'policies.read',
  summary: 'Read one policy version: text, parameters and rules',
  method: 'GET',
  path: '/policies/:version',
  permission: 'policies.read',
  input: z.strictObject({ version: z.int().min(1) }),
  output: policySummary.extend({ source: z.string(), rules: z.array(ruleEntry) }),
})

export const listPacks = endpoint({
  name: 'policies.packs',
  summary: 'List the policy packs shipped with the product',
  method: 'GET',
  path: '/policy-packs',
  permission: 'public',
  input: z.strictObject({}),
  output: z.strictObject({ packs: z.array(z.strictObject({ id: packId, title: z.string(), summary: z.string() })) }),
})

export const readPack = endpoint({
  name: 'policies.pack',
  summary: "Read the text of a shipped policy pack, to start a version of one's own from it",
  method: 'GET',
  path: '/policy-packs/:id',
  permission: 'policies.read',
  input: z.strictObject({ id: packId }),
  output: z.strictObject({ id: packId, source: z.string() }),
})

export const checkPolicy = endpoint({
  name: 'policies.check',
  summary: 'Check a policy text without publishing it',
  method: 'POST',
  path: '/policy-check',
  permission: 'policies.read',
  input: z.strictObject({ source }),
  output: z.strictObject({ sound: z.boolean(), findings: z.array(policyFinding) }),
})

export const publishPolicy = endpoint({
  name: 'policies.publish',
  summary: 'Publish a policy text as the next version',
  method: 'POST',
  path: '/policies',
  permission: 'policies.publish',
  input: z.strictObject({ source, effectiveOn: day.optional(), note: z.string().trim().max(500).default('') }),
  output: policySummary,
  idempotent: true,
})

export const restorePolicy = endpoint({
  name: 'policies.restore',
  summary: 'Publish the text of an earlier version again, as the next version',
  method: 'POST',
  path: '/policies/:version/restored',
  permission: 'policies.publish',
  input: publishPolicy.input.omit({ source: true }).extend({ version: z.int().min(1) }),
  output: policySummary,
  idempotent: true,
})

export const completeSetup = endpoint({
  name: 'setup.complete',
  summary: 'Set the company up: name, first administrator, policy pack',
  method: 'POST',
  path: '/setup',
  permission: 'public',
  input: z.strictObject({
    token: z.string().min(20).max(200),
    company: z.string().trim().min(1).max(100),
    login: z.string().trim().min(2).max(60),
    name: z.string().trim().min(1).max(60),
    password: z.string().min(1).max(128),
    pack: packId.default('rfm-lifecycle'),
  }),
  output: z.strictObject({ login: z.string(), policyVersion: z.int() }),
  rateLimit: 20,
})

const calendarDay = z.strictObject({
  day,
  working: z.boolean(),
  name: z.string(),
  source: z.enum(['NOTICE', 'STATUTORY', 'WEEKDAY', 'OWN']),
})

export const deadlineOf = endpoint({
  name: 'calendar.deadline',
  summary: 'When a number of hours has passed, by the working clock or the natural one',
  method: 'POST',
  path: '/calendar/deadline',
  permission: 'signed-in',
  input: z.strictObject({
    from: instant,
    hours: z
      .number()
      .min(0, 'negative-hours')
      .max(876_000)
      .refine((h) => Math.abs(h * 60 - Math.round(h * 60)) < 1e-6, 'not-whole-minutes'),
    clock: z.enum(['WORKING', 'NATURAL']),
  }),
  /** Always written with +08:00. */
  output: z.strictObject({ deadline: z.iso.datetime({ offset: true }), provisional: z.boolean() }),
})

export const listCalendar = endpoint({
  name: 'calendar.days',
  summary: 'The days of a year that differ from the ordinary week',
  method: 'GET',
  path: '/calendar/:year',
  permission: 'signed-in',
  input: z.strictObject({ year: z.int().min(1990).max(2100) }),
  output: z.strictObject({ year: z.int(), noticed: z.boolean(), days: z.array(calendarDay) }),
})

export const changeCalendar = endpoint({
  name: 'calendar.change',
  summary: 'Set holidays and make-up days of a year, as the notice says or as the company decides',
  method: 'PUT',
  path: '/calendar/:year',
  permission: 'calendar.manage',
  input: z.strictObject({
    year: z.int().min(1990).max(2100),
    /** True once the days hold what the State Council's notice says for this year. */
    noticed: z.boolean(),
    days: z.array(z.strictObject({ day, working: z.boolean(), name: z.string().trim().max(40).default('') })).max(366),
  }),
  output: listCalendar.output,
})

/** `restored`: the version whose text was published again. */
export const policyPublished = (p: PolicySummary, restored?: number): Event => ({
  name: 'policy.published',
  subject: { kind: 'policy', id: p.version },
  after: {
    version: p.version,
    packId: p.packId,
    title: p.title,
    effectiveOn: p.effectiveOn,
    note: p.note,
    ...(restored === undefined ? {} : { restored }),
  },
})

export const calendarChanged = (year: number, before: object, after: object): Event => ({
  name: 'calendar.changed',
  subject: { kind: 'calendar', id: year },
  before: { ...before },
  after: { ...after },
})

export const companySetUp = (company: string, login: string): Event => ({
  name: 'company.set-up',
  subject: { kind: 'company', id: 1 },
  after: { company, login },
})
