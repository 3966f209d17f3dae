import type { Db } from '../db/db.ts'
import type { UndoEvent } from '../house.ts'

/** Where the trail keeps what was done: under a job, or under one change of a moment. */
export type Source = { jobId: number } | { changeId: string; at: Date }

export const sourceOf = (row: { job_id: number | null; change_id: string | null; created_at: Date }): Source =>
  row.job_id !== null ? { jobId: row.job_id } : { changeId: row.change_id ?? '', at: row.created_at }

const eventsFrom = (db: Db, source: Source) => {
  const all = db.selectFrom('event as e')
  return 'jobId' in source
    ? all.where('e.job_id', '=', source.jobId)
    : all.where('e.at', '=', source.at).where('e.change_id', '=', source.changeId)
}

export type Folded = { kind: string; event: UndoEvent }

/**
 * What was done to each record whose first event lies in the page of events before `before` (newest first): all its events on that
 * record folded into one. A record comes up after everything that was made later, so what leans on it has gone by then.
 */
export async function foldedEventsBefore(
  db: Db,
  source: Source,
  kinds: readonly string[],
  before: number | null,
  limit: number,
): Promise<{ folded: Folded[]; next: number | null }> {
  let q = eventsFrom(db, source)
    .select(['e.id', 'e.subject_kind', 'e.subject_id'])
    .where('e.subject_kind', 'in', [...kinds])
  if (before !== null) q = q.where('e.id', '<', before)
  const page = await q.orderBy('e.id', 'desc').limit(limit).execute()
  if (page.length === 0) return { folded: [], next: null }
  const ids = new Set(page.map((e) => e.id))
  const folded: Folded[] = []
  for (const [kind, events] of Map.groupBy(page, (e) => e.subject_kind)) {
    const subjects = [...new Set(events.map((e) => e.subject_id))]
    for (const all of (await eventsOf(db, source, kind, subjects)).values()) if (ids.has(all[0]?.id ?? 0)) folded.push(fold(kind, all))
  }
  return { folded, next: page.at(-1)?.id ?? null }
}

type EventRow = { id: number; name: string; subject_id: number; subject_version: number | null; value: string | null }

async function eventsOf(db: Db, source: Source, kind: string, subjects: readonly number[]): Promise<Map<number, EventRow[]>> {
  const rows = await eventsFrom(db, source)
    .leftJoin('event_value as v', 'v.event_id', 'e.id')
    .select(['e.id', 'e.name', 'e.subject_id', 'e.subject_version', 'v.value'])
    .where('e.subject_kind', '=', kind)
    .where((w) => w('e.subject_id', '=', w.fn.any(w.val([...subjects]))))
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
    event: {
      name: first?.name ?? '',
      subjectId: first?.subject_id ?? 0,
      subjectVersion: last?.subject_version ?? null,
      before: isCreated || !isWhole ? null : before,
      after: isWhole ? after : null,
    },
  }
}
