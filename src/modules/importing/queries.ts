import { idBelow, type Page, toPage } from '../../core/page.ts'
import { found } from '../../core/problem.ts'
import { type Actor, may } from '../../platform/action.ts'
import type { Db } from '../../platform/db/db.ts'
import type { UndoEvent } from '../../platform/house.ts'
import { type Cell, type ImportCounts, type ImportKind, type ImportRecord, importKinds, type Reason } from './contract.ts'
import type { Left } from './store.ts'

export const undoDays = 30
const dayMs = 86_400_000

/** Imports the actor started; all of them for whoever may see all jobs. */
function visible(db: Db, actor: Actor) {
  const all = db
    .selectFrom('import as i')
    .innerJoin('job as j', 'j.id', 'i.job_id')
    .innerJoin('file as f', 'f.id', 'i.file_id')
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
      'i.undone_at',
      'i.undo_job_id',
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

const countsOf = (r: Row): ImportCounts => ({
  new: r.new_rows,
  changed: r.changed_rows,
  skipped: r.skipped_rows,
  failed: r.failed_rows,
  customersCreated: r.customers_created,
})

function toRecord(r: Row, now: Date): ImportRecord {
  const until = new Date((r.ended_at ?? r.created_at).getTime() + undoDays * dayMs)
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
    undoUntil: isOver && wrote && !r.dry_run && r.undo_job_id === null && until > now ? until : null,
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
export async function countsOfImport(db: Db, jobId: number): Promise<{ counts: ImportCounts; undoJobId: number | null }> {
  const r = await db
    .selectFrom('import')
    .select(['new_rows', 'changed_rows', 'skipped_rows', 'failed_rows', 'customers_created', 'undo_job_id'])
    .where('job_id', '=', jobId)
    .executeTakeFirstOrThrow()
  const counts = {
    new: r.new_rows,
    changed: r.changed_rows,
    skipped: r.skipped_rows,
    failed: r.failed_rows,
    customersCreated: r.customers_created,
  }
  return { counts, undoJobId: r.undo_job_id }
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

export type Folded = { kind: string; event: UndoEvent; customerId: number | null }

/**
 * What an import did to each record whose first event lies in the page of events before `before` (newest first): all its events on that
 * record folded into one. A record comes up after everything the import made later, so what leans on it has gone by then.
 */
export async function foldedEventsBefore(
  db: Db,
  jobId: number,
  kinds: readonly string[],
  before: number | null,
  limit: number,
): Promise<{ folded: Folded[]; next: number | null }> {
  let q = db
    .selectFrom('event')
    .select(['id', 'subject_kind', 'subject_id'])
    .where('job_id', '=', jobId)
    .where('subject_kind', 'in', [...kinds])
  if (before !== null) q = q.where('id', '<', before)
  const page = await q.orderBy('id', 'desc').limit(limit).execute()
  if (page.length === 0) return { folded: [], next: null }
  const ids = new Set(page.map((e) => e.id))
  const folded: Folded[] = []
  for (const [kind, events] of Map.groupBy(page, (e) => e.subject_kind)) {
    const subjects = [...new Set(events.map((e) => e.subject_id))]
    for (const all of (await eventsOf(db, jobId, kind, subjects)).values()) if (ids.has(all[0]?.id ?? 0)) folded.push(fold(kind, all))
  }
  return { folded, next: page.at(-1)?.id ?? null }
}

type EventRow = {
  id: number
  name: string
  subject_id: number
  subject_version: number | null
  customer_id: number | null
  value: string | null
}

async function eventsOf(db: Db, jobId: number, kind: string, subjects: readonly number[]): Promise<Map<number, EventRow[]>> {
  const rows = await db
    .selectFrom('event as e')
    .leftJoin('event_value as v', 'v.event_id', 'e.id')
    .select(['e.id', 'e.name', 'e.subject_id', 'e.subject_version', 'e.customer_id', 'v.value'])
    .where('e.subject_kind', '=', kind)
    .where((w) => w('e.subject_id', '=', w.fn.any(w.val([...subjects]))))
    .where('e.job_id', '=', jobId)
    .orderBy('e.id')
    .execute()
  return Map.groupBy(rows, (r) => r.subject_id)
}

type Values = { before: Record<string, unknown> | null; after: Record<string, unknown> | null }

/** Oldest first: the first name tells what it was in all; what was before comes from the earliest that says it. */
function fold(kind: string, events: readonly EventRow[]): Folded {
  const [first] = events
  const last = events.at(-1)
  const values = events.map((e) => (e.value === null ? null : (JSON.parse(e.value) as Values)))
  const isWhole = values.every((v) => v !== null)
  const before = Object.assign({}, ...values.toReversed().map((v) => v?.before ?? {})) as Record<string, unknown>
  const after = Object.assign({}, ...values.map((v) => v?.after ?? {})) as Record<string, unknown>
  const isCreated = first?.name.endsWith('.created') ?? false
  return {
    kind,
    customerId: last?.customer_id ?? null,
    event: {
      name: first?.name ?? '',
      subjectId: first?.subject_id ?? 0,
      subjectVersion: last?.subject_version ?? null,
      before: isCreated || !isWhole ? null : before,
      after: isWhole ? after : null,
    },
  }
}

export async function customerNames(db: Db, ids: readonly number[]): Promise<Map<number, string>> {
  const rows = await db
    .selectFrom('customers_public_name')
    .select(['id', 'name'])
    .where((w) => w('id', '=', w.fn.any(w.val([...ids]))))
    .execute()
  return new Map(rows.map((r) => [r.id, r.name]))
}

/** The first `limit` records an undo left alone, and how many in all. */
export async function leftByUndo(db: Db, importId: number, limit: number): Promise<{ count: number; left: Left[] }> {
  const { count } = await db
    .selectFrom('import_undo_left')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('import_id', '=', importId)
    .executeTakeFirstOrThrow()
  const left = await db
    .selectFrom('import_undo_left')
    .select(['subject_kind as kind', 'subject_id as id', 'label', 'reason'])
    .where('import_id', '=', importId)
    .orderBy('subject_kind')
    .orderBy('subject_id')
    .limit(limit)
    .execute()
  return { count: Number(count), left }
}
