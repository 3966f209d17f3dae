import { differences } from '../../../core/event.ts'
import { found, invalidField, orThrow, Problem } from '../../../core/problem.ts'
import { change, read } from '../../../platform/action.ts'
import type { Db } from '../../../platform/db/db.ts'
import * as contract from '../contract.ts'
import { roleEvent } from '../policy/events.ts'
import { knownPermissions, mayHandle } from '../policy/rights.ts'
import { readRoles } from '../queries.ts'
import { deleteRole as dropRole, insertRole, lockRole, saveRole } from '../store/structure.ts'
import { giverOf, isAdministrator, keepingAnAdministrator, stale, wholeCompanyOnly } from './handling.ts'

export const listRoles = read(contract.listRoles, async ({ db, house }) => ({
  roles: await readRoles(db),
  permissions: [...house.permissions],
}))

export const rolesWith = read(contract.rolesWith, async ({ db }, { permission }) => {
  const has = ({ permissions }: contract.Role) => permissions.includes('*') || permissions.includes(permission)
  return { roles: (await readRoles(db)).filter(has).map(({ key, name }) => ({ key, name })) }
})

const inOrder = (permissions: readonly string[]): string[] => [...new Set(permissions)].sort()
const shown = ({ name, permissions, scope, masked }: contract.RoleFields) => ({ name, permissions: inOrder(permissions), scope, masked })

const readRole = async (db: Db, key: string): Promise<contract.Role> =>
  found(
    (await readRoles(db)).find((role) => role.key === key),
    'role',
  )

export const createRole = change(contract.createRole, async (context, { key, ...input }) => {
  const { tx, scope, house } = context
  wholeCompanyOnly(scope)
  const fields = shown(input)
  orThrow(knownPermissions(fields.permissions, house.permissions))
  orThrow(mayHandle(giverOf(context), [fields]))
  if ((await readRoles(tx)).some((role) => role.key === key)) throw invalidField('key', 'key-taken')
  const id = await insertRole(tx, { ...fields, key })
  return { result: await readRole(tx, key), events: [roleEvent('role.created', { id, version: 1 }, { after: { key, ...fields } })] }
})

/** Neither what a role gave nor what it is to give may be more than the caller has. */
export const changeRole = change(contract.changeRole, async (context, { key, version, ...input }) => {
  const { tx, scope, house } = context
  wholeCompanyOnly(scope)
  const { id, version: current } = await lockRole(tx, key)
  if (current !== version) throw stale(current)
  const role = await readRole(tx, key)
  const fields = shown({
    name: input.name ?? role.name,
    permissions: input.permissions ?? role.permissions,
    scope: input.scope ?? role.scope,
    masked: input.masked ?? role.masked,
  })
  const { before, after } = differences(shown(role), fields)
  if (Object.keys(after).length === 0) return { result: role, nothingChanged: true }
  orThrow(knownPermissions(fields.permissions, house.permissions, role.permissions))
  orThrow(mayHandle(giverOf(context), [role, fields]))
  await keepingAnAdministrator(tx, isAdministrator([role]), () => saveRole(tx, key, fields))
  return {
    result: await readRole(tx, key),
    events: [roleEvent('role.changed', { id, version: version + 1 }, { before, after: { ...after, key } })],
  }
})

export const deleteRole = change(contract.deleteRole, async (context, { key, version }) => {
  const { tx, scope } = context
  wholeCompanyOnly(scope)
  const { id, version: current } = await lockRole(tx, key)
  if (current !== version) throw stale(current)
  const role = await readRole(tx, key)
  if (role.builtIn) throw new Problem('refused', 'role-built-in')
  if (role.people > 0) throw new Problem('refused', 'role-in-use', { people: role.people })
  orThrow(mayHandle(giverOf(context), [role]))
  await dropRole(tx, key)
  return { result: { done: true as const }, events: [roleEvent('role.deleted', { id }, { before: { key, ...shown(role) } })] }
})
