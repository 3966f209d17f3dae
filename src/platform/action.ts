import type { z } from 'zod'
import type { Access, Endpoint } from '../core/endpoint.ts'
import type { Event } from '../core/event.ts'
import type { Problem } from '../core/problem.ts'
import type { Locale } from '../core/text.ts'
import type { Company } from './companies.ts'
import type { Db, Tx } from './db/db.ts'
import type { House } from './house.ts'
import type { Log } from './log.ts'
import type { ChangeId } from './record.ts'
import type { Scope } from './scope.ts'

export type Actor = {
  readonly kind: 'PERSON' | 'TOKEN' | 'OPERATOR' | 'SYSTEM' | 'LINK'
  /** The person behind it, if any. */
  readonly personId: number | null
  readonly name: string
  /** Permission names; `*` grants all. */
  readonly permissions: ReadonlySet<string>
  /** The API token they came in with. */
  readonly tokenId?: number
}

/** Who asks, what they may see, when, and for which company: passed in, never looked up. */
export type Caller = {
  readonly actor: Actor
  /** What they see with the permission that is being used; at the door, all they see with any. */
  readonly scope: Scope
  /** How far one permission of theirs reaches; absent: each as far as `scope`. */
  readonly reach?: (permission: string) => Scope
  readonly now: Date
  readonly locale: Locale
  readonly requestId: string
  /** Network address of the caller, for guards; absent for the command line and jobs. */
  readonly source?: string
  /** Hash of the session in use, so that it can be spared or ended. */
  readonly session?: Uint8Array
  readonly userAgent?: string
}

export type ReadContext = Caller & { readonly company: Company; readonly db: Db; readonly house: House; readonly log: Log }

/** Asks the queue to do something once this transaction commits. Same `key`: replaces what waits. */
export type Enqueue = (task: string, input: unknown, options?: { key?: string; at?: Date; lane?: string }) => Promise<void>

export type ChangeContext = Caller & {
  readonly company: Company
  readonly tx: Tx
  readonly house: House
  readonly log: Log
  readonly enqueue: Enqueue
  /** What this change asks for. */
  readonly permission: Access
  /** How the trail knows its events. */
  readonly change: ChangeId
}

/**
 * What a change answers: its result with at least one event, the plain statement that nothing changed,
 * or a no that leaves its trace (a failed sign-in): what it wrote is kept, then the caller gets the problem.
 */
export type Changed<T> =
  | { result: T; events: readonly [Event, ...Event[]] }
  | { result: T; nothingChanged: true }
  | { refusal: Problem; events: readonly [Event, ...Event[]] }

export type Read<In extends z.ZodType = z.ZodType, Out extends z.ZodType = z.ZodType> = {
  readonly kind: 'read'
  readonly endpoint: Endpoint<In, Out>
  run(context: ReadContext, input: z.output<In>): Promise<z.output<Out>>
}

export type Change<In extends z.ZodType = z.ZodType, Out extends z.ZodType = z.ZodType> = {
  readonly kind: 'change'
  readonly endpoint: Endpoint<In, Out>
  run(context: ChangeContext, input: z.output<In>): Promise<Changed<z.output<Out>>>
}

/** A change in many pieces, run by a job: a chunk a transaction, with the job's place in it saved in the same transaction. */
export type ChangeMany<Chunk, Result> = {
  readonly kind: 'change-many'
  readonly name: string
  readonly permission: string
  run(context: ChangeContext, chunk: Chunk): Promise<{ result: Result; events: readonly Event[] }>
}

export const read = <In extends z.ZodType, Out extends z.ZodType>(
  endpoint: Endpoint<In, Out>,
  run: Read<In, Out>['run'],
): Read<In, Out> => ({
  kind: 'read',
  endpoint,
  run,
})

export const change = <In extends z.ZodType, Out extends z.ZodType>(
  endpoint: Endpoint<In, Out>,
  run: Change<In, Out>['run'],
): Change<In, Out> => ({ kind: 'change', endpoint, run })

export const changeMany = <Chunk, Result>(
  name: string,
  permission: string,
  run: ChangeMany<Chunk, Result>['run'],
): ChangeMany<Chunk, Result> => ({ kind: 'change-many', name, permission, run })

// biome-ignore lint/suspicious/noExplicitAny: a list of actions of many shapes; each was checked where it was made
export type Action = Read<any, any> | Change<any, any>

export const may = (actor: Actor, permission: string): boolean => actor.permissions.has('*') || actor.permissions.has(permission)

export const isNamed = (permission: Access): boolean => permission !== 'public' && permission !== 'signed-in'

/** What the caller sees when using this permission: as much as the roles that grant it show. */
export const scopeUnder = (caller: Pick<Caller, 'scope' | 'reach'>, permission: Access): Scope =>
  isNamed(permission) && caller.reach ? caller.reach(permission) : caller.scope
