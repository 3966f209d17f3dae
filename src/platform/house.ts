import type { z } from 'zod'
import type { Day } from '../core/day.ts'
import type { Facts } from '../core/decision.ts'
import type { Event } from '../core/event.ts'
import { type Locale, type Say, speaker, type Texts } from '../core/text.ts'
import type { Action, Caller, ChangeContext } from './action.ts'
import type { Company } from './companies.ts'
import type { Db, Tx } from './db/db.ts'
import type { JobKind, Schedule, Task } from './jobs/job.ts'
import type { ToldKind, ToldKinds } from './live/change.ts'
import type { Scope, Standing } from './scope.ts'
import { inTaiwan } from './taiwan/convert.ts'
import { platformTexts } from './text.ts'

/** A fault found in a policy section: which place, why (a word in `text.ts`), and the facts. */
export type PolicyFinding = { path: string; reason: string; facts: Facts }

/** A room's part of the written policy: its shape, and what must hold beyond the shape. */
export type PolicySection = {
  readonly key: string
  /** Absent: the room only checks what the policy room has the shape of. */
  readonly schema?: z.ZodType
  /** What is unsound in a well-formed section of a policy, and figures that sum it up for the refusal. */
  check?(section: unknown, policy: object): { findings: PolicyFinding[]; figures: Readonly<Record<string, number>> }
}

/** What an earlier room's event sets going: a task in the same transaction, debounced by its key. */
export type Reaction = {
  readonly on: readonly string[]
  readonly task: string
  readonly delaySeconds?: number
  readonly keyOf?: (event: Event) => string
}

/** How a room takes back its own changes, set by set: `events` come newest first, one for each subject. */
export type UndoHandler = {
  readonly subject: string
  /** What these are called; those that are gone are left out. */
  labels(db: Db, ids: readonly number[]): Promise<Map<number, string>>
  /** Which subjects taking back would leave alone, and why. */
  look(db: Db, events: readonly UndoEvent[]): Promise<UndoLeft[]>
  /** Takes back; answers which subjects were left alone and why. */
  undo(context: ChangeContext, events: readonly UndoEvent[]): Promise<{ left: UndoLeft[]; events: Event[] }>
}
export type UndoLeft = { id: number; reason: string }
export type UndoEvent = {
  name: string
  subjectId: number
  subjectVersion: number | null
  before: Record<string, unknown> | null
  after: Record<string, unknown> | null
}

/** What a second person was asked, as the room that asked gets it back. */
export type Approval = {
  readonly id: number
  readonly kind: string
  readonly subject: { readonly kind: string; readonly id: number }
  readonly customerId: number | null
  /** The person who asked; null when the system did. */
  readonly askedBy: number | null
  readonly reason: string
  readonly facts: Facts
  readonly decidedBy: number
  readonly note: string
}

/**
 * What a room does once a kind of its askings is decided, in the transaction of the decision. The context is that of whoever decides:
 * it is the decision that entitles to what follows, not their reach.
 */
export type ApprovalHandler = {
  readonly kind: string
  decided(context: ChangeContext, approval: Approval, approved: boolean): Promise<{ events: readonly Event[] }>
}

/** Figures later rooms show beside a customer. */
export type CustomerColumns = { amount12m?: number | null; growth?: number | null }

/** What shows that a rule is kept which owes no duties: how many ought to, how many do, and figures beside them. */
export type Evidence = {
  readonly asked: number | null
  readonly kept: number | null
  /** `evidence.<word>` of the room's texts names each figure. */
  readonly lines: readonly { word: string; value: number | string | null }[]
  /** The path of the screen that lists them. */
  readonly to: string | null
}

/** A room's evidence for rules of the policy in force, in the scope of whoever looks. A rule has one room that answers for it. */
export type RuleEvidence = {
  readonly rules: readonly string[]
  /** The figures are of now, whatever the period. */
  readonly ofNow?: boolean
  read(
    context: { db: Db; scope: Scope; now: Date; company: Company; policy: object },
    rule: string,
    period: { from: Day; until: Day },
  ): Promise<Evidence>
}

/** What a room offers the building. */
export type Module = {
  readonly name: string
  readonly actions: readonly Action[]
  readonly texts: Texts
  readonly jobs?: readonly JobKind[]
  readonly tasks?: readonly Task[]
  readonly schedules?: readonly Schedule[]
  readonly reactions?: readonly Reaction[]
  readonly policySection?: PolicySection
  readonly undo?: readonly UndoHandler[]
  /** Rights its verbs ask for beyond those of their endpoints. */
  readonly permissions?: readonly string[]
  readonly approvals?: readonly ApprovalHandler[]
  readonly evidence?: readonly RuleEvidence[]
  /** Columns this room adds to rows of the customer list. */
  customerColumns?(db: Db, customerIds: readonly number[], now: Date): Promise<Map<number, CustomerColumns>>
  /** Refuses with words of its own that a unit goes in which this room keeps something. */
  requireUnitFree?(db: Db, unitId: number): Promise<void>
  /** The kinds of subjects whose changes browsers are told of, and who may know. */
  readonly told?: Readonly<Record<string, ToldKind>>
  /** Where these customers stand now: what says who sees them. The room of customers answers. */
  customerStandings?(db: Db, customerIds: readonly number[]): Promise<Map<number, Standing>>
  /** Takes this room's derived rows of customers off the book before the customers themselves go. */
  forgetCustomers?(tx: Tx, customerIds: readonly number[]): Promise<void>
  /** What a new company starts with; runs again harmlessly. */
  seed?(tx: Tx, now: Date): Promise<void>
}

/** All rooms together: what the doors (server, worker, command line) and cross-room verbs ask for by name. */
export type House = {
  readonly modules: readonly Module[]
  readonly actions: ReadonlyMap<string, Action>
  readonly jobs: ReadonlyMap<string, JobKind>
  readonly tasks: ReadonlyMap<string, Task>
  readonly schedules: readonly Schedule[]
  readonly reactions: readonly Reaction[]
  readonly policySections: readonly PolicySection[]
  readonly undo: ReadonlyMap<string, UndoHandler>
  readonly approvals: ReadonlyMap<string, ApprovalHandler>
  /** By rule id. */
  readonly evidence: ReadonlyMap<string, RuleEvidence>
  readonly permissions: readonly string[]
  readonly told: ToldKinds
  customerStandings(db: Db, customerIds: readonly number[]): Promise<ReadonlyMap<number, Standing>>
  customerColumns(db: Db, customerIds: readonly number[], now: Date): Promise<Map<number, CustomerColumns>>
  forgetCustomers(tx: Tx, customerIds: readonly number[]): Promise<void>
  requireUnitFree(db: Db, unitId: number): Promise<void>
  say(locale: Locale): Say
  /** Who a job runs as: the person or token that started it, with the rights of this moment. Throws `token-over` when the token ended. */
  readonly identify: Identify
}

export type Identify = (
  input: { personId: number | null; kind: Caller['actor']['kind']; name: string; tokenId?: number | null },
  context: IdentifyContext,
) => Promise<Caller | undefined>
export type IdentifyContext = { company: Company; now: Date; requestId: string; permissions: readonly string[] }

function byName<T>(things: readonly T[], nameOf: (thing: T) => string): Map<string, T> {
  const map = new Map<string, T>()
  for (const thing of things) {
    if (map.has(nameOf(thing))) throw new Error(`two things are called ${nameOf(thing)}`)
    map.set(nameOf(thing), thing)
  }
  return map
}

const offered = <T>(modules: readonly Module[], pick: (m: Module) => readonly T[] | undefined): T[] =>
  modules.flatMap((m) => [...(pick(m) ?? [])])

/** Every permission an action, a job or a verb asks for, sorted. */
function permissionsOf(modules: readonly Module[]): string[] {
  const asked = offered(modules, (m) => m.actions).map((a) => a.endpoint.permission)
  const forJobs = offered(modules, (m) => m.jobs).map((j) => j.permission)
  const besides = offered(modules, (m) => m.permissions)
  return [...new Set([...asked, ...forJobs, ...besides, 'jobs.all'])].filter((p) => p !== 'public' && p !== 'signed-in').sort()
}

/** Who answers for which rule; two rooms for one rule is a fault of construction. */
function evidenceOf(modules: readonly Module[]): Map<string, RuleEvidence> {
  const answers = offered(modules, (m) => m.evidence).flatMap((e) => e.rules.map((rule) => [rule, e] as const))
  return new Map([...byName(answers, ([rule]) => rule)].map(([rule, [, evidence]]) => [rule, evidence]))
}

async function columnsOf(modules: readonly Module[], db: Db, ids: readonly number[], now: Date): Promise<Map<number, CustomerColumns>> {
  const merged = new Map<number, CustomerColumns>()
  for (const room of modules) {
    const columns = ids.length > 0 ? await room.customerColumns?.(db, ids, now) : undefined
    for (const [id, values] of columns ?? []) merged.set(id, { ...merged.get(id), ...values })
  }
  return merged
}

/** Assembles the house; two things of one name are a fault of construction. */
export function buildHouse(modules: readonly Module[], identify: Identify): House {
  const all = <T>(pick: (m: Module) => readonly T[] | undefined): T[] => offered(modules, pick)
  const texts = [platformTexts, ...modules.map((m) => m.texts)]
  const speakers = new Map<Locale, Say>()
  const sayIn = (locale: Locale): Say => speakers.get(locale) ?? speakers.set(locale, speaker(texts, locale, inTaiwan)).get(locale)!
  return {
    modules,
    actions: byName(
      all((m) => m.actions),
      (a) => a.endpoint.name,
    ),
    jobs: byName(
      all((m) => m.jobs),
      (j) => j.kind,
    ),
    tasks: byName(
      all((m) => m.tasks),
      (t) => t.name,
    ),
    schedules: all((m) => m.schedules),
    reactions: all((m) => m.reactions),
    policySections: all((m) => (m.policySection ? [m.policySection] : [])),
    undo: byName(
      all((m) => m.undo),
      (u) => u.subject,
    ),
    approvals: byName(
      all((m) => m.approvals),
      (a) => a.kind,
    ),
    evidence: evidenceOf(modules),
    permissions: permissionsOf(modules),
    told: new Map(modules.flatMap((room) => Object.entries(room.told ?? {}))),
    async customerStandings(db, ids) {
      const room = modules.find((m) => m.customerStandings)
      return (ids.length > 0 && (await room?.customerStandings?.(db, ids))) || new Map()
    },
    say: sayIn,
    customerColumns: (db, ids, now) => columnsOf(modules, db, ids, now),
    async forgetCustomers(tx, ids) {
      for (const room of [...modules].reverse()) await room.forgetCustomers?.(tx, ids)
    },
    async requireUnitFree(db, unitId) {
      for (const room of modules) await room.requireUnitFree?.(db, unitId)
    },
    identify,
  }
}
