import { z } from 'zod'
import type { Event } from '../../core/event.ts'
import type { Nudge } from '../../core/nudge.ts'
import { type Actor, may } from '../action.ts'
import { type Scope, type Standing, sees } from '../scope.ts'

const id = z.int()

/** One thing that changed: its id, its customer, and who saw that customer until now and may not see it any more. */
const touched = z.strictObject({
  id,
  customerId: id.nullable(),
  leaves: z.strictObject({ ownerId: id.nullable(), unitId: id.nullable() }).optional(),
})
export type Touched = z.infer<typeof touched>

/** What the processes tell each other when a transaction commits. `things` is null when there are too many to name. */
export const toldChange = z.strictObject({
  kind: z.string(),
  by: z.string().nullable(),
  things: z.array(touched).nullable(),
  /** Only these people are told, whatever they may see. */
  people: z.array(id).optional(),
})
export type ToldChange = z.infer<typeof toldChange>

/** A message holds at most 8000 bytes; of more than so many things of a kind only the kind is told. */
export const mostNamed = 60

const number = (value: unknown): number | null => (typeof value === 'number' ? value : null)

/** Who saw a customer before it was handed on or deleted: its file names owner and unit as its table does. */
export function leavesOf(kind: string, before: Readonly<Record<string, unknown>> | null | undefined): Touched['leaves'] {
  if (kind !== 'customer' || !before || !('owner_id' in before || 'unit_id' in before)) return undefined
  return { ownerId: number(before['owner_id']), unitId: number(before['unit_id']) }
}

export function touchedBy({ subject, customerId, before }: Event): Touched {
  const leaves = leavesOf(subject.kind, before)
  return { id: subject.id, customerId: customerId ?? null, ...(leaves ? { leaves } : {}) }
}

/** Groups what changed by kind; each thing once. */
export function changesOf(events: readonly { event: Event; by: string | null }[]): ToldChange[] {
  const kinds = new Map<string, { by: string | null; things: Map<string, Touched> }>()
  for (const { event, by } of events) {
    const known = kinds.get(event.subject.kind) ?? { by, things: new Map<string, Touched>() }
    kinds.set(event.subject.kind, known)
    // A thing's first word tells who saw it before.
    const thing = touchedBy(event)
    const key = `${thing.id} ${thing.customerId}`
    if (!known.things.get(key)?.leaves) known.things.set(key, thing)
  }
  return [...kinds].map(([kind, { by, things }]) => ({ kind, by, things: things.size > mostNamed ? null : [...things.values()] }))
}

export type Watcher = { readonly actor: Actor; readonly reach: (permission: string) => Scope }

/**
 * Who may know that things of a kind changed: holders of the permission, as far as it reaches. `house`: also of those that belong to no
 * customer, without their ids. Of what is not named here nobody is told.
 */
export type ToldKind = { readonly permission: string; readonly house?: boolean }
export type ToldKinds = ReadonlyMap<string, ToldKind>

/** The part of a change that this person may know; undefined: nothing. `standings` says where each customer stands now. */
export function nudgeFor(
  change: ToldChange,
  watcher: Watcher,
  kinds: ToldKinds,
  standings: ReadonlyMap<number, Standing>,
): Nudge | undefined {
  const { kind, by } = change
  const bare = { kind, by, ids: null, customers: null }
  if (change.people) return isFor(change.people, watcher) ? bare : undefined
  const told = kinds.get(kind)
  if (!told || (told.permission !== 'signed-in' && !may(watcher.actor, told.permission))) return undefined
  const scope = watcher.reach(told.permission)
  if (change.things === null) return told.house || scope.all || scope.ownerIds.length > 0 || scope.unitIds.length > 0 ? bare : undefined
  const seen = change.things.filter((t) => t.customerId !== null && isSeen(t, scope, standings))
  if (seen.length > 0) return { kind, by, ids: unique(seen.map((t) => t.id)), customers: unique(seen.flatMap((t) => t.customerId ?? [])) }
  return told.house && change.things.some((t) => t.customerId === null) ? bare : undefined
}

const isFor = (people: readonly number[], { actor }: Watcher): boolean => actor.personId !== null && people.includes(actor.personId)

function isSeen({ customerId, leaves }: Touched, scope: Scope, standings: ReadonlyMap<number, Standing>): boolean {
  const standing = standings.get(customerId ?? 0)
  return scope.all || (standing !== undefined && sees(scope, standing)) || (leaves !== undefined && sees(scope, leaves))
}

const unique = (ids: readonly number[]): number[] => [...new Set(ids)]
