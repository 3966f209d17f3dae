import { allow, type Decision, refuse } from '../../../core/decision.ts'
import type { RoleFields } from '../contract.ts'

/** What one role gives. */
export type Grant = Pick<RoleFields, 'permissions' | 'scope' | 'masked'>

/** Where a person stands: their unit with all below it, and whom they assist. */
export type Standing = { personId: number; unitIds: readonly number[]; assistedIds: readonly number[] }

export type Sight = { all: boolean; unitIds: readonly number[]; ownerIds: readonly number[] }
export type MaskedSight = Sight & { masked: boolean }
/** `sight`: what all roles together show; `reach`: what is shown when one permission is used. */
export type Rights = { permissions: ReadonlySet<string>; sight: MaskedSight; reach: (permission: string) => MaskedSight }

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
 * The rights of all roles of a person together. A permission reaches as far as the roles that grant it: whoever reads the whole
 * book in one role and writes their own customers in another does not thereby write the whole book.
 */
export function rightsOf(grants: readonly Grant[], standing: Standing): Rights {
  return {
    permissions: new Set(grants.flatMap((grant) => grant.permissions)),
    sight: shownBy(grants, standing),
    reach: (permission) =>
      shownBy(
        grants.filter((grant) => holds(new Set(grant.permissions), permission)),
        standing,
      ),
  }
}

/**
 * Details stay masked unless the unmasked roles alone show as much: an auditor who also keeps customers of their own does not
 * thereby read everybody's telephone numbers.
 */
function shownBy(grants: readonly Grant[], standing: Standing): MaskedSight {
  const seen = (some: readonly Grant[]) => union(some.map((grant) => sightOf(grant.scope, standing)))
  const sight = seen(grants)
  const masked = grants.some((grant) => grant.masked) && !same(seen(grants.filter((grant) => !grant.masked)), sight)
  return { ...sight, masked }
}

export const holds = (permissions: ReadonlySet<string>, wanted: string): boolean => permissions.has('*') || permissions.has(wanted)

/** What a token may do: what it was given (null: everything), as far as its owner still may. */
export function tokenPermissions(owner: ReadonlySet<string>, given: readonly string[] | null): ReadonlySet<string> {
  if (given === null || given.includes('*')) return owner
  return new Set(given.filter((permission) => holds(owner, permission)))
}

/** Who gives or takes rights, makes a way in, or ends one: with which rights of their own, and which of them reach everything. */
export type Giver = { permissions: ReadonlySet<string>; all: boolean; reachesAll: (permission: string) => boolean }

/** Nobody hands out, takes away or gets hold of more than they have themselves. */
export function mayHandle(giver: Giver, grants: readonly Grant[]): Decision<true> {
  const beyond = grants.flatMap((grant) => grant.permissions).filter((permission) => !holds(giver.permissions, permission))
  if (beyond.length > 0) return refuse('beyond-own-rights', { permissions: [...new Set(beyond)].sort() })
  const far = grants.filter((grant) => grant.scope === 'ALL')
  const tooFar = far.some((grant) => !grant.permissions.every(giver.reachesAll))
  return tooFar || (far.length > 0 && !giver.all) ? refuse('beyond-own-sight') : allow(true)
}

/** Permissions nobody asks for are a slip of the pen; what a role holds already may stay. */
export function knownPermissions(wanted: readonly string[], known: readonly string[], held: readonly string[] = []): Decision<true> {
  const unknown = wanted.filter((permission) => permission !== '*' && !known.includes(permission) && !held.includes(permission))
  return unknown.length > 0 ? refuse('unknown-permissions', { permissions: unknown }) : allow(true)
}

/** Somebody must remain who can open every door. */
export const someoneRemains = (administrators: number): Decision<true> => (administrators > 0 ? allow(true) : refuse('last-administrator'))
