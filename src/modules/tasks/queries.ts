import { type RawBuilder, sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import { found } from '../../core/problem.ts'
import type { Db } from '../../platform/db/db.ts'
import type { Scope } from '../../platform/scope.ts'
import { customersInScope } from '../customers/queries.ts'
import type { TaskState } from './contract.ts'

/** Who looks, and how far they see. */
export type Viewer = { scope: Scope; personId: number | null }

/** That the customer of a task (alias `t`) is in sight; of a task without one, never. */
export const customerSeen = ({ scope }: Viewer): RawBuilder<boolean> =>
  scope.all
    ? sql<boolean>`(t.customer_id is not null)`
    : sql<boolean>`exists (select 1 from customers_public_name c where c.id = t.customer_id and ${customersInScope(scope, 'c')})`

/** That a task is in sight whatever its customer: assigned to the viewer, or set by them for no customer. */
export const ownTask = ({ personId }: Viewer): RawBuilder<boolean> =>
  personId === null
    ? sql<boolean>`false`
    : sql<boolean>`(t.assignee_id = ${personId} or (t.created_by = ${personId} and t.customer_id is null))`

/** That a task is in sight, by its customer or as one's own. */
export const taskSeen = (viewer: Viewer): RawBuilder<boolean> => sql<boolean>`(${customerSeen(viewer)} or ${ownTask(viewer)})`

/** Which of these tasks the viewer sees. */
export async function tasksInSight(db: Db, viewer: Viewer, ids: readonly number[]): Promise<Set<number>> {
  const rows = await db
    .selectFrom('task as t')
    .select('t.id')
    .where('t.id', '=', sql<number>`any(${sql.val([...ids])}::bigint[])`)
    .where(taskSeen(viewer))
    .execute()
  return new Set(rows.map((r) => r.id))
}

export type PolicyTask = {
  id: number
  customerId: number
  ruleId: string
  period: string
  kind: string
  dueOn: Day
  windowFrom: Day
  windowTo: Day
  state: TaskState
  doneOn: Day | null
}

const none = { customer: 0, rule: '', period: '' }

/** Every duty these customers ever had, by customer and due day. */
export async function policyTasksOf(db: Db, customerIds: readonly number[]): Promise<PolicyTask[]> {
  const rows = await db
    .selectFrom('task')
    .select(['id', 'customer_id', 'rule_id', 'period', 'kind', 'due_on', 'window_from', 'window_to', 'state', 'done_on'])
    .where('customer_id', '=', sql<number>`any(${sql.val([...customerIds])}::bigint[])`)
    .where('rule_id', 'is not', null)
    .orderBy('customer_id')
    .orderBy('due_on')
    .orderBy('id')
    .execute()
  return rows.map((r) => ({
    id: r.id,
    customerId: r.customer_id ?? none.customer,
    ruleId: r.rule_id ?? none.rule,
    period: r.period ?? none.period,
    kind: r.kind,
    dueOn: r.due_on,
    windowFrom: r.window_from,
    windowTo: r.window_to,
    state: r.state as TaskState,
    doneOn: r.done_on,
  }))
}

/** What a new task takes over from its customer; one out of sight is not found. */
export async function customerForTask(db: Db, scope: Scope, id: number) {
  const row = await db
    .selectFrom('customers_public_name as c')
    .leftJoin('tiering_public_tier as r', 'r.customer_id', 'c.id')
    .select(['c.unit_id', 'c.class', 'r.tier'])
    .where('c.id', '=', id)
    .where(customersInScope(scope, 'c'))
    .executeTakeFirst()
  return found(row, 'customer')
}

/** An active colleague within reach to whom work can be given, with their unit. */
export function colleagueInReach(db: Db, { scope, personId }: Viewer, id: number) {
  const within = scope.all
    ? sql<boolean>`true`
    : sql<boolean>`(p.unit_id = any(${sql.val([...scope.unitIds])}::bigint[]) or p.id = any(${sql.val([...scope.ownerIds, ...(personId === null ? [] : [personId])])}::bigint[]))`
  return db
    .selectFrom('organisation_public_person as p')
    .select(['p.id', 'p.name', 'p.unit_id'])
    .where('p.id', '=', id)
    .where('p.active', '=', true)
    .where(within)
    .executeTakeFirst()
}
