import { sql } from 'kysely'
import type { Db, Tx } from '../../../platform/db/db.ts'

const idList = (ids: readonly number[]) => sql<number>`any(${sql.val([...ids])}::bigint[])`

/** Which tags came to a customer and which went. */
export type TagsMoved = { added: string[]; removed: string[] }

/** Tags written by hand, by customer, in the order they were written. */
export async function handTags(db: Db, customerIds: readonly number[]): Promise<Map<number, string[]>> {
  const rows = await db
    .selectFrom('customer_tag')
    .select(['customer_id', 'tag'])
    .where('customer_id', '=', idList(customerIds))
    .orderBy('customer_id')
    .orderBy('created_at')
    .orderBy('tag')
    .execute()
  return new Map([...Map.groupBy(rows, (r) => r.customer_id)].map(([id, tags]) => [id, tags.map((t) => t.tag)]))
}

type Wanted = { id: number; add: readonly string[]; remove: readonly string[] }

/** Writes and removes hand-written tags of many customers; answers, by customer, those that really came and went. */
export async function saveTags(tx: Tx, wanted: readonly Wanted[], by: string, now: Date): Promise<Map<number, TagsMoved>> {
  const gone = wanted.flatMap(({ id, remove }) => remove.map((tag) => ({ id, tag })))
  const come = wanted.flatMap(({ id, add }) => [...new Set(add)].map((tag) => ({ id, tag })))
  const pairs = (list: readonly { id: number; tag: string }[]) =>
    sql`unnest(${sql.val(list.map((p) => p.id))}::bigint[], ${sql.val(list.map((p) => p.tag))}::text[]) as v (id, tag)`
  type Pair = { customer_id: number; tag: string }
  const removed = gone.length
    ? await sql<Pair>`delete from customer_tag as t using ${pairs(gone)} where t.customer_id = v.id and t.tag = v.tag
        returning t.customer_id, t.tag`.execute(tx)
    : { rows: [] }
  const added = come.length
    ? await sql<Pair>`insert into customer_tag (customer_id, tag, tag_group, created_at, created_by)
        select v.id, v.tag, 'NEED', ${now}::timestamptz, ${by} from ${pairs(come)} on conflict do nothing
        returning customer_id, tag`.execute(tx)
    : { rows: [] }
  const [came, went] = [added, removed].map(({ rows }) => Map.groupBy(rows, (r) => r.customer_id))
  const tags = (of: typeof came, id: number) => (of?.get(id) ?? []).map((r) => r.tag)
  return new Map(wanted.map(({ id }) => [id, { added: tags(came, id), removed: tags(went, id) }]))
}
