import { randomUUID } from 'node:crypto'
import { type OperationNodeSource, sql } from 'kysely'
import { found, Problem } from '../../core/problem.ts'
import { mostSelected, type Refusal } from '../../core/selection.ts'
import type { Actor, ChangeContext } from '../action.ts'
import { copyInto } from '../db/copy.ts'
import type { Db, Tx } from '../db/db.ts'

/** A query of rows by `row_id` and `version`. */
export type Chosen = OperationNodeSource & { readonly isSelectQueryBuilder: true }

export type Kept = { id: string; list: string; change: unknown; rows: number }

type Keeping = { list: string; change: unknown; query: Chosen; ids: readonly number[] | undefined; except: readonly number[] }

/** Keeps which rows were chosen, as they are now, and what is to be done with them. Refuses more than a selection may hold. */
export async function keepSelection({ tx, actor, now }: ChangeContext, { list, change, query, ids, except }: Keeping): Promise<Kept> {
  const id = randomUUID()
  const by = { created_by: actor.personId, created_by_kind: actor.kind, created_by_name: actor.name, created_at: now }
  await tx
    .insertInto('selection')
    .values({ id, list, change: JSON.stringify(change), ...by })
    .execute()
  const named = ids ? sql`r.row_id = any(${sql.val([...ids])}::bigint[])` : sql`true`
  const { numAffectedRows } = await sql`
    insert into selection_row (selection_id, row_id, version)
    select ${id}::uuid, r.row_id, r.version from (${query}) as r
    where ${named} and r.row_id <> all(${sql.val([...except])}::bigint[]) limit ${mostSelected + 1}`.execute(tx)
  const rows = Number(numAffectedRows ?? 0n)
  if (rows > mostSelected) throw new Problem('too-large', 'selection-too-large', { max: mostSelected })
  await tx.updateTable('selection').set({ rows }).where('id', '=', id).execute()
  return { id, list, change, rows }
}

/** A selection of the actor's; anybody else's, and one that was cleared away, does not exist. */
export async function ownSelection(db: Db, { personId, kind }: Actor, id: string) {
  const one = db.selectFrom('selection').selectAll().where('id', '=', id).where('created_by_kind', '=', kind)
  const own = personId === null ? one.where('created_by', 'is', null) : one.where('created_by', '=', personId)
  return found(await own.executeTakeFirst(), 'selection')
}

/** The same of one list, held. */
export async function lockSelection(tx: Tx, actor: Actor, list: string, id: string) {
  await tx.selectFrom('selection').select('id').where('id', '=', id).forUpdate().execute()
  const own = await ownSelection(tx, actor, id)
  return found(own.list === list ? own : undefined, 'selection')
}

export type SelectionRow = { id: number; version: number }

/** The next rows of a selection after one of them. */
export async function selectedAfter(db: Db, id: string, after: number, limit: number): Promise<SelectionRow[]> {
  return db
    .selectFrom('selection_row')
    .select(['row_id as id', 'version'])
    .where('selection_id', '=', id)
    .where('row_id', '>', after)
    .orderBy('row_id')
    .limit(limit)
    .execute()
}

type Left = { id: number; label: string; because: string; facts: object }

/** Adds what came of a piece of a selection. */
export async function noteOutcome(tx: Tx, id: string, changed: number, same: number, left: readonly Left[]): Promise<void> {
  await copyInto(
    tx,
    'selection_refused',
    ['selection_id', 'row_id', 'label', 'rule', 'facts'],
    left.map((l) => [id, l.id, l.label, l.because, JSON.stringify(l.facts)]),
  )
  await tx
    .updateTable('selection')
    .set({ changed_rows: sql`changed_rows + ${changed}`, same_rows: sql`same_rows + ${same}` })
    .where('id', '=', id)
    .execute()
}

export async function noteStarted(tx: Tx, id: string, of: { jobId: number | null; undoId: number | null }): Promise<void> {
  await tx.updateTable('selection').set({ job_id: of.jobId, undoable_id: of.undoId }).where('id', '=', id).execute()
}

export async function noteDone(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.updateTable('selection').set({ done_at: now }).where('id', '=', id).execute()
}

const dayMs = 86_400_000

/** Forgets what was only looked at after a day, and what was done after the days it can be taken back. */
export async function forgetSelections(tx: Tx, now: Date, days: number): Promise<void> {
  const before = (age: number) => new Date(now.getTime() - age * dayMs)
  await tx.deleteFrom('selection').where('created_at', '<', before(days)).execute()
  await tx.deleteFrom('selection').where('created_at', '<', before(1)).where('job_id', 'is', null).where('done_at', 'is', null).execute()
}

const shownRows = 20

/** Rows left alone, by reason, most first; the first of each by name. */
export async function refusalsOf(db: Db, id: string): Promise<Refusal[]> {
  const { rows } = await sql<{ because: string; facts: string; count: number; rows: { id: number; label: string }[] }>`
    select rule as because, (array_agg(facts order by row_id))[1] as facts, count(*)::int as count,
      (select json_agg(json_build_object('id', f.row_id, 'label', f.label) order by f.row_id) from (
        select row_id, label from selection_refused x where x.selection_id = ${id}::uuid and x.rule = r.rule order by row_id limit ${shownRows}) f) as rows
    from selection_refused r where selection_id = ${id}::uuid group by rule order by 3 desc, 1`.execute(db)
  return rows.map((r) => ({ ...r, facts: JSON.parse(r.facts) as Record<string, unknown> }))
}

/** Every row left alone, in order, page by page. */
export const refusedAfter = (db: Db, id: string, after: number, limit: number) =>
  db
    .selectFrom('selection_refused')
    .select(['row_id', 'label', 'rule', 'facts'])
    .where('selection_id', '=', id)
    .where('row_id', '>', after)
    .orderBy('row_id')
    .limit(limit)
    .execute()
