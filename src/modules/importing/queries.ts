import { idBelow, type Page, toPage } from '../../core/page.ts'
import { found } from '../../core/problem.ts'
import { type Actor, may } from '../../platform/action.ts'
import type { Db } from '../../platform/db/db.ts'
import { undoUntil } from '../../platform/undo/queries.ts'
import { type Cell, type ImportCounts, type ImportKind, type ImportRecord, importKinds, type Reason } from './contract.ts'

/** Imports the actor started; all of them for whoever may see all jobs. */
function visible(db: Db, actor: Actor) {
  const all = db
    .selectFrom('import as i')
    .innerJoin('job as j', 'j.id', 'i.job_id')
    .innerJoin('file as f', 'f.id', 'i.file_id')
    .leftJoin('undoable as u', 'u.job_id', 'i.job_id')
    .select([
      'i.job_id',
      'i.kind',
      'i.settings',
      'i.dry_run',
      'i.new_rows',
      'i.changed_rows',
      'i.skipped_rows',
      'i.failed_rows',
      'i.customers_created',
    ])
    .select([
      'u.undone_at',
      'u.undo_job_id',
      'u.asked_at',
      'u.id as undoable_id',
      'j.state',
      'j.created_by_name',
      'j.created_at',
      'j.ended_at',
      'j.done',
      'j.total',
      'f.name as file_name',
    ])
  if (may(actor, 'jobs.all')) return all
  if (actor.personId !== null) return all.where('j.created_by', '=', actor.personId)
  return all.where('j.created_by_kind', '=', actor.kind).where('j.created_by_name', '=', actor.name)
}

type Row = Awaited<ReturnType<ReturnType<typeof visible>['execute']>>[number]

const kindOf = (code: string): ImportKind => importKinds.find((k) => k === code) ?? 'customers'

const countsOf = (r: Pick<Row, 'new_rows' | 'changed_rows' | 'skipped_rows' | 'failed_rows' | 'customers_created'>): ImportCounts => ({
  new: r.new_rows,
  changed: r.changed_rows,
  skipped: r.skipped_rows,
  failed: r.failed_rows,
  customersCreated: r.customers_created,
})

function toRecord(r: Row, now: Date): ImportRecord {
  const until = undoUntil({ created_at: r.created_at, job_ended_at: r.ended_at })
  const isOver = r.state !== 'WAITING' && r.state !== 'RUNNING'
  const wrote = r.new_rows + r.changed_rows + r.customers_created > 0
  return {
    jobId: r.job_id,
    kind: kindOf(r.kind),
    fileName: r.file_name,
    state: r.state,
    dryRun: r.dry_run,
    by: r.created_by_name,
    createdAt: r.created_at,
    endedAt: r.ended_at,
    counts: countsOf(r),
    undoneAt: r.undone_at,
    undoJobId: r.undo_job_id,
    undoUntil: isOver && wrote && r.undoable_id !== null && r.asked_at === null && until > now ? until : null,
  }
}

export async function listImports(
  db: Db,
  actor: Actor,
  now: Date,
  page: { kind?: string | undefined; dryRun: boolean; after?: string | undefined; limit: number },
): Promise<Page<ImportRecord>> {
  let q = visible(db, actor).where('i.dry_run', '=', page.dryRun)
  if (page.kind !== undefined) q = q.where('i.kind', '=', page.kind)
  const below = idBelow(page.after)
  if (below !== undefined) q = q.where('i.job_id', '<', below)
  const rows = await q
    .orderBy('i.job_id', 'desc')
    .limit(page.limit + 1)
    .execute()
  return toPage(
    rows.map((r) => toRecord(r, now)),
    page.limit,
    (r) => [r.jobId],
  )
}

export type ImportInFull = { record: ImportRecord; settings: Record<string, unknown>; done: number; total: number | null }

export async function readImport(db: Db, actor: Actor, now: Date, jobId: number): Promise<ImportInFull> {
  const r = found(await visible(db, actor).where('i.job_id', '=', jobId).executeTakeFirst(), 'import')
  return { record: toRecord(r, now), settings: JSON.parse(r.settings) as Record<string, unknown>, done: r.done, total: r.total }
}

/** For the import's own job: what it has come to so far. */
export async function countsOfImport(db: Db, jobId: number): Promise<ImportCounts> {
  const r = await db
    .selectFrom('import')
    .select(['new_rows', 'changed_rows', 'skipped_rows', 'failed_rows', 'customers_created'])
    .where('job_id', '=', jobId)
    .executeTakeFirstOrThrow()
  return countsOf(r)
}

export type StoredFailure = { line: number; cells: Cell[]; reasons: Reason[] }

/** Rows that failed, by line, after `line`. */
export async function failedRowsAfter(db: Db, jobId: number, line: number, limit: number): Promise<StoredFailure[]> {
  const rows = await db
    .selectFrom('import_failed_row')
    .select(['line', 'cells', 'reasons'])
    .where('import_id', '=', jobId)
    .where('line', '>', line)
    .orderBy('line')
    .limit(limit)
    .execute()
  return rows.map((r) => ({ line: r.line, cells: JSON.parse(r.cells) as Cell[], reasons: JSON.parse(r.reasons) as Reason[] }))
}

export async function rememberedColumns(db: Db, kind: ImportKind, headerKey: string): Promise<Record<string, string> | undefined> {
  const row = await db
    .selectFrom('import_mapping')
    .select('mapping')
    .where('kind', '=', kind)
    .where('header_key', '=', headerKey)
    .executeTakeFirst()
  return row && (JSON.parse(row.mapping) as Record<string, string>)
}
