import { sql } from 'kysely'
import type { Db } from '../../platform/db/db.ts'
import { type Audience, audiences, type SavedView } from './contract.ts'
import { type Held, isOwn, type Looker, mayChange } from './policy.ts'

/** The database checks the same list, so anything else is a fault. */
export function audienceOf(code: string): Audience {
  const known = audiences.find((a) => a === code)
  if (known === undefined) throw new Error(`unknown audience ${code}`)
  return known
}

/** The unit a person stands in and those above it, nearest first. */
export async function unitsUpFrom(db: Db, personId: number | null): Promise<{ id: number; name: string }[]> {
  if (personId === null) return []
  const { rows } = await sql<{ id: number; name: string }>`
    with recursive up as (
      select u.id, u.parent_id, u.name, 1 as step, array[u.id] as path
      from organisation_public_person p join organisation_public_unit u on u.id = p.unit_id where p.id = ${personId}
      union all
      select u.id, u.parent_id, u.name, up.step + 1, up.path || u.id
      from organisation_public_unit u join up on u.id = up.parent_id where not u.id = any(up.path)
    )
    select id, name from up order by step`.execute(db)
  return rows
}

const shown = (db: Db, personId: number | null) =>
  db
    .selectFrom('list_view as v')
    .innerJoin('organisation_public_person as p', 'p.id', 'v.owner_id')
    .leftJoin('organisation_public_unit as u', 'u.id', 'v.unit_id')
    .select(['v.id', 'v.list', 'v.name', 'v.query', 'v.audience', 'v.owner_id', 'v.unit_id', 'v.version'])
    .select(['p.name as owner_name', 'u.name as unit_name'])
    .select((e) => [
      e
        .exists(
          e.selectFrom('list_view_pin as n').select('n.view_id').whereRef('n.view_id', '=', 'v.id').where('n.person_id', '=', personId),
        )
        .as('pinned'),
      sql<string[]>`array(select r.role_key from list_view_role r where r.view_id = v.id order by 1)`.as('roles'),
    ])
    .where('v.deleted_at', 'is', null)

type Row = Awaited<ReturnType<ReturnType<typeof shown>['execute']>>[number]

const heldOf = (r: Row): Held => ({ ownerId: r.owner_id, audience: audienceOf(r.audience), unitId: r.unit_id })

const toShown = (r: Row, who: Looker): SavedView => ({
  id: r.id,
  list: r.list,
  name: r.name,
  query: r.query,
  audience: audienceOf(r.audience),
  unitName: r.unit_name,
  ownerName: r.owner_name,
  own: isOwn(heldOf(r), who),
  pinned: Boolean(r.pinned),
  mayChange: mayChange(heldOf(r), who),
  roles: r.roles,
  version: r.version,
})

/** The views of a list that somebody sees, by name. */
export async function viewsOf(db: Db, list: string, who: Looker): Promise<SavedView[]> {
  const rows = await shown(db, who.personId)
    .where('v.list', '=', list)
    .where((e) =>
      e.or([
        e('v.owner_id', '=', who.personId),
        e('v.audience', '=', 'COMPANY'),
        e.and([e('v.audience', '=', 'UNIT'), e('v.unit_id', '=', e.fn.any(e.val([...who.unitIds])))]),
      ]),
    )
    .orderBy('v.name')
    .orderBy('v.id')
    .execute()
  return rows.map((r) => toShown(r, who))
}

/** One view; the caller has seen to it that they may see it. */
export async function readView(db: Db, id: number, who: Looker): Promise<SavedView> {
  return toShown(await shown(db, who.personId).where('v.id', '=', id).executeTakeFirstOrThrow(), who)
}

/** With which view a list begins: a person's own choice, else the first of their roles that has one. */
export async function firstChosen(db: Db, list: string, personId: number | null): Promise<{ own: number | null; ofRoles: number[] }> {
  const own = await db
    .selectFrom('list_view_default')
    .select('view_id')
    .where('person_id', '=', personId)
    .where('list', '=', list)
    .executeTakeFirst()
  const roles = await db
    .selectFrom('list_view_role as r')
    .innerJoin('organisation_public_person_role as p', 'p.role_key', 'r.role_key')
    .select('r.view_id')
    .where('p.person_id', '=', personId)
    .where('r.list', '=', list)
    .orderBy('r.role_key')
    .execute()
  return { own: own?.view_id ?? null, ofRoles: roles.map((r) => r.view_id) }
}

export const rolesToChoose = (db: Db): Promise<{ key: string; name: string }[]> =>
  db.selectFrom('organisation_public_role').select(['key', 'name']).orderBy('name').execute()
