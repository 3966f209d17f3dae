import { sql } from 'kysely'
import { found } from '../../core/problem.ts'
import type { Tx } from '../../platform/db/db.ts'
import type { Audience } from './contract.ts'
import { audienceOf } from './queries.ts'

/** What a person may write about a view. */
export type ViewValues = { list: string; name: string; query: string; audience: Audience; unitId: number | null; ownerId: number }

export type StoredView = ViewValues & { id: number; version: number; deletedAt: Date | null }

/** How many views a person has; held, so that two made at once are counted one after the other. */
export async function lockOwnViews(tx: Tx, personId: number): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(current_schema() || ' list views', ${personId}))`.execute(tx)
  const { n } = await tx
    .selectFrom('list_view')
    .select((e) => e.fn.countAll<number>().as('n'))
    .where('owner_id', '=', personId)
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(n)
}

/** A view, deleted or not, held until the transaction ends. */
export async function lockView(tx: Tx, id: number): Promise<StoredView> {
  const row = found(await tx.selectFrom('list_view').selectAll().where('id', '=', id).forUpdate().executeTakeFirst(), 'view')
  return {
    id: row.id,
    list: row.list,
    name: row.name,
    query: row.query,
    audience: audienceOf(row.audience),
    unitId: row.unit_id,
    ownerId: row.owner_id,
    deletedAt: row.deleted_at,
    version: row.version,
  }
}

export async function insertView(tx: Tx, { unitId, ownerId, ...view }: ViewValues, now: Date): Promise<number> {
  const row = await tx
    .insertInto('list_view')
    .values({ ...view, unit_id: unitId, owner_id: ownerId, created_at: now, changed_at: now })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

export async function updateView(tx: Tx, { id, version }: StoredView, values: ViewValues, now: Date): Promise<void> {
  const { name, query, audience, unitId } = values
  await tx
    .updateTable('list_view')
    .set({ name, query, audience, unit_id: unitId, changed_at: now, version: version + 1 })
    .where('id', '=', id)
    .execute()
  // Whom it is no longer shared with does not begin with it.
  if (audience !== 'COMPANY') await tx.deleteFrom('list_view_role').where('view_id', '=', id).execute()
}

/** Hides a view, or shows it again; the pins and first places people gave it wait. */
export async function setDeleted(tx: Tx, { id, version }: StoredView, deletedAt: Date | null): Promise<void> {
  await tx
    .updateTable('list_view')
    .set({ deleted_at: deletedAt, version: version + 1 })
    .where('id', '=', id)
    .execute()
}

/** What a person deleted so long ago that it cannot be taken back. */
export async function dropOldViews(tx: Tx, ownerId: number, before: Date): Promise<void> {
  await tx.deleteFrom('list_view').where('owner_id', '=', ownerId).where('deleted_at', '<', before).execute()
}

/** Whether anything changed. */
export async function setPin(tx: Tx, viewId: number, personId: number, pinned: boolean): Promise<boolean> {
  if (!pinned) {
    const gone = await tx.deleteFrom('list_view_pin').where('view_id', '=', viewId).where('person_id', '=', personId).executeTakeFirst()
    return gone.numDeletedRows > 0n
  }
  const made = await tx
    .insertInto('list_view_pin')
    .values({ view_id: viewId, person_id: personId })
    .onConflict((c) => c.doNothing())
    .executeTakeFirst()
  return (made.numInsertedOrUpdatedRows ?? 0n) > 0n
}

export async function setFirst(tx: Tx, personId: number, list: string, viewId: number | null): Promise<void> {
  await tx.deleteFrom('list_view_default').where('person_id', '=', personId).where('list', '=', list).execute()
  if (viewId !== null) await tx.insertInto('list_view_default').values({ person_id: personId, list, view_id: viewId }).execute()
}

/** The roles whose people begin with a view: these and no others; each role begins a list with one view. */
export async function setRoles(tx: Tx, { id, list, version }: StoredView, roles: readonly string[]): Promise<void> {
  await tx.deleteFrom('list_view_role').where('view_id', '=', id).execute()
  for (const role of roles)
    await tx
      .insertInto('list_view_role')
      .values({ role_key: role, list, view_id: id })
      .onConflict((c) => c.columns(['role_key', 'list']).doUpdateSet({ view_id: id }))
      .execute()
  await tx
    .updateTable('list_view')
    .set({ version: version + 1 })
    .where('id', '=', id)
    .execute()
}
