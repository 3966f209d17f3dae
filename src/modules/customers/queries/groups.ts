import { type RawBuilder, sql } from 'kysely'
import { type Day, dayFrom, dayNumber, plusMonths } from '../../../core/day.ts'
import { sectionOf } from '../../../core/industry-sections.ts'
import type { Db } from '../../../platform/db/db.ts'
import type { Scope } from '../../../platform/scope.ts'
import type { CustomerGrouping } from '../contract.ts'
import { groupKeys as keys } from './grouping.ts'
import { filtered, type Narrowed } from './rows.ts'

export type Group = { key: string | null; count: number; amount12m: number | null }

/** The days of the past 12 months up to and with `today`: after the first, until the second. */
const pastYear = (today: Day): { after: Day; until: Day } => ({ after: dayFrom(plusMonths(dayNumber(today), -12)), until: today })

/** How many customers of a filter each group holds, largest first. */
export async function countGroups(db: Db, scope: Scope, filter: Narrowed, by: CustomerGrouping): Promise<Group[]> {
  const rows = await filtered(db, scope, filter)
    .select((e) => [keys[by].as('key'), e.fn.countAll<number>().as('n')])
    .groupBy(sql`1`)
    .execute()
  return bySection(
    rows.map((r) => ({ key: r.key, count: Number(r.n), amount12m: null })),
    by,
  )
}

/** The same with what each group bought, net, in the past 12 months. */
export async function sumGroups(db: Db, scope: Scope, filter: Narrowed, by: CustomerGrouping, today: Day): Promise<Group[]> {
  const [counted, bought] = [await countGroups(db, scope, filter, by), await amounts(db, scope, filter, keys[by], today)]
  const amountOf = new Map(
    bySection(
      bought.map((b) => ({ key: b.key, count: 0, amount12m: Number(b.amount) })),
      by,
    ).map((g) => [g.key, g.amount12m]),
  )
  return counted.map((g) => ({ ...g, amount12m: amountOf.get(g.key) ?? 0 }))
}

/** How many customers a filter holds, and what they bought, net, in the past 12 months. */
export async function totals(db: Db, scope: Scope, filter: Narrowed, today: Day): Promise<{ count: number; amount12m: number }> {
  const { n } = await filtered(db, scope, filter)
    .select((e) => e.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  const [bought] = await amounts(db, scope, filter, sql`null`, today)
  return { count: Number(n), amount12m: Number(bought?.amount ?? 0) }
}

const amounts = (db: Db, scope: Scope, filter: Narrowed, key: RawBuilder<string | null>, today: Day) => {
  const { after, until } = pastYear(today)
  return filtered(db, scope, filter)
    .innerJoin('purchases_public_order as o', 'o.customer_id', 'c.id')
    .where('o.status', '=', 'CONFIRMED')
    .where('o.ordered_on', '>', after)
    .where('o.ordered_on', '<=', until)
    .select((e) => [key.as('key'), e.fn.sum<number>('o.net_amount').as('amount')])
    .groupBy(sql`1`)
    .execute()
}

/** Divisions of industry put together by their section; a code nobody knows stands with those without one. */
function bySection(groups: readonly Group[], by: CustomerGrouping): Group[] {
  const merged = new Map<string | null, Group>()
  for (const group of groups) {
    const key = by === 'industry' && group.key !== null ? sectionOf(group.key) : group.key
    const known = merged.get(key)
    const amount12m = group.amount12m === null ? null : (known?.amount12m ?? 0) + group.amount12m
    merged.set(key, { key, count: (known?.count ?? 0) + group.count, amount12m })
  }
  return [...merged.values()].sort((a, b) => b.count - a.count || ((a.key ?? '~') < (b.key ?? '~') ? -1 : 1))
}

/** What the people or units are called that groups stand for. */
export async function namesOf(db: Db, by: CustomerGrouping, groups: readonly Group[]): Promise<Map<string, string>> {
  if (by !== 'owner' && by !== 'unit') return new Map()
  const ids = groups.flatMap((g) => (g.key === null ? [] : [Number(g.key)]))
  const among = sql<boolean>`id = any(${sql.val(ids)}::bigint[])`
  const rows =
    by === 'owner'
      ? await db.selectFrom('organisation_public_person').select(['id', 'name']).where(among).execute()
      : await db.selectFrom('organisation_public_unit').select(['id', 'name']).where(among).execute()
  return new Map(rows.map((r) => [String(r.id), r.name]))
}
