import { sql } from 'kysely'
import type { Db } from '../../../platform/db/db.ts'

const idList = (ids: readonly number[]) => sql<number>`any(${sql.val([...ids])}::bigint[])`
const byId = (rows: readonly { id: number; name: string }[]): Map<number, string> => new Map(rows.map((r) => [r.id, r.name]))

/** What these customers are called, whoever may see them. */
export const customerNames = async (db: Db, ids: readonly number[]): Promise<Map<number, string>> =>
  byId(await db.selectFrom('customer').select(['id', 'name']).where('id', '=', idList(ids)).execute())

export const contactNames = async (db: Db, ids: readonly number[]): Promise<Map<number, string>> =>
  byId(await db.selectFrom('contact').select(['id', 'name']).where('id', '=', idList(ids)).execute())

/** The name of an active colleague. */
export async function activePerson(db: Db, id: number): Promise<string | undefined> {
  const person = db.selectFrom('organisation_public_person').select('name').where('id', '=', id).where('active', '=', true)
  return (await person.executeTakeFirst())?.name
}

/** Everybody who works or worked here. */
export const personNames = async (db: Db): Promise<Map<number, string>> =>
  byId(await db.selectFrom('organisation_public_person').select(['id', 'name']).execute())
