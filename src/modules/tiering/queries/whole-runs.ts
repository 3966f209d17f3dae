import type { Db } from '../../../platform/db/db.ts'

/**
 * Whether a run over the whole book ended since an instant, or began since and has not ended: such a run leaves no mark on the customers
 * whose tiers it moved.
 */
export async function wholeBookJudgedSince(db: Db, since: Date): Promise<boolean> {
  const row = await db
    .selectFrom('tier_run')
    .select('id')
    .where('kind', '=', 'FULL')
    .where((e) => e(e.fn.coalesce('ended_at', 'started_at'), '>', since))
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
