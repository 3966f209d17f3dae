import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Day } from '../../../core/day.ts'
import { planOnce } from '../../../platform/db/connect.ts'
import type { Db } from '../../../platform/db/db.ts'
import { type FilterColumns, filterSql } from '../../../platform/db/filter-sql.ts'
import type { Settled } from '../../../platform/filter.ts'
import { taskFilterFields } from '../contract/filter-fields.ts'
import type { TaskFilter, TaskRow, TaskState } from '../contract.ts'
import { standingOf } from '../policy/standing.ts'
import type { Viewer } from '../queries.ts'

/** A name more for each row, fetched after the page is cut. */
const customerNo = sql<string | null>`(select n.customer_no from customers_public_name n where n.id = t.customer_id)`
const customerName = sql<string | null>`(select n.name from customers_public_name n where n.id = t.customer_id)`
const unitName = sql<string | null>`(select u.name from organisation_public_unit u where u.id = t.unit_id)`
export const personName = (column: string) =>
  sql<string | null>`(select p.name from organisation_public_person p where p.id = ${sql.ref(column)})`

/** Open although its window is over, on this day. */
const isOverdue = (today: Day) => sql<boolean>`(t.state = 'OPEN' and t.window_to < ${today}::date)`

const columns = (today: Day): FilterColumns<typeof taskFilterFields> => ({
  state: sql.ref('t.state'),
  kind: sql.ref('t.kind'),
  overdue: isOverdue(today),
  dueOn: sql.ref('t.due_on'),
  windowFrom: sql.ref('t.window_from'),
  windowTo: sql.ref('t.window_to'),
  plannedOn: sql.ref('t.planned_on'),
  doneOn: sql.ref('t.done_on'),
  assigneeId: sql.ref('t.assignee_id'),
  unitId: sql.ref('t.unit_id'),
  customerName,
  tier: sql.ref('t.tier'),
  class: sql.ref('t.class'),
  origin: sql.ref('t.origin'),
  ruleId: sql.ref('t.rule_id'),
  createdAt: sql`(t.created_at at time zone 'Asia/Shanghai')::date`,
})

/** A filter whose condition was settled with whoever asks. */
export type Narrowed = Omit<TaskFilter, 'where'> & { where?: Settled | undefined }

function conditions({ assignee, overdue, where, ...f }: Narrowed, { personId }: Viewer, today: Day): Expression<SqlBool>[] {
  const person = assignee === 'me' ? personId : assignee
  const equal: [column: string, value: string | number | undefined][] = [
    ['t.unit_id', f.unitId],
    ['t.state', overdue ? 'OPEN' : f.state],
    ['t.kind', f.kind],
    ['t.rule_id', f.ruleId],
    ['t.customer_id', f.customerId],
  ]
  return [
    ...equal.flatMap(([column, value]) => (value === undefined ? [] : [sql<SqlBool>`${sql.ref(column)} = ${value}`])),
    ...(overdue && f.state !== undefined && f.state !== 'OPEN' ? [sql<SqlBool>`false`] : []),
    ...(person === undefined ? [] : [person === 'none' ? sql<SqlBool>`t.assignee_id is null` : sql<SqlBool>`t.assignee_id = ${person}`]),
    ...(f.from === undefined ? [] : [sql<SqlBool>`t.due_on >= ${f.from}::date`]),
    ...(f.until === undefined ? [] : [sql<SqlBool>`t.due_on <= ${f.until}::date`]),
    ...(where ? [filterSql(taskFilterFields, columns(where.today), where.condition)] : []),
    ...(overdue === undefined ? [] : [overdue ? isOverdue(today) : sql<SqlBool>`not ${isOverdue(today)}`]),
  ]
}

/** Tasks a filter holds; who may see them is for the caller to add. */
export function filtered(db: Db, filter: Narrowed, viewer: Viewer, today: Day) {
  return conditions(filter, viewer, today).reduce((q, condition) => q.where(condition), db.selectFrom('task as t'))
}

export const rowColumns = [
  't.id',
  't.origin',
  't.kind',
  't.state',
  't.customer_id as customerId',
  't.rule_id as ruleId',
  't.policy_version as policyVersion',
  't.period',
  't.title',
  't.due_on as dueOn',
  't.window_from as windowFrom',
  't.window_to as windowTo',
  't.planned_on as plannedOn',
  't.counted',
  't.assignee_id as assigneeId',
  't.unit_id as unitId',
  't.tier',
  't.class',
  't.done_on as doneOn',
  't.version',
] as const

export const rowNames = [
  customerNo.as('customerNo'),
  customerName.as('customerName'),
  personName('t.assignee_id').as('assigneeName'),
  unitName.as('unitName'),
]

type Codes = 'origin' | 'state' | 'class' | 'standing'
export type Fetched = Omit<TaskRow, Codes> & { origin: string; state: string; class: string | null }

/** The codes of a row as the database checks them, and how the task was kept. */
export function toRow(r: Fetched): TaskRow {
  const state = r.state as TaskState
  const customerClass = r.class === 'KEY' || r.class === 'GENERAL' ? r.class : null
  return { ...r, origin: r.origin === 'HAND' ? 'HAND' : 'POLICY', state, class: customerClass, standing: standingOf({ ...r, state }) }
}

export const anyOf = (column: string, ids: readonly number[]): RawBuilder<boolean> =>
  sql<boolean>`${sql.ref(column)} = any(${sql.val([...ids])}::bigint[])`

/** Rows by id, whoever looks: for ids that were found in sight. Their names are joined: of many rows, that is cheaper than one by one. */
export async function rowsById(db: Db, ids: readonly number[]): Promise<Map<number, TaskRow>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('task as t')
    .leftJoin('customers_public_name as c', 'c.id', 't.customer_id')
    .leftJoin('organisation_public_person as p', 'p.id', 't.assignee_id')
    .leftJoin('organisation_public_unit as u', 'u.id', 't.unit_id')
    .modifyFront(planOnce)
    .select(rowColumns)
    .select(['c.customer_no as customerNo', 'c.name as customerName', 'p.name as assigneeName', 'u.name as unitName'])
    .where(anyOf('t.id', ids))
    .execute()
  return new Map(rows.map((r) => [r.id, toRow(r)]))
}
