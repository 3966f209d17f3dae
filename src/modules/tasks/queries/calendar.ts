import { type RawBuilder, sql } from 'kysely'
import type { Day } from '../../../core/day.ts'
import { found } from '../../../core/problem.ts'
import type { Db } from '../../../platform/db/db.ts'
import { type DayTask, mostADay, type Span } from '../policy/calendar.ts'
import { customerSeen, ownTask, type Viewer } from '../queries.ts'
import { anyOf } from './rows.ts'

/** When somebody means to do a task (alias `t`): the appointment, else the due day. Written as the indexes have it. */
export const workedOn = sql<Day>`coalesce(t.planned_on, t.due_on)`

/** That a task (alias `t`) is in the viewer's sight. */
export const taskSeen = (viewer: Viewer): RawBuilder<boolean> => sql<boolean>`(${customerSeen(viewer)} or ${ownTask(viewer)})`

/** A unit and all below it. */
export async function unitsUnder(db: Db, unitId: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    with recursive below as (
      select id from organisation_public_unit where id = ${unitId}
      union select u.id from organisation_public_unit u join below b on u.parent_id = b.id)
    select id from below`.execute(db)
  if (rows.length === 0) found(undefined, 'unit')
  return rows.map((r) => r.id)
}

/** Whose tasks: of one person or of nobody (null), and of some units; one of both at least. */
export type Whose = { assigneeId?: number | null; unitIds?: readonly number[] }

function isOf({ assigneeId, unitIds }: Whose): RawBuilder<boolean> {
  const person =
    assigneeId === undefined ? sql`true` : assigneeId === null ? sql`t.assignee_id is null` : sql`t.assignee_id = ${assigneeId}`
  return unitIds ? sql<boolean>`${person} and ${anyOf('t.unit_id', unitIds)}` : sql<boolean>`${person}`
}

type Worked = DayTask & { day: Day }

/**
 * Tasks to be worked on from day to day, of each day one more than are counted. The days are looked up one by one, so that a day with
 * a hundred thousand tasks costs no more than one with a few hundred.
 */
export async function workedWithin(db: Db, viewer: Viewer, span: Span, whose: Whose): Promise<Worked[]> {
  return (await workedStatement(viewer, span, whose).execute(db)).rows
}

/** The statement by itself, so that a test can look at how the database goes about it. */
export function workedStatement(viewer: Viewer, span: Span, whose: Whose): RawBuilder<Worked> {
  const isOwn = typeof whose.assigneeId === 'number' && whose.assigneeId === viewer.personId
  return sql<Worked>`
    select d.day, t.*
    from (select generate_series(${span.from}::date, ${span.until}::date, interval '1 day')::date as day) d
    cross join lateral (
      select t.id, t.state, t.done_on as "doneOn", t.window_to as "windowTo"
      from task t
      where ${isOf(whose)} and ${workedOn} = d.day and t.state <> 'ENDED' and ${isOwn ? sql`true` : taskSeen(viewer)}
      limit ${mostADay + 1}) t`
}
