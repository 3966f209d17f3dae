import { sql } from 'kysely'
import { z } from 'zod'
import type { Day } from '../../core/day.ts'
import { found } from '../../core/problem.ts'
import type { Db } from '../../platform/db/db.ts'
import type { Scope } from '../../platform/scope.ts'
import { type PolicyPreview, policyPreview } from './contract.ts'

/** What a job needs of the preview it is to fill. */
export async function readDraft(db: Db, id: number): Promise<{ document: object; baseVersion: number | null; effectiveOn: Day }> {
  const row = found(
    await db.selectFrom('policy_preview').select(['document', 'base_version', 'effective_on']).where('id', '=', id).executeTakeFirst(),
    'policy-preview',
  )
  return { document: JSON.parse(row.document) as object, baseVersion: row.base_version, effectiveOn: row.effective_on }
}

export async function countCustomers(db: Db): Promise<number> {
  const row = await db
    .selectFrom('customers_public_name')
    .select((e) => e.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return row.n
}

export async function moveCounts(db: Db, previewId: number): Promise<{ from: string | null; to: string; count: number }[]> {
  const rows = await db
    .selectFrom('policy_preview_move')
    .select((e) => ['tier_before', 'tier_after', e.fn.countAll<number>().as('count')])
    .where('preview_id', '=', previewId)
    .groupBy(['tier_before', 'tier_after'])
    .orderBy('count', 'desc')
    .orderBy('tier_before')
    .orderBy('tier_after')
    .execute()
  return rows.map((r) => ({ from: r.tier_before || null, to: r.tier_after, count: r.count }))
}

export const dutyCounts = (db: Db, previewId: number) =>
  db
    .selectFrom('policy_preview_duty')
    .select((e) => ['rule_id as ruleId', 'change', e.fn.countAll<number>().as('count')])
    .where('preview_id', '=', previewId)
    .groupBy(['rule_id', 'change'])
    .execute()

/** The figures of the whole book, as they are kept with a preview. */
export const figuresKept = policyPreview.pick({ customers: true, tiers: true, duties: true })
export type FiguresKept = z.output<typeof figuresKept>

/** Of the text, what says how far ahead is planned. */
const planned = z.object({ care: z.object({ horizonDays: z.int() }) })

/** A preview with its figures; one whose job has not come to its end is not found. `personId`: who looks. */
export async function readPreview(db: Db, scope: Scope, personId: number | null, id: number): Promise<PolicyPreview> {
  const row = found(await db.selectFrom('policy_preview').selectAll().where('id', '=', id).executeTakeFirst(), 'policy-preview')
  const kept = figuresKept.parse(JSON.parse(found(row.figures, 'policy-preview')))
  return {
    id,
    baseVersion: row.base_version,
    effectiveOn: row.effective_on,
    madeAt: row.made_at,
    madeBy: row.made_by,
    sourceHash: row.hash.toString('hex'),
    horizonDays: planned.parse(JSON.parse(row.document)).care.horizonDays,
    ...kept,
    hours: await hoursOf(db, scope, personId, id),
  }
}

/** By name and month, what nobody has last; of others than oneself only who is in sight. */
async function hoursOf(db: Db, scope: Scope, self: number | null, previewId: number): Promise<PolicyPreview['hours']> {
  const people = self === null ? scope.ownerIds : [...scope.ownerIds, self]
  const inSight = scope.all
    ? sql<boolean>`true`
    : sql<boolean>`(p.unit_id = any(${sql.val([...scope.unitIds])}::bigint[]) or p.id = any(${sql.val([...people])}::bigint[]))`
  const rows = await db
    .selectFrom('policy_preview_load as l')
    .leftJoin('organisation_public_person as p', 'p.id', 'l.person_id')
    .selectAll('l')
    .select('p.name')
    .where('l.preview_id', '=', previewId)
    .where(inSight)
    .orderBy(sql`l.person_id = 0`)
    .orderBy('p.name')
    .orderBy('l.person_id')
    .orderBy('l.month')
    .execute()
  return rows.map((r) => ({
    personId: r.person_id === 0 ? null : r.person_id,
    name: r.name,
    month: r.month,
    tasksBefore: r.tasks_before,
    tasksAfter: r.tasks_after,
    hoursBefore: r.effort_before / 100,
    hoursAfter: r.effort_after / 100,
    sharedBefore: r.shared_before,
    sharedAfter: r.shared_after,
  }))
}
