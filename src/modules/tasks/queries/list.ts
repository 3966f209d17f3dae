import { type RawBuilder, sql } from 'kysely'
import { addDays, type Day } from '../../../core/day.ts'
import { decodeCursor, type Page, toPage } from '../../../core/page.ts'
import { invalidField } from '../../../core/problem.ts'
import type { Db } from '../../../platform/db/db.ts'
import type { TaskFilter, TaskRow } from '../contract.ts'
import { type Heap, heapOf, nextDays } from '../policy/standing.ts'
import { customerSeen, ownTask, type Viewer } from '../queries.ts'
import { filtered, rowColumns, rowNames, toRow } from './rows.ts'

type Paging = { after?: string | undefined; limit: number }

/**
 * What is in sight, in parts that hold nothing twice: each is walked in its own order and the heads are merged. One condition for
 * both would have the database look at every task there is.
 */
function parts(viewer: Viewer, { assignee }: TaskFilter): RawBuilder<boolean>[] {
  if (assignee === 'me') return viewer.personId === null ? [] : [sql<boolean>`true`]
  const seen = customerSeen(viewer)
  return viewer.personId === null ? [seen] : [seen, sql<boolean>`(${ownTask(viewer)} and not ${seen})`]
}

function placeOf(cursor: string): [Day, number] {
  const [dueOn, id] = decodeCursor(cursor, 2) ?? []
  if (typeof dueOn !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(dueOn) || !Number.isSafeInteger(id)) throw invalidField('after', 'bad-cursor')
  return [dueOn, Number(id)]
}

/** A page of tasks in sight by due day. */
export async function listTasks(db: Db, viewer: Viewer, filter: TaskFilter, today: Day, page: Paging): Promise<Page<TaskRow>> {
  const at = page.after === undefined ? undefined : placeOf(page.after)
  const heads = parts(viewer, filter).map((part) => {
    let q = filtered(db, filter, viewer, today).where(part)
    if (at) q = q.where(sql<boolean>`(t.due_on, t.id) > (${at[0]}::date, ${at[1]}::bigint)`)
    return q
      .select(rowColumns)
      .select(rowNames)
      .orderBy('t.due_on')
      .orderBy('t.id')
      .limit(page.limit + 1)
      .execute()
  })
  const rows = (await Promise.all(heads)).flat().sort((a, b) => (a.dueOn === b.dueOn ? a.id - b.id : a.dueOn < b.dueOn ? -1 : 1))
  return toPage(rows.map(toRow), page.limit, (r) => [r.dueOn, r.id])
}

export type Heaps = Record<Heap, { count: number; rows: TaskRow[] }>

/** The open tasks of a person that matter on a day, on heaps; of each heap the first rows by due day. */
export async function heapsOf(db: Db, personId: number | null, today: Day, limit: number): Promise<Heaps> {
  const ids: Record<Heap, number[]> = { overdue: [], dueToday: [], inWindow: [], nextDays: [] }
  for (const t of personId === null ? [] : await openSpans(db, personId, addDays(today, nextDays))) {
    const heap = heapOf(t, today)
    if (heap) ids[heap].push(t.id)
  }
  const rows = await rowsOf(
    db,
    Object.values(ids).flatMap((some) => some.slice(0, limit)),
  )
  const heap = (some: number[]) => ({ count: some.length, rows: some.slice(0, limit).flatMap((id) => rows.get(id) ?? []) })
  return { overdue: heap(ids.overdue), dueToday: heap(ids.dueToday), inWindow: heap(ids.inWindow), nextDays: heap(ids.nextDays) }
}

const openSpans = (db: Db, personId: number, until: Day) =>
  db
    .selectFrom('task as t')
    .select(['t.id', 't.due_on as dueOn', 't.window_from as windowFrom', 't.window_to as windowTo', 't.planned_on as plannedOn'])
    .where('t.assignee_id', '=', personId)
    .where('t.state', '=', 'OPEN')
    .where((e) => e.or([e('t.window_from', '<=', until), e('t.planned_on', '<=', until)]))
    .orderBy('t.due_on')
    .orderBy('t.id')
    .execute()

async function rowsOf(db: Db, ids: readonly number[]): Promise<Map<number, TaskRow>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('task as t')
    .select(rowColumns)
    .select(rowNames)
    .where('t.id', '=', sql<number>`any(${sql.val([...ids])}::bigint[])`)
    .execute()
  return new Map(rows.map((r) => [r.id, toRow(r)]))
}
