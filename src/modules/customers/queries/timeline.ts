import { decodeCursor, type Page, toPage } from '../../../core/page.ts'
import { invalidField } from '../../../core/problem.ts'
import type { Db } from '../../../platform/db/db.ts'
import type { Scope } from '../../../platform/scope.ts'
import { requireInScope } from '../queries.ts'

type TimelineRow = {
  id: number
  name: string
  at: Date
  by: string
  fields: string[]
  value: string | null
  ruleId: string | null
  policyVersion: number | null
}

/** What was recorded about a customer, newest first. */
export async function timelineOf(
  db: Db,
  scope: Scope,
  customerId: number,
  page: { after?: string | undefined; limit: number },
): Promise<Page<TimelineRow>> {
  await requireInScope(db, scope, customerId)
  let q = db
    .selectFrom('event as e')
    .leftJoin('event_value as v', 'v.event_id', 'e.id')
    .select([
      'e.id',
      'e.name',
      'e.at',
      'e.actor_name as by',
      'e.fields',
      'v.value',
      'e.rule_id as ruleId',
      'e.policy_version as policyVersion',
    ])
    .where('e.customer_id', '=', customerId)
  if (page.after !== undefined) {
    const at = decodeCursor(page.after, 1)
    if (!at) throw invalidField('after', 'bad-cursor')
    q = q.where('e.id', '<', Number(at[0]))
  }
  const rows = await q
    .orderBy('e.id', 'desc')
    .limit(page.limit + 1)
    .execute()
  return toPage(rows, page.limit, (r) => [r.id])
}
