import { type RawBuilder, sql } from 'kysely'
import { addDays, type Day } from '../../../core/day.ts'
import { decodeCursor, type Page, toPage } from '../../../core/page.ts'
import { invalidField } from '../../../core/problem.ts'
import type { Db } from '../../../platform/db/db.ts'
import type { TaskRow } from '../contract.ts'
import { type Heap, heapOf, nextDays } from '../policy/standing.ts'
import { customerSeen, ownTask, type Viewer } from '../queries.ts'
import { filtered, type Narrowed, rowColumns, rowNames, rowsById, toRow } from './rows.ts'

type Paging = { after?: string | undefined; limit: number }

/**
 * What is in sight, in parts that hold nothing twice: each is walked in its own order and the heads are merged. One condition for
 * both would have the database look at every task there is.
 */
function parts(viewer: Viewer, { assignee }: Narrowed): RawBuilder<boolean>[] {
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
export async function listTasks(db: Db, viewer: Viewer, filter: Narrowed, today: Day, page: Paging): Promise<Page<TaskRow>> {
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
  const groups = personId === null ? [] : await openSpans(db, personId, addDays(today, nextDays), limit)
  const onHeap = Map.groupBy(groups, (group) => heapOf(group, today))
  const heads = new Map(heapNames.map((heap) => [heap, headOf(onHeap.get(heap) ?? [], limit)]))
  const rows = await rowsById(db, [...heads.values()].flat())
  const heap = (name: Heap) => ({
    count: (onHeap.get(name) ?? []).reduce((sum, { count }) => sum + count, 0),
    rows: (heads.get(name) ?? []).flatMap((id) => rows.get(id) ?? []),
  })
  return { overdue: heap('overdue'), dueToday: heap('dueToday'), inWindow: heap('inWindow'), nextDays: heap('nextDays') }
}

const heapNames: readonly Heap[] = ['overdue', 'dueToday', 'inWindow', 'nextDays']

/** Open tasks whose days are all the same, so that they lie on one heap: how many, and the first of them. */
type Group = { dueOn: Day; windowFrom: Day; windowTo: Day; plannedOn: Day | null; count: number; ids: number[] }

/** The first tasks of a heap by due day and id. */
const headOf = (groups: readonly Group[], limit: number): number[] =>
  groups
    .flatMap(({ dueOn, ids }) => ids.map((id) => ({ dueOn, id })))
    .sort((a, b) => (a.dueOn === b.dueOn ? a.id - b.id : a.dueOn < b.dueOn ? -1 : 1))
    .slice(0, limit)
    .map(({ id }) => id)

async function openSpans(db: Db, personId: number, until: Day, limit: number): Promise<Group[]> {
  const { rows } = await spansStatement(personId, until, limit).execute(db)
  return rows.map((row) => ({ ...row, ids: row.ids.map(Number) }))
}

/**
 * A person has thousands of tasks but few different days: grouped by the database, in the order of the index that holds them all, so
 * that nothing is sorted. What is appointed before its window comes makes groups of its own.
 */
export function spansStatement(personId: number, until: Day, limit: number): RawBuilder<Group> {
  const mine = (condition: RawBuilder<boolean>) => sql`
    select t.window_from as "windowFrom", t.window_to as "windowTo", t.due_on as "dueOn", t.planned_on as "plannedOn",
      count(*)::int as count, (array_agg(t.id order by t.id))[1:${limit}::int] as ids
    from task t where t.assignee_id = ${personId}::bigint and t.state = 'OPEN' and ${condition}
    group by t.window_from, t.window_to, t.due_on, t.planned_on`
  const comes = sql<boolean>`t.window_from <= ${until}::date`
  const appointed = sql<boolean>`t.window_from > ${until}::date and t.planned_on <= ${until}::date`
  return sql<Group>`${mine(comes)} union all ${mine(appointed)}`
}
