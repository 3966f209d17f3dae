import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../../platform/db/db.ts'
import { announcingRule } from '../contract/announcing.ts'
import { mostCounted, type TeamFigures, type TeamHeap } from '../contract/team.ts'
import type { TaskRow } from '../contract.ts'
import type { Span } from '../policy/calendar.ts'
import type { TeamDays } from '../policy/team.ts'
import type { Viewer } from '../queries.ts'
import { taskSeen, workedOn } from './calendar.ts'
import { countedFor } from './figures.ts'
import { anyOf, rowsById } from './rows.ts'

/** Work of these units; without any, all that the viewer hands out. */
export type Team = { viewer: Viewer; unitIds: readonly number[] | undefined }

function workOf({ viewer, unitIds }: Team, alias: 't' | 'd'): RawBuilder<boolean> {
  if (unitIds) return anyOf(`${alias}.unit_id`, unitIds)
  const { scope } = viewer
  return !scope.all && scope.unitIds.length > 0 ? anyOf(`${alias}.unit_id`, scope.unitIds) : countedFor(viewer, alias)
}

const isOpen = sql<boolean>`t.state = 'OPEN'`

/** What lies on a heap. A figure and the rows behind it ask the same. */
function liesOn(heap: TeamHeap, { today, monday, sunday }: TeamDays, span: Span): RawBuilder<boolean> {
  const inTime = sql`${isOpen} and t.window_to >= ${today}::date`
  switch (heap) {
    case 'overdue':
      return sql<boolean>`(${isOpen} and t.due_on < ${today}::date and t.window_to < ${today}::date)`
    case 'today':
      return sql<boolean>`(${inTime} and ${workedOn} = ${today}::date)`
    case 'week':
      return sql<boolean>`(${inTime} and ${workedOn} > ${today}::date and ${workedOn} <= ${sunday}::date)`
    case 'open':
      return isOpen
    case 'earlier':
      return sql<boolean>`(${isOpen} and ${workedOn} < ${monday}::date)`
    case 'done':
      return sql<boolean>`(t.state = 'DONE' and t.done_on between ${monday}::date and ${today}::date)`
    case 'span':
      return sql<boolean>`(${isOpen} and ${workedOn} between ${span.from}::date and ${span.until}::date)`
  }
}

type Counted = { personId: number | null } & Partial<TeamFigures>

/** The figures of a team by person; null: nobody. People without work have no row. */
export async function figuresOf(db: Db, team: Team, days: TeamDays): Promise<Map<number | null, Partial<TeamFigures>>> {
  const today: Span = { from: days.today, until: days.today }
  const some = (heap: TeamHeap) => sql`(count(*) filter (where ${liesOn(heap, days, today)}))::int`
  const seen = sql`${workOf(team, 't')} and ${taskSeen(team.viewer)}`
  const open = sql<Counted>`
    select t.assignee_id as "personId", count(*)::int as open, ${some('overdue')} as overdue, ${some('today')} as today, ${some('week')} as week
    from task t where ${isOpen} and ${seen} group by 1`
  const done = sql<Counted>`
    select t.assignee_id as "personId", count(*)::int as done from task t where ${liesOn('done', days, today)} and ${seen} group by 1`
  const judged = sql<Counted>`
    select nullif(d.assignee_id, 0) as "personId", sum(d.n)::int as judged,
      coalesce(sum(d.n) filter (where d.standing = 'ON_TIME'), 0)::int as "onTime"
    from duty_tally d
    where d.window_to between ${days.judgedFrom}::date and ${days.judgedUntil}::date and d.standing in ('ON_TIME', 'LATE', 'OPEN')
      and d.rule_id <> ${announcingRule} and ${workOf(team, 'd')}
    group by 1`
  const figures = new Map<number | null, Partial<TeamFigures>>()
  for (const { rows } of await Promise.all([open.execute(db), done.execute(db), judged.execute(db)]))
    for (const { personId, ...part } of rows) figures.set(personId, { ...figures.get(personId), ...part })
  return figures
}

/** People with work, and whoever works in the team's units now, by name. */
export function peopleOf(db: Db, { viewer, unitIds }: Team, withWork: readonly number[]) {
  const there = unitIds ?? viewer.scope.unitIds
  return db
    .selectFrom('organisation_public_person as p')
    .leftJoin('organisation_public_unit as u', 'u.id', 'p.unit_id')
    .select(['p.id as personId', 'p.name', 'u.name as unitName'])
    .where(sql<boolean>`(${anyOf('p.id', withWork)} or (p.active and ${anyOf('p.unit_id', there)}))`)
    .orderBy('u.name')
    .orderBy('p.name')
    .orderBy('p.id')
    .execute()
}

export type HeapAsked = { heap: TeamHeap; assigneeId: number | null; span: Span; limit: number }

const whose = (assigneeId: number | null) =>
  assigneeId === null ? sql<boolean>`t.assignee_id is null` : sql<boolean>`t.assignee_id = ${assigneeId}`

/** The tasks on one heap of one person by due day, one more than asked when there are more. */
export async function heapRows(db: Db, team: Team, days: TeamDays, { heap, assigneeId, span, limit }: HeapAsked): Promise<TaskRow[]> {
  const ids = await idsOf(
    db,
    sql`${liesOn(heap, days, span)} and ${whose(assigneeId)} and ${workOf(team, 't')} and ${taskSeen(team.viewer)}`,
    limit + 1,
  )
  return inOrder(db, ids)
}

/** Open tasks in the team: overdue ones of others than the viewer, or those nobody has. Counted up to a bound. */
export async function waitingIn(db: Db, team: Team, what: 'overdue' | 'unassigned', today: TeamDays, limit: number) {
  const { personId } = team.viewer
  const nobodys = sql<boolean>`${isOpen} and t.assignee_id is null`
  const others = sql<boolean>`${liesOn('overdue', today, { from: today.today, until: today.today })} and t.assignee_id is not null
    and t.assignee_id is distinct from ${personId}::bigint`
  const condition = sql<boolean>`${what === 'overdue' ? others : nobodys} and ${workOf(team, 't')} and ${taskSeen(team.viewer)}`
  const ids = await idsOf(db, condition, mostCounted + 1)
  return { count: Math.min(ids.length, mostCounted), more: ids.length > mostCounted, rows: await inOrder(db, ids.slice(0, limit)) }
}

async function idsOf(db: Db, condition: RawBuilder<unknown>, limit: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`select t.id from task t where ${condition} order by t.due_on, t.id limit ${limit}`.execute(db)
  return rows.map((r) => r.id)
}

async function inOrder(db: Db, ids: readonly number[]): Promise<TaskRow[]> {
  const rows = await rowsById(db, ids)
  return ids.flatMap((id) => rows.get(id) ?? [])
}
