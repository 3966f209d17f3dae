import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { CalendarDay } from '../../core/calendar/work-calendar.ts'
import type { Day } from '../../core/day.ts'
import type { Tx } from '../../platform/db/db.ts'

const lockPolicies = (tx: Tx) => sql`select pg_advisory_xact_lock(hashtextextended(current_schema() || ':policies', 7))`.execute(tx)

export type NewVersion = {
  packId: string
  title: string
  source: string
  document: object
  effectiveOn: Day
  note: string
  publishedAt: Date
  publishedBy: string
}

/** Adds the next version; concurrent publishers wait for each other, so numbers have no gaps. */
export async function insertVersion(tx: Tx, v: NewVersion): Promise<number> {
  await lockPolicies(tx)
  const last = await tx
    .selectFrom('policy_version')
    .select((e) => e.fn.max('version').as('version'))
    .executeTakeFirst()
  const version = (last?.version ?? 0) + 1
  await tx
    .insertInto('policy_version')
    .values({
      version,
      pack_id: v.packId,
      title: v.title,
      source: v.source,
      document: JSON.stringify(v.document),
      hash: createHash('sha256').update(v.source).digest(),
      effective_on: v.effectiveOn,
      note: v.note,
      published_at: v.publishedAt,
      published_by: v.publishedBy,
    })
    .execute()
  return version
}

/** Replaces what is listed of one year and says whether its notice is in. */
export async function replaceYear(
  tx: Tx,
  year: number,
  noticed: boolean,
  days: readonly Pick<CalendarDay, 'day' | 'working' | 'name'>[],
): Promise<void> {
  await tx.deleteFrom('calendar_day').where('day', '>=', `${year}-01-01`).where('day', '<=', `${year}-12-31`).execute()
  const source = noticed ? 'NOTICE' : 'OWN'
  if (days.length > 0)
    await tx
      .insertInto('calendar_day')
      .values(days.map((d) => ({ day: d.day, working: d.working, name: d.name, source })))
      .execute()
  await tx
    .insertInto('calendar_year')
    .values({ year, noticed })
    .onConflict((c) => c.column('year').doUpdateSet({ noticed }))
    .execute()
}

/** Adds years the company has no entry for; what people changed stays. */
export async function seedYears(tx: Tx, years: readonly number[], days: readonly CalendarDay[]): Promise<void> {
  const known = new Set((await tx.selectFrom('calendar_year').select('year').execute()).map((r) => r.year))
  for (const year of years.filter((y) => !known.has(y))) {
    await replaceYear(
      tx,
      year,
      true,
      days.filter((d) => d.day.startsWith(`${year}-`)),
    )
  }
}
