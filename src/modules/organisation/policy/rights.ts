import { allow, type Decision, refuse } from '../../../core/decision.ts'
import type { RoleFields } from '../contract.ts'

/** What one role gives. */
export type Grant = Pick<RoleFields, 'permissions' | 'scope' | 'masked'>

/** Where a person stands: their unit with all below it, and whom they assist. */
export type Standing = { personId: number; unitIds: readonly number[]; assistedIds: readonly number[] }

export type Sight = { all: boolean; unitIds: readonly number[]; ownerIds: readonly number[] }
export type Rights = { permissions: ReadonlySet<string>; sight: Sight & { masked: boolean } }

const nothing: Sight = { all: false, unitIds: [], ownerIds: [] }

/** What one scope lets a person see. ASSIGNED shows no book: the case that was assigned brings its customer's card with it. */
function sightOf(scope: Grant['scope'], { personId, unitIds, assistedIds }: Standing): Sight {
  switch (scope) {
    case 'ALL':
      return { ...nothing, all: true }
    case 'UNIT':
      return { ...nothing, unitIds, ownerIds: [personId] }
    case 'ASSISTED':
      return { ...nothing, ownerIds: [personId, ...assistedIds] }
    case 'OWN':
      return { ...nothing, ownerIds: [personId] }
    case 'ASSIGNED':
      return nothing
  }
}

const sorted = (ids: Iterable<number>): number[] => [...new Set(ids)].sort((a, b) => a - b)

function union(sights: readonly Sight[]): Sight {
  if (sights.some((sight) => sight.all)) return { ...nothing, all: true }
  return { all: false, unitIds: sorted(sights.flatMap((s) => s.unitIds)), ownerIds: sorted(sights.flatMap((s) => s.ownerIds)) }
}

const same = (a: Sight, b: Sight): boolean => JSON.stringify(a) === JSON.stringify(b)

/**
 * The rights of all roles of a person together. Details stay masked unless the unmasked roles alone show as much:
 * an auditor who also keeps customers of their own does not thereby read everybody's telephone numbers.
 */
export function rightsOf(grants: readonly Grant[], standing: Standing): Rights {
  const seen = (some: readonly Grant[]) => union(some.map((grant) => sightOf(grant.scope, standing)))
  const sight = seen(grants)
  const masked = grants.some((grant) => grant.masked) && !same(seen(grants.filter((grant) => !grant.masked)), sight)
  return { permissions: new Set(grants.flatMap((grant) => grant.permissions)), sight: { ...sight, masked } }
}

export const holds = (permissions: ReadonlySet<string>, wanted: string): boolean => permissions.has('*') || permissions.has(wanted)

/** What a token may do: what it was given (null: everything), as far as its owner still may. */
export function tokenPermissions(owner: ReadonlySet<string>, given: readonly string[] | null): ReadonlySet<string> {
  if (given === null || given.includes('*')) return owner
  return new Set(given.filter((permission) => holds(owner, permission)))
}

/** Who gives or takes rights, makes a way in, or ends one: with which rights of their own. */
export type Giver = { permissions: ReadonlySet<string>; all: boolean }

/** Nobody hands out, takes away or gets hold of more than they have themselves. */
export function mayHandle(giver: Giver, grants: readonly Grant[]): Decision<true> {
  const beyond = grants.flatMap((grant) => grant.permissions).filter((permission) => !holds(giver.permissions, permission))
  if (beyond.length > 0) return refuse('beyond-own-rights', { permissions: [...new Set(beyond)].sort() })
  if (!giver.all && grants.some((grant) => grant.scope === 'ALL')) return refuse('beyond-own-sight')
  return allow(true)
}

/** Permissions nobody asks for are a slip of the pen; what a role holds already may stay. */
export function knownPermissions(wanted: readonly string[], known: readonly string[], held: readonly string[] = []): Decision<true> {
  const unknown = wanted.filter((permission) => permission !== '*' && !known.includes(permission) && !held.includes(permission))
  return unknown.length > 0 ? refuse('unknown-permissions', { permissions: unknown }) : allow(true)
}

/** Somebody must remain who can open every door. */
export const someoneRemains = (administrators: number): Decision<true> => (administrators > 0 ? allow(true) : refuse('last-administrator'))
