import { type FieldIssue, invalidField, orThrow, Problem } from '../../../core/problem.ts'
import { type Caller, type ChangeContext, scopeUnder } from '../../../platform/action.ts'
import type { Db, Tx } from '../../../platform/db/db.ts'
import type { Scope } from '../../../platform/scope.ts'
import type { Person } from '../contract.ts'
import { type Giver, type Grant, mayHandle, someoneRemains } from '../policy/rights.ts'
import { activeAmong, countAdministrators, readGrants, readPerson, readUnits } from '../queries.ts'
import { lockCompany, lockPerson } from '../store/people.ts'

type Handling = Pick<ChangeContext, 'tx' | 'scope' | 'actor' | 'reach'>

/** A person within the caller's reach, held until the transaction ends. */
export async function lockedPerson({ tx, scope }: Pick<ChangeContext, 'tx' | 'scope'>, id: number, version?: number): Promise<Person> {
  await readPerson(tx, scope, id)
  const current = await lockPerson(tx, id)
  if (version !== undefined && version !== current) throw stale(current)
  return readPerson(tx, scope, id)
}

/** Somebody saved meanwhile: the version that stands now. */
export const stale = (version: number): Problem => new Problem('conflict', 'changed-meanwhile', { version })

/** Refuses to handle roles that give more than the caller has; answers what the roles give. */
export async function handleOrThrow(context: Handling, roles: readonly string[]): Promise<(Grant & { key: string })[]> {
  const grants = await readGrants(context.tx, roles)
  orThrow(mayHandle(giverOf(context), grants))
  return grants
}

/** The rights out of which the caller gives. */
export const giverOf = (caller: Pick<Caller, 'actor' | 'scope' | 'reach'>): Giver => ({
  permissions: caller.actor.permissions,
  all: caller.scope.all,
  reachesAll: (permission) => scopeUnder(caller, permission).all,
})

/** Runs a step that could take the last administrator away, and undoes it all if it did. */
export async function keepingAnAdministrator(tx: Tx, concernsOne: boolean, step: () => Promise<void>): Promise<void> {
  if (concernsOne) await lockCompany(tx)
  await step()
  if (concernsOne) orThrow(someoneRemains(await countAdministrators(tx)))
}

export const isAdministrator = (grants: readonly Grant[]): boolean => grants.some((grant) => grant.permissions.includes('*'))

/** The frame of the company (units, roles, posts) is for those who see all of it. */
export function wholeCompanyOnly(scope: Scope): void {
  if (!scope.all) throw new Problem('forbidden', 'whole-company-only')
}

/** A unit that is there and within the caller's reach. */
export async function unitOrThrow(db: Db, scope: Scope, unitId: number | null | undefined): Promise<void> {
  if (unitId === undefined) return
  if (unitId === null) {
    if (!scope.all) throw invalidField('unitId', 'missing')
    return
  }
  const there = (await readUnits(db)).some((unit) => unit.id === unitId)
  if (!there || !(scope.all || scope.unitIds.includes(unitId))) throw invalidField('unitId', 'no-such-unit')
}

/** All of these are active colleagues; `path` names the field of the first who is not. */
export async function colleaguesOrThrow(db: Db, ids: readonly number[], path: string): Promise<void> {
  const active = await activeAmong(db, ids)
  const issues = ids.flatMap((id): FieldIssue[] => (active.has(id) ? [] : [{ path, reason: 'no-such-person', facts: { id } }]))
  if (issues.length > 0) throw new Problem('invalid', 'invalid-input', {}, issues.slice(0, 20))
}
