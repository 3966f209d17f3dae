import { sql } from 'kysely'
import { elapsed } from '../clock.ts'
import type { Db } from './db.ts'

/** Rows of a table, and the share of them that hold each frequent element of one of its array columns. */
export type CommonElements = { rows: number; shares: ReadonlyMap<string, number> }

const keptMs = 60_000
const known = new WeakMap<object, Map<string, { common: CommonElements; since: number }>>()

/**
 * What the planner's statistics say of an array column; an element they do not name is rare. Kept for a minute: they change with an
 * ANALYZE only. Null as long as there are none.
 */
export async function commonElements(db: Db, table: string, column: string): Promise<CommonElements | null> {
  const ofDb = known.get(db) ?? new Map()
  known.set(db, ofDb)
  const last = ofDb.get(`${table}.${column}`)
  if (last && elapsed(last.since) < keptMs) return last.common
  const { rows } = await sql<{ rows: number; elements: string[]; shares: number[] }>`
    select c.reltuples as rows, s.most_common_elems::text::text[] as elements, s.most_common_elem_freqs as shares
    from pg_stats s join pg_class c on c.oid = to_regclass(s.tablename)
    where s.schemaname = current_schema() and s.tablename = ${table} and s.attname = ${column} and s.most_common_elems is not null`.execute(
    db,
  )
  const [found] = rows
  if (!found) return null
  const common = { rows: found.rows, shares: new Map(found.elements.map((element, i) => [element, found.shares[i] ?? 0])) }
  ofDb.set(`${table}.${column}`, { common, since: performance.now() })
  return common
}
