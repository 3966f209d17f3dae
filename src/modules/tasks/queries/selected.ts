import { sql } from 'kysely'
import type { Day } from '../../../core/day.ts'
import type { Db } from '../../../platform/db/db.ts'
import { taskSeen, type Viewer } from '../queries.ts'
import { filtered, type Narrowed, rowColumns, rowNames, toRow } from './rows.ts'

/** Tasks in sight that a filter holds, by id and version. */
export const chosenTasks = (db: Db, viewer: Viewer, filter: Narrowed, today: Day) =>
  filtered(db, filter, viewer, today).where(taskSeen(viewer)).select(['t.id as row_id', 't.version'])

/** Those of these tasks that are in sight, whole; whoever's, without a viewer. */
export async function seenTasks(db: Db, ids: readonly number[], viewer?: Viewer) {
  const rows = await db
    .selectFrom('task as t')
    .select(rowColumns)
    .select(rowNames)
    .where('t.id', '=', sql<number>`any(${sql.val([...ids])}::bigint[])`)
    .where(viewer ? taskSeen(viewer) : sql<boolean>`true`)
    .execute()
  return rows.map(toRow)
}
