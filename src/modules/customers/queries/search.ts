import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely'
import { type Page, toPage } from '../../../core/page.ts'
import { commonElements } from '../../../platform/db/common-elements.ts'
import { planOnce } from '../../../platform/db/connect.ts'
import type { Db } from '../../../platform/db/db.ts'
import type { Scope } from '../../../platform/scope.ts'
import { nameKey } from '../policy/names.ts'
import type { SearchQuery } from '../policy/search.ts'
import {
  type BareRow,
  filtered,
  type ListRow,
  type Narrowed,
  type Paging,
  type Position,
  positionOf,
  searched,
  stretch,
  toRow,
  wordsOf,
} from './rows.ts'

/** Found rows come in three parts: names that begin with what was typed, names that hold it elsewhere, then what else was found. */
const begins = 0
const holds = 1
const otherwise = 2

type Found = ListRow & { sort_key: string; part: number }
type Cursor = ReturnType<typeof positionOf>
type Search = { db: Db; scope: Scope; filter: Narrowed; page: Paging; typed: string; plain: Plain | null }

/** A page of what a search finds, by name within each part; a cursor names its part. */
export async function searchCustomers(db: Db, scope: Scope, filter: Narrowed, page: Paging): Promise<Page<BareRow>> {
  const words = wordsOf(filter, scope)
  const search = { db, scope, filter, page, typed: filter.q ?? '', plain: words && plainWord(words) }
  const at = positionOf(page.after, 3)
  const rows = await found(search, at)
  const cut = toPage(rows, page.limit, (r) => [r.part, r.sort_key, r.id])
  return { next: cut.next, rows: cut.rows.map(toRow) }
}

async function found(search: Search, at: Cursor): Promise<Found[]> {
  const { plain } = search
  if (!plain) return manyHits(search, at, [begins, otherwise])
  if (!(await isFrequent(search, plain))) return fewHits(search, at)
  return isWholeBook(search) ? namesThenOthers(search, plain, at) : manyHits(search, at, [begins, holds, otherwise])
}

const isWholeBook = ({ scope, filter }: Search): boolean =>
  scope.all && Object.entries(filter).every(([field, value]) => field === 'q' || value === undefined)

type Plain = { word: string; tokens: readonly string[] }

/** One word of Chinese characters: found where a name holds it as written. */
function plainWord(query: SearchQuery): Plain | null {
  const [word, ...more] = query.every
  const [way, ...otherWays] = word?.some ?? []
  if (!way || more.length > 0 || otherWays.length > 0 || way.contains === null || way.any.length > 0) return null
  return { word: way.contains, tokens: way.all }
}

/** Fetching a hit by its token costs about so many steps of the walk through the names. */
const stepsPerHit = 12

/** Whether so many hold the word that walking the names meets a page of them sooner than all of them are fetched. */
async function isFrequent({ db, page }: Search, { tokens }: Plain): Promise<boolean> {
  const common = await commonElements(db, 'customer_search', 'tokens')
  if (!common) return false
  // The pairs of a word overlap: it is hardly rarer than the rarest of them.
  const share = Math.min(...tokens.map((token) => common.shares.get(token) ?? 0))
  return share > 0 && (page.limit + 1) / share < share * common.rows * stepsPerHit
}

/** Few hits are put in order by what order needs alone; the rest of a row is read for those on the page. */
function fewHits(search: Search, at: Cursor): Promise<Found[]> {
  const { db, page, typed, plain } = search
  const [first, second] = [begins, holds].map((part) => fitsPart(part, 'h', typed, plain))
  const part = sql<number>`case when ${first} then ${sql.lit(begins)} when ${second} then ${sql.lit(holds)} else ${sql.lit(otherwise)} end`
  const places = db
    .selectFrom(hits(search).as('h'))
    .select(['h.id', 'h.name_key', part.as('part')])
    .$if(at !== undefined, (q) =>
      q.where(sql<SqlBool>`(${part}, h.name_key, h.id) > (${at?.[0]}::int, ${at?.[1]}::text, ${at?.[2]}::bigint)`),
    )
    .orderBy('part')
    .orderBy('h.name_key')
    .orderBy('h.id')
    .limit(page.limit + 1)
  return rowsAt(search, sql<Place>`(${places})`)
}

type Hit = { id: number; name: string; name_key: string }

/** What is found, with what order needs: of the whole book the search knows it without the customers. */
function hits(search: Search): RawBuilder<Hit> {
  const { db, scope, filter } = search
  const words = wordsOf(filter, scope)
  const inBook = db.selectFrom('customer_search as s').select(['s.customer_id as id', 's.name', 's.name_key'])
  const whole = inBook.where(sql<SqlBool>`${sql.join(words ? searched(words, true) : [], sql` and `)}`)
  const some = filtered(db, scope, filter, true).select(['c.id', 'c.name', 'c.name_key'])
  return sql<Hit>`(${isWholeBook(search) ? whole : some})`
}

/** Many hits may all stand in one stretch of the alphabet (苏州…), so part after part is walked until the page is full. */
async function manyHits({ db, scope, filter, page, typed, plain }: Search, at: Cursor, parts: readonly number[]): Promise<Found[]> {
  const rows: Found[] = []
  for (const part of parts) {
    if (part < partOf(at) || rows.length > page.limit) continue
    const next = await stretch(db, scope, filter, page, placeIn(part, at))
      .where(fitsPart(part, 'c', typed, plain))
      .limit(page.limit + 1 - rows.length)
      .execute()
    rows.push(...next.map((r) => ({ ...r, part })))
  }
  return rows
}

type Place = { id: number; name_key: string; part: number }
type Rows = ReturnType<typeof stretch>

/** The rows that stand at such places, in their order. */
function rowsAt({ db, scope, page }: Search, places: Expression<Place>): Promise<Found[]> {
  return (stretch(db, scope, {}, page, undefined).clearOrderBy() as Rows)
    .innerJoin(sql<Place>`${places}`.as('places'), (on) => on.onRef('places.id' as never, '=', 'c.id'))
    .select(sql<number>`places.part`.as('part'))
    .orderBy(sql.ref('places.part'))
    .orderBy(sql.ref('places.name_key'))
    .orderBy(sql.ref('places.id'))
    .modifyFront(planOnce)
    .execute()
}

/** A frequent word over the whole book: its names are read in their order from the index alone, and only a page of them is fetched. */
async function namesThenOthers(search: Search, plain: Plain, at: Cursor): Promise<Found[]> {
  if (partOf(at) === otherwise) return manyHits(search, at, [otherwise])
  const names = sql<Place>`(
    select * from (
      select * from (${namesOfPart(search, plain, begins, at)}) as b union all select * from (${namesOfPart(search, plain, holds, at)}) as h
    ) as parts limit ${sql.lit(search.page.limit + 1)})`
  const rows = await rowsAt(search, names)
  return rows.length > search.page.limit ? rows : [...rows, ...(await manyHits(search, at, [otherwise]))]
}

/**
 * The second part is read only when the first does not fill the page. The limits are written out: of an unknown one the planner
 * thinks so much that it would read the whole index.
 */
function namesOfPart({ db, page, typed }: Search, plain: Plain, part: number, at: Cursor) {
  const from = placeIn(part, at)
  return db
    .selectFrom('customer as w')
    .select(['w.id', 'w.name_key', sql.lit(part).as('part')])
    .where(part < partOf(at) ? sql<SqlBool>`false` : fitsPart(part, 'w', typed, plain))
    .$if(from !== undefined, (q) => q.where(sql<SqlBool>`(w.name_key, w.id) > (${from?.[0]}::text, ${from?.[1]}::bigint)`))
    .orderBy('w.name_key')
    .orderBy('w.id')
    .limit(page.limit + 1)
}

const partOf = (at: Cursor): number => Number(at?.[0] ?? begins)

const placeIn = (part: number, at: Cursor): Position | undefined => (at && at[0] === part ? [at[1] ?? null, at[2] ?? null] : undefined)

function fitsPart(part: number, alias: string, typed: string, plain: Plain | null): Expression<SqlBool> {
  const starts = beginsLike(alias, typed)
  if (!plain) return part === begins ? starts : sql<SqlBool>`not ${starts}`
  const held = sql<SqlBool>`strpos(${sql.ref(`${alias}.name`)}, ${plain.word}) > 0`
  if (part === otherwise) return sql<SqlBool>`not ${held}`
  return sql<SqlBool>`(${held} and ${part === begins ? starts : sql`not ${starts}`})`
}

/** Names that sound like what was typed where they begin: one stretch of the alphabet. */
function beginsLike(alias: string, typed: string): Expression<SqlBool> {
  const start = nameKey(typed).split('-')[0] ?? ''
  const key = sql.ref(`${alias}.name_key`)
  return start === '' ? sql<SqlBool>`false` : sql<SqlBool>`(${key} >= ${start} and ${key} < ${`${start}~`})`
}
