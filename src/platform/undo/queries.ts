import type { Selectable } from 'kysely'
import { idBelow, type Page, toPage } from '../../core/page.ts'
import { found } from '../../core/problem.ts'
import { type Actor, may } from '../action.ts'
import type { DB, Db } from '../db/db.ts'
import { type LeftRecord, type Undoable, type UndoState, undoDays } from './contract.ts'

const dayMs = 86_400_000
/** Whoever holds it takes back what others did. */
export const undoOfOthers = 'undo.run'

export type UndoableRow = Selectable<DB['undoable']> & { job_state: string | null; job_ended_at: Date | null }

const withJob = (db: Db) =>
  db
    .selectFrom('undoable as u')
    .leftJoin('job as j', 'j.id', 'u.job_id')
    .selectAll('u')
    .select(['j.state as job_state', 'j.ended_at as job_ended_at'])

export const isOwn = (row: Pick<UndoableRow, 'created_by' | 'created_by_kind' | 'created_by_name'>, actor: Actor): boolean =>
  actor.personId !== null
    ? row.created_by === actor.personId
    : row.created_by === null && row.created_by_kind === actor.kind && row.created_by_name === actor.name

/** Until when it can be taken back: counted from the end of the job that did it. */
export const undoUntil = (row: Pick<UndoableRow, 'created_at' | 'job_ended_at'>): Date =>
  new Date((row.job_ended_at ?? row.created_at).getTime() + undoDays * dayMs)

const isRunning = (row: UndoableRow): boolean => row.job_state === 'WAITING' || row.job_state === 'RUNNING'

export function undoStateOf(row: UndoableRow, now: Date): UndoState {
  if (row.undone_at !== null) return 'UNDONE'
  if (row.asked_at !== null) return 'UNDOING'
  if (isRunning(row)) return 'RUNNING'
  return undoUntil(row) > now ? 'OPEN' : 'EXPIRED'
}

export const toUndoable = (r: UndoableRow, actor: Actor, now: Date): Undoable => ({
  id: r.id,
  kind: r.kind,
  facts: JSON.parse(r.facts) as Record<string, unknown>,
  rows: r.changed_rows,
  by: r.created_by_name,
  mine: isOwn(r, actor),
  at: r.created_at,
  state: undoStateOf(r, now),
  until: undoUntil(r),
  jobId: r.job_id,
  undoJobId: r.undo_job_id,
  undoneAt: r.undone_at,
  undoneBy: r.undone_by_name,
  undone: r.undone_rows,
  left: r.left_rows,
})

/** What the actor did themselves, or what anybody did; nothing that changed no record. */
export async function listUndoable(
  db: Db,
  actor: Actor,
  now: Date,
  page: { mine: boolean; after?: string | undefined; limit: number },
): Promise<Page<Undoable>> {
  let q = withJob(db).where('u.changed_rows', '>', 0)
  if (page.mine || !may(actor, undoOfOthers)) {
    q =
      actor.personId !== null
        ? q.where('u.created_by', '=', actor.personId)
        : q.where('u.created_by', 'is', null).where('u.created_by_kind', '=', actor.kind).where('u.created_by_name', '=', actor.name)
  }
  const below = idBelow(page.after)
  if (below !== undefined) q = q.where('u.id', '<', below)
  const rows = await q
    .orderBy('u.id', 'desc')
    .limit(page.limit + 1)
    .execute()
  return toPage(
    rows.map((r) => toUndoable(r, actor, now)),
    page.limit,
    (r) => [r.id],
  )
}

/** One the actor did, or, where they may take back what others did, anybody's; else it does not exist. */
export async function readUndoable(db: Db, actor: Actor, id: number): Promise<UndoableRow> {
  const row = found(await withJob(db).where('u.id', '=', id).executeTakeFirst(), 'undoable')
  if (!isOwn(row, actor) && !may(actor, undoOfOthers)) found(undefined, 'undoable')
  return row
}

/** What the job of this number offered to take back. */
export const undoableOfJob = (db: Db, jobId: number): Promise<{ id: number } | undefined> =>
  db.selectFrom('undoable').select('id').where('job_id', '=', jobId).executeTakeFirst()

/** The first `limit` records left alone, and how many in all. */
export async function leftAlone(db: Db, id: number, limit: number): Promise<{ count: number; left: LeftRecord[] }> {
  const { count } = await db
    .selectFrom('undo_left')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('undoable_id', '=', id)
    .executeTakeFirstOrThrow()
  const left = await db
    .selectFrom('undo_left')
    .select(['subject_kind as kind', 'subject_id as id', 'label', 'reason'])
    .where('undoable_id', '=', id)
    .orderBy('subject_kind')
    .orderBy('subject_id')
    .limit(limit)
    .execute()
  return { count: Number(count), left }
}

/** Who last changed each of these records, and when. */
export async function lastChanges(db: Db, left: readonly LeftRecord[]): Promise<Map<string, { by: string; at: Date }>> {
  const found = new Map<string, { by: string; at: Date }>()
  for (const { kind, id } of left) {
    const row = await db
      .selectFrom('event')
      .select(['actor_name as by', 'at'])
      .where('subject_kind', '=', kind)
      .where('subject_id', '=', id)
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst()
    if (row) found.set(`${kind} ${id}`, row)
  }
  return found
}
