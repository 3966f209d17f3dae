import { type RawBuilder, sql } from 'kysely'
import type { Day } from '../../../core/day.ts'
import type { Db } from '../../../platform/db/db.ts'
import { announcingRule } from '../contract/announcing.ts'
import type { TallyAsked, TallyPart, TallyRow } from '../contract/figures.ts'
import type { Viewer } from '../queries.ts'

/**
 * Whose work a viewer counts: figures go by the unit and the person that work is given to, not by its customers, so that they
 * come from counts alone.
 */
export function countedFor({ scope, personId }: Viewer, alias: string): RawBuilder<boolean> {
  if (scope.all) return sql<boolean>`true`
  const people = personId === null ? scope.ownerIds : [...scope.ownerIds, personId]
  return sql<boolean>`(${sql.ref(`${alias}.unit_id`)} = any(${sql.val([...scope.unitIds])}::bigint[])
    or ${sql.ref(`${alias}.assignee_id`)} = any(${sql.val([...people])}::bigint[]))`
}

/** Open tasks to be worked on before a day, by person (null: nobody) and the Monday of their week; a span before the first Monday counts as one. */
export async function openByWeek(db: Db, viewer: Viewer, span: { firstMonday: Day; before: Day; unitId?: number | undefined }) {
  const workedOn = sql<Day>`coalesce(t.planned_on, t.due_on)`
  let open = db
    .selectFrom('task as t')
    .select((e) => [
      't.assignee_id as personId',
      sql<Day | null>`case when ${workedOn} < ${span.firstMonday}::date then null else date_trunc('week', ${workedOn})::date end`.as(
        'monday',
      ),
      e.fn.countAll<number>().as('tasks'),
    ])
    .where('t.state', '=', 'OPEN')
    .where(sql<boolean>`${workedOn} < ${span.before}::date`)
    .where(countedFor(viewer, 't'))
  if (span.unitId !== undefined) open = open.where('t.unit_id', '=', span.unitId)
  return open.groupBy(['personId', 'monday']).execute()
}

export const namesOf = (db: Db, ids: readonly number[]) =>
  db
    .selectFrom('organisation_public_person as p')
    .leftJoin('organisation_public_unit as u', 'u.id', 'p.unit_id')
    .select(['p.id', 'p.name', 'u.name as unitName'])
    .where('p.id', '=', sql<number>`any(${sql.val([...ids])}::bigint[])`)
    .orderBy('p.name')
    .orderBy('p.id')
    .execute()

const mostRows = 5000
const dividing: Readonly<Record<TallyPart, RawBuilder<unknown>>> = {
  rule: sql`d.rule_id`,
  unit: sql`nullif(d.unit_id, 0)`,
  person: sql`nullif(d.assignee_id, 0)`,
  tier: sql`nullif(d.tier, '')`,
  class: sql`nullif(d.class, '')`,
  month: sql`to_char(d.window_to, 'YYYY-MM')`,
}

type Figures = Pick<TallyRow, 'ruleId' | 'unitId' | 'unitName' | 'personId' | 'personName' | 'tier' | 'class' | 'month'> &
  TallyRow['counts']

/**
 * Counts of duties whose window ends from `from` until `until`, divided by what is asked. That something was announced is no duty beside
 * it: it is counted where that rule is asked for.
 */
export async function tallyOf(db: Db, viewer: Viewer, asked: TallyAsked, today: Day): Promise<TallyRow[]> {
  const part = (name: TallyPart) => (asked.by.includes(name) ? dividing[name] : sql`null`)
  const some = (condition: RawBuilder<boolean>) => sql`coalesce(sum(d.n) filter (where ${condition}), 0)::int`
  const isOpen = sql<boolean>`d.standing = 'OPEN'`
  const only = (column: string, value: string | number | undefined) =>
    value === undefined ? sql`` : sql`and ${sql.ref(`d.${column}`)} = ${value}`
  const ofRule = asked.ruleId === undefined ? sql`and d.rule_id <> ${announcingRule}` : only('rule_id', asked.ruleId)
  const { rows } = await sql<Figures>`
    select g.*, (select u.name from organisation_public_unit u where u.id = g."unitId") as "unitName",
      (select p.name from organisation_public_person p where p.id = g."personId") as "personName"
    from (
      select ${part('rule')}::text as "ruleId", ${part('unit')}::bigint as "unitId", ${part('person')}::bigint as "personId",
        ${part('tier')}::text as tier, ${part('class')}::text as class, ${part('month')}::text as month,
        ${some(sql<boolean>`${isOpen} and d.window_to >= ${today}::date`)} as open,
        ${some(sql<boolean>`${isOpen} and d.window_to < ${today}::date`)} as overdue,
        ${some(sql<boolean>`d.standing = 'ON_TIME'`)} as "onTime", ${some(sql<boolean>`d.standing = 'LATE'`)} as late,
        ${some(sql<boolean>`d.standing = 'WAIVED'`)} as waived, ${some(sql<boolean>`d.standing = 'NOT_APPLICABLE'`)} as "notApplicable"
      from duty_tally d
      where d.window_to between ${asked.from}::date and ${asked.until}::date and ${countedFor(viewer, 'd')}
        ${ofRule} ${only('unit_id', asked.unitId)} ${only('assignee_id', asked.personId)}
      group by 1, 2, 3, 4, 5, 6) g
    order by "month" nulls first, "ruleId", "unitId", "personId", tier, class limit ${mostRows}`.execute(db)
  return rows.map(({ open, overdue, onTime, late, waived, notApplicable, ...r }) => ({
    ...r,
    counts: { open, overdue, onTime, late, waived, notApplicable },
  }))
}
