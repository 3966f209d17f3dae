import { sql } from 'kysely'
import type { CalendarDay } from '../../core/calendar/work-calendar.ts'
import type { Day } from '../../core/day.ts'
import { found } from '../../core/problem.ts'
import type { Db } from '../../platform/db/db.ts'
import type { PolicySummary } from './contract.ts'

const summaryColumns = ['version', 'pack_id', 'title', 'effective_on', 'note', 'published_at', 'published_by'] as const

type SummaryRow = {
  version: number
  pack_id: string
  title: string
  effective_on: string
  note: string
  published_at: Date
  published_by: string
}

const toSummary = (r: SummaryRow, inForce: number | undefined): PolicySummary => ({
  version: r.version,
  packId: r.pack_id,
  title: r.title,
  effectiveOn: r.effective_on,
  note: r.note,
  publishedAt: r.published_at,
  publishedBy: r.published_by,
  inForce: r.version === inForce,
})

/** The version in force on a day: the newest one already effective then. */
export async function versionInForce(db: Db, on: Day): Promise<number | undefined> {
  const row = await db
    .selectFrom('policy_version')
    .select('version')
    .where('effective_on', '<=', on)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.version
}

export async function newestVersion(db: Db): Promise<number | undefined> {
  const row = await db.selectFrom('policy_version').select('version').orderBy('version', 'desc').limit(1).executeTakeFirst()
  return row?.version
}

export async function listVersions(db: Db, today: Day): Promise<PolicySummary[]> {
  const inForce = await versionInForce(db, today)
  const rows = await db.selectFrom('policy_version').select(summaryColumns).orderBy('version', 'desc').execute()
  return rows.map((r) => toSummary(r, inForce))
}

export async function readVersion(db: Db, version: number, today: Day): Promise<PolicySummary & { source: string; document: object }> {
  const row = found(
    await db
      .selectFrom('policy_version')
      .select([...summaryColumns, 'source', 'document'])
      .where('version', '=', version)
      .executeTakeFirst(),
    'policy',
  )
  return { ...toSummary(row, await versionInForce(db, today)), source: row.source, document: JSON.parse(row.document) }
}

const documents = new WeakMap<object, Map<string, object>>()

/** The checked document of a version; versions never change, so each is parsed once per company. */
export async function documentOf(db: Db, owner: object, version: number): Promise<object> {
  const cache = documents.get(owner) ?? new Map<string, object>()
  documents.set(owner, cache)
  const one = () => db.selectFrom('policy_version').where('version', '=', version)
  const { hash } = found(await one().select('hash').executeTakeFirst(), 'policy')
  const key = `${version} ${hash.toString('hex')}`
  const kept = cache.get(key)
  if (kept) return kept
  const { document: text } = await one().select('document').executeTakeFirstOrThrow()
  const document = JSON.parse(text) as object
  cache.set(key, document)
  return document
}

export async function listedYear(
  db: Db,
  year: number,
): Promise<{ noticed: boolean; days: { day: Day; working: boolean; name: string; source: 'NOTICE' | 'OWN' }[] }> {
  const days = await db
    .selectFrom('calendar_day')
    .select(['day', 'working', 'name', 'source'])
    .where('day', '>=', `${year}-01-01`)
    .where('day', '<=', `${year}-12-31`)
    .orderBy('day')
    .execute()
  const entry = await db.selectFrom('calendar_year').select('noticed').where('year', '=', year).executeTakeFirst()
  return { noticed: entry?.noticed ?? false, days: days.map((d) => ({ ...d, source: d.source === 'OWN' ? 'OWN' : 'NOTICE' })) }
}

/** Every listed day and the years whose notice is in. */
export async function listedCalendar(db: Db): Promise<{ days: CalendarDay[]; noticedYears: number[] }> {
  const days = await db.selectFrom('calendar_day').select(['day', 'working', 'name']).execute()
  const years = await db.selectFrom('calendar_year').select('year').where('noticed', '=', true).execute()
  return { days: days.map((d) => ({ ...d, source: 'NOTICE' as const })), noticedYears: years.map((y) => y.year) }
}

/** What tells the listed calendar from any other: a digest of the days that are worked or not, and of the years whose notice is in. */
export async function calendarMark(db: Db): Promise<string> {
  const days = db
    .selectFrom('calendar_day')
    .select(sql<string>`string_agg(concat(to_char(day, 'YYYY-MM-DD'), working), ',' order by day)`.as('all'))
  const years = db
    .selectFrom('calendar_year')
    .where('noticed', '=', true)
    .select(sql<string>`string_agg(year::text, ',' order by year)`.as('all'))
  const { rows } = await sql<{ mark: string }>`
    select encode(sha256(convert_to(concat((${days}), ';', (${years})), 'UTF8')), 'hex') as mark`.execute(db)
  return rows[0]?.mark ?? ''
}
