import { found } from '../../../core/problem.ts'
import type { Tx } from '../../../platform/db/db.ts'
import type { Holder, RoleFields, UnitFields } from '../contract.ts'
import type { Deputy } from '../policy/deputies.ts'

const unitColumns = (fields: Partial<UnitFields>) => ({
  ...(fields.name === undefined ? {} : { name: fields.name }),
  ...(fields.kind === undefined ? {} : { kind: fields.kind }),
  ...(fields.parentId === undefined ? {} : { parent_id: fields.parentId }),
})

export async function insertUnit(tx: Tx, fields: UnitFields): Promise<number> {
  const { name, kind } = fields
  const row = await tx
    .insertInto('unit')
    .values({ ...unitColumns(fields), name, kind })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

export async function saveUnit(tx: Tx, id: number, fields: Partial<UnitFields>): Promise<void> {
  await tx
    .updateTable('unit')
    .set((u) => ({ ...unitColumns(fields), version: u('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
}

export async function deleteUnit(tx: Tx, id: number): Promise<void> {
  await tx.deleteFrom('unit').where('id', '=', id).execute()
}

export async function insertRole(tx: Tx, role: RoleFields & { key: string }): Promise<number> {
  const row = await tx
    .insertInto('role')
    .values({ ...role, permissions: [...role.permissions] })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** Adds what is missing and leaves what the company has changed. */
export async function seedRoles(tx: Tx, roles: readonly (RoleFields & { key: string })[]): Promise<void> {
  const rows = roles.map((role) => ({ ...role, permissions: [...role.permissions], built_in: true }))
  await tx
    .insertInto('role')
    .values(rows)
    .onConflict((c) => c.doNothing())
    .execute()
}

export async function saveRole(tx: Tx, key: string, fields: Partial<RoleFields>): Promise<void> {
  await tx
    .updateTable('role')
    .set((r) => ({ ...fields, version: r('version', '+', 1) }))
    .where('key', '=', key)
    .execute()
}

export async function deleteRole(tx: Tx, key: string): Promise<void> {
  await tx.deleteFrom('role').where('key', '=', key).execute()
}

/** Holds a role's row until the transaction ends. */
export async function lockRole(tx: Tx, key: string): Promise<{ id: number; version: number }> {
  return found(await tx.selectFrom('role').select(['id', 'version']).where('key', '=', key).forUpdate().executeTakeFirst(), 'role')
}

export async function seedPosts(tx: Tx, posts: readonly { key: string; name: string }[]): Promise<void> {
  await tx
    .insertInto('post')
    .values([...posts])
    .onConflict((c) => c.doNothing())
    .execute()
}

/** Holds a post's row until the transaction ends. */
export async function lockPost(tx: Tx, key: string): Promise<{ id: number; version: number }> {
  return found(await tx.selectFrom('post').select(['id', 'version']).where('key', '=', key).forUpdate().executeTakeFirst(), 'post')
}

export async function replaceHolders(tx: Tx, key: string, holders: readonly Holder[]): Promise<void> {
  await tx.deleteFrom('person_post').where('post_key', '=', key).execute()
  const rows = holders.map((holder) => ({ person_id: holder.personId, post_key: key, unit_id: holder.unitId }))
  if (rows.length > 0) await tx.insertInto('person_post').values(rows).execute()
  await tx
    .updateTable('post')
    .set((p) => ({ version: p('version', '+', 1) }))
    .where('key', '=', key)
    .execute()
}

/** Adds one holder to a post and keeps the others. */
export async function addHolder(tx: Tx, key: string, { personId, unitId }: Holder): Promise<void> {
  await tx
    .insertInto('person_post')
    .values({ person_id: personId, post_key: key, unit_id: unitId })
    .onConflict((c) => c.doNothing())
    .execute()
}

export async function insertDeputy(tx: Tx, { personId, deputyId, fromOn, untilOn }: Deputy): Promise<number> {
  const row = await tx
    .insertInto('deputy')
    .values({ person_id: personId, deputy_id: deputyId, from_on: fromOn, until_on: untilOn })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

export async function deleteDeputy(tx: Tx, id: number): Promise<void> {
  await tx.deleteFrom('deputy').where('id', '=', id).execute()
}
