import { z } from 'zod'

declare const proven: unique symbol

/**
 * Which records the caller may see: everything, those of some units, or those of some owners (a union).
 * Branded: only `mintScope` makes one, and only sign-in and jobs call it.
 */
export type Scope = {
  readonly all: boolean
  readonly unitIds: readonly number[]
  readonly ownerIds: readonly number[]
  /** Contact details of persons are shown masked. */
  readonly masked: boolean
  readonly [proven]: true
}

export const mintScope = (fields: { all: boolean; unitIds: readonly number[]; ownerIds: readonly number[]; masked: boolean }): Scope =>
  fields as unknown as Scope

/** Where a customer stands: whose it is, and in which unit. */
export type Standing = { readonly ownerId: number | null; readonly unitId: number | null }

/** Whether a customer that stands there is in sight; in SQL the room of customers asks the same. */
export const sees = (scope: Scope, { ownerId, unitId }: Standing): boolean =>
  scope.all || (ownerId !== null && scope.ownerIds.includes(ownerId)) || (unitId !== null && scope.unitIds.includes(unitId))

const sight = z.object({ all: z.boolean(), unitIds: z.array(z.number()), ownerIds: z.array(z.number()), masked: z.boolean() })

/** A scope as text, for keeping beside what was made with it. */
export const sightText = ({ all, unitIds, ownerIds, masked }: Scope): string => JSON.stringify({ all, unitIds, ownerIds, masked })

/** Whether whoever has this scope may still see what was made with the kept one: as many records, and as openly. */
export function stillShows(scope: Scope, kept: string): boolean {
  const then = sight.parse(JSON.parse(kept))
  const within = (ids: readonly number[], all: readonly number[]): boolean => ids.every((id) => all.includes(id))
  if (scope.masked && !then.masked) return false
  return scope.all || (!then.all && within(then.unitIds, scope.unitIds) && within(then.ownerIds, scope.ownerIds))
}
