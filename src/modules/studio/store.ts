import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import type { Company } from '../../platform/companies.ts'
import { inTransaction } from '../../platform/db/connect.ts'
import { copyInto } from '../../platform/db/copy.ts'
import type { Tx } from '../../platform/db/db.ts'
import type { ChangedDuty, Load } from './policy/changes.ts'

export type NewPreview = {
  source: string
  document: object
  baseVersion: number | null
  effectiveOn: Day
  madeAt: Date
  madeBy: string
}

export async function insertPreview(tx: Tx, p: NewPreview): Promise<number> {
  const row = await tx
    .insertInto('policy_preview')
    .values({
      source: p.source,
      document: JSON.stringify(p.document),
      hash: createHash('sha256').update(p.source).digest(),
      base_version: p.baseVersion,
      effective_on: p.effectiveOn,
      made_at: p.madeAt,
      made_by: p.madeBy,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

export type Move = { customerId: number; from: string | null; to: string }

export async function insertMoves(tx: Tx, previewId: number, moves: readonly Move[]): Promise<void> {
  await copyInto(
    tx,
    'policy_preview_move',
    ['preview_id', 'tier_before', 'tier_after', 'customer_id'],
    moves.map((m) => [previewId, m.from ?? '', m.to, m.customerId]),
  )
}

export type Lost = { customerId: number; stage: string | null }

export async function insertLost(tx: Tx, previewId: number, lost: readonly Lost[]): Promise<void> {
  await copyInto(
    tx,
    'policy_preview_lost',
    ['preview_id', 'customer_id', 'stage_before'],
    lost.map((l) => [previewId, l.customerId, l.stage ?? '']),
  )
}

export async function insertDuties(tx: Tx, previewId: number, duties: readonly ChangedDuty[]): Promise<void> {
  await copyInto(
    tx,
    'policy_preview_duty',
    ['preview_id', 'rule_id', 'change', 'customer_id', 'period', 'due_on'],
    duties.map((d) => [previewId, d.ruleId, d.change, d.customerId, d.period, d.dueOn]),
  )
}

/** Adds what a part of the book comes to. */
export async function addLoad(tx: Tx, previewId: number, load: readonly Load[]): Promise<void> {
  if (load.length === 0) return
  await sql`
    insert into policy_preview_load as l (preview_id, person_id, month, tasks_before, tasks_after, effort_before, effort_after,
      shared_before, shared_after)
    select ${previewId}, x."personId", x.month, x."tasksBefore", x."tasksAfter", x."effortBefore", x."effortAfter",
      x."sharedBefore", x."sharedAfter"
    from json_to_recordset(${JSON.stringify(load)}::json) as x("personId" bigint, month text, "tasksBefore" int, "tasksAfter" int,
      "effortBefore" bigint, "effortAfter" bigint, "sharedBefore" int, "sharedAfter" int)
    on conflict (preview_id, person_id, month) do update set tasks_before = l.tasks_before + excluded.tasks_before,
      tasks_after = l.tasks_after + excluded.tasks_after, effort_before = l.effort_before + excluded.effort_before,
      effort_after = l.effort_after + excluded.effort_after, shared_before = l.shared_before + excluded.shared_before,
      shared_after = l.shared_after + excluded.shared_after`.execute(tx)
}

/** With its figures a preview is there to be read. */
export async function closePreview(tx: Tx, id: number, figures: object): Promise<void> {
  await tx
    .updateTable('policy_preview')
    .set({ figures: JSON.stringify(figures) })
    .where('id', '=', id)
    .execute()
}

/** Drops previews made before a point in time, with all they hold. */
export const dropPreviews = (company: Company, before: Date): Promise<void> =>
  inTransaction(company.write, async (tx) => {
    const gone = await tx.deleteFrom('policy_preview').where('made_at', '<', before).returning('id').execute()
    const ids = gone.map(({ id }) => id)
    if (ids.length === 0) return
    await tx.deleteFrom('policy_preview_move').where('preview_id', 'in', ids).execute()
    await tx.deleteFrom('policy_preview_lost').where('preview_id', 'in', ids).execute()
    await tx.deleteFrom('policy_preview_duty').where('preview_id', 'in', ids).execute()
    await tx.deleteFrom('policy_preview_load').where('preview_id', 'in', ids).execute()
  })

/** Takes customers off the lists before they themselves are deleted; the figures stay as they were found. */
export async function forgetCustomers(tx: Tx, ids: readonly number[]): Promise<void> {
  const these = sql<number>`any(${sql.val([...ids])}::bigint[])`
  await tx.deleteFrom('policy_preview_move').where('customer_id', '=', these).execute()
  await tx.deleteFrom('policy_preview_lost').where('customer_id', '=', these).execute()
  await tx.deleteFrom('policy_preview_duty').where('customer_id', '=', these).execute()
}
