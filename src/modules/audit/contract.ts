/**
 * The trail of changes: who did what when, with the values before and after, and the proof that nobody rewrote it.
 */
import { z } from 'zod'
import { endpoint } from '../../core/endpoint.ts'
import type { Event } from '../../core/event.ts'
import { instant } from '../../core/instant.ts'
import { pageInput, pageOf } from '../../core/page.ts'

const actorKinds = ['PERSON', 'TOKEN', 'OPERATOR', 'SYSTEM', 'LINK'] as const

/** What a trail can be searched by; all of it must hold. */
export const trailFilter = {
  from: instant.optional(),
  /** Up to but not including this instant. */
  until: instant.optional(),
  /** Part of the name of who did it. */
  actor: z.string().min(1).max(100).optional(),
  /** The beginning of an event's name: `customer.` or `customer.changed`. */
  event: z.string().min(1).max(80).optional(),
  subjectKind: z.string().min(1).max(40).optional(),
  subjectId: z.int().optional(),
  customerId: z.int().optional(),
  jobId: z.int().optional(),
  /** Words: part of what happened as it is called on screen, of who did it, or of the customer's name. */
  q: z.string().trim().min(1).max(100).optional(),
}
const filter = z.strictObject(trailFilter)
export type TrailFilter = z.output<typeof filter>

const row = {
  id: z.int(),
  at: instant,
  /** Said on screen as `event.<name>`. */
  name: z.string(),
  actor: z.strictObject({ kind: z.enum(actorKinds), id: z.int().nullable(), name: z.string() }),
  subject: z.strictObject({ kind: z.string(), id: z.int(), version: z.int().nullable() }),
  customer: z.strictObject({ id: z.int(), name: z.string().nullable() }).nullable(),
  jobId: z.int().nullable(),
  fields: z.array(z.string()),
  rule: z.string().nullable(),
  policyVersion: z.int().nullable(),
}
export const trailRow = z.strictObject(row)
export type TrailRow = z.output<typeof trailRow>

const values = z.record(z.string(), z.unknown()).nullable()
const namesByKey = z.record(z.string(), z.string())
/** What the records are called today that values name by number or key; left out where gone or out of sight. */
const names = z.strictObject({ person: namesByKey, unit: namesByKey, customer: namesByKey, role: namesByKey, post: namesByKey })
export type Names = z.output<typeof names>
export const trailEntry = z.strictObject({
  ...row,
  requestId: z.string().nullable(),
  changeId: z.string(),
  facts: values,
  before: values,
  after: values,
  names,
  /** The event had values and they were erased since. */
  erased: z.boolean(),
  sealed: z.boolean(),
  /** Contact details of persons are left out. */
  masked: z.boolean(),
})
export type TrailEntry = z.output<typeof trailEntry>

export const searchTrail = endpoint({
  name: 'audit.search',
  summary: 'Search the trail of changes, newest first',
  method: 'GET',
  path: '/audit',
  permission: 'audit.read',
  input: z.strictObject({ ...trailFilter, ...pageInput }),
  output: pageOf(trailRow),
})

export const readEntry = endpoint({
  name: 'audit.read',
  summary: 'One entry of the trail with the values before and after',
  method: 'GET',
  path: '/audit/:id',
  permission: 'audit.read',
  input: z.strictObject({ id: z.int() }),
  output: trailEntry,
})

export const exportTrail = endpoint({
  name: 'audit.export',
  summary: 'Make a csv file of a search of the trail; the making is itself in the trail',
  method: 'POST',
  path: '/audit/export',
  permission: 'audit.export',
  input: filter,
  output: z.strictObject({ fileId: z.uuid(), name: z.string(), rows: z.int() }),
})

export const verifyTrail = endpoint({
  name: 'audit.verify',
  summary: 'Check the whole trail against its seals, as a job; its result says whether it is whole, or where it first is not',
  method: 'POST',
  path: '/audit/verification',
  permission: 'audit.read',
  input: z.strictObject({}),
  output: z.strictObject({ jobId: z.int() }),
})

export const breaks = ['SEAL_CHAIN', 'SEAL_RANGE', 'EVENT_COUNT', 'EVENT_CONTENT', 'VALUE_CONTENT', 'VALUE_UNEXPECTED'] as const

/** What checking the trail found. */
export const verification = z.strictObject({
  whole: z.boolean(),
  /** The first place that is not as it was sealed: a seal's number, its events' range, and the very event where that is known. */
  broken: z
    .strictObject({ reason: z.enum(breaks), sealId: z.int().nullable(), fromId: z.int(), untilId: z.int(), eventId: z.int().nullable() })
    .nullable(),
  seals: z.int(),
  events: z.int(),
  /** Events newer than the last seal. */
  unsealed: z.int(),
  /** Events whose values were erased; their hashes still stand. */
  erased: z.int(),
  /** Hash of the last seal: written down elsewhere, it proves that no seal was taken off the end. */
  head: z.string().nullable(),
})
export type Verification = z.output<typeof verification>

export const trailExported = (rows: number, by: Readonly<Record<string, unknown>>): Event => ({
  name: 'audit.exported',
  subject: { kind: 'export', id: 0 },
  after: { rows, filter: by },
})

export const trailVerified = (jobId: number, v: Verification): Event => ({
  name: 'audit.verified',
  subject: { kind: 'job', id: jobId },
  after: { whole: v.whole, broken: v.broken, seals: v.seals, events: v.events, head: v.head },
})
