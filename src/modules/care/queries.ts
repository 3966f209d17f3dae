import { sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import { idBelow, type Page, toPage } from '../../core/page.ts'
import type { Db } from '../../platform/db/db.ts'
import type { Scope } from '../../platform/scope.ts'
import { customersInScope } from '../customers/queries.ts'
import type { OwnerChange } from '../tasks/policy/moves.ts'
import type { CareRun } from './contract.ts'
import type { CareFacts, KeptDate } from './policy/facts.ts'
import { datesOf } from './queries/dates.ts'

const idList = (ids: readonly number[]) => sql<number>`any(${sql.val([...ids])}::bigint[])`

/** The day from which first due days are laid out; undefined before the first plan. */
export async function liveOn(db: Db): Promise<Day | undefined> {
  return (await db.selectFrom('care_start').select('live_on').executeTakeFirst())?.live_on
}

/** The id that ends the next `limit` customers after `after`; undefined behind the last. */
export async function lastIdAfter(db: Db, after: number, limit: number): Promise<number | undefined> {
  const next = db.selectFrom('customers_public_care').select('id').where('id', '>', after).orderBy('id').limit(limit).as('n')
  const row = await db
    .selectFrom(next)
    .select((e) => e.fn.max('n.id').as('last'))
    .executeTakeFirst()
  return row?.last ?? undefined
}

/**
 * On record, or done by a task that people set themselves; duties tell planning by their kind. Looked up by customer: joined, the
 * views would be worked out for everybody each time.
 */
const lastContactOn = sql<Day | null>`greatest(
  (select i.last_contact_on from interactions_public_last i where i.customer_id = c.id),
  (select max(d.done_on) from tasks_public_contact d where d.customer_id = c.id))`

const factRows = (db: Db) =>
  db
    .selectFrom('customers_public_care as c')
    .leftJoin('purchases_public_facts as f', 'f.customer_id', 'c.id')
    .leftJoin('tiering_public_tier as t', 't.customer_id', 'c.id')
    .select(['c.id', 'c.customer_no', 'c.class', 'c.segment', 'c.owner_id', 'c.unit_id'])
    .select([
      'c.last_maintenance_on',
      'c.last_visit_on',
      'c.last_product_visit_on',
      'c.contract_signed_on',
      lastContactOn.as('last_contact_on'),
    ])
    .select(['f.first_valid_on', 'f.last_valid_on', 'f.valid_orders', 't.tier', 't.stage', 't.tags', 't.since_on', 't.tier_before'])
type FactRow = Awaited<ReturnType<ReturnType<typeof factRows>['execute']>>[number]

const none: readonly string[] = []

async function withDates(db: Db, rows: readonly FactRow[]): Promise<CareFacts[]> {
  const dates = await datesOf(
    db,
    rows.map((r) => r.id),
  )
  return rows.map((r) => toFacts(r, dates.get(r.id) ?? []))
}

const toFacts = (r: FactRow, dates: readonly KeptDate[]): CareFacts => ({
  customerId: r.id,
  customerNo: r.customer_no,
  class: r.class,
  segment: r.segment,
  tier: r.tier,
  stage: r.stage,
  tags: r.tags ?? none,
  firstOrderOn: r.first_valid_on,
  lastOrderOn: r.last_valid_on,
  validOrders: r.valid_orders ?? 0,
  lastMaintenanceOn: r.last_maintenance_on,
  lastVisitOn: r.last_visit_on,
  lastProductVisitOn: r.last_product_visit_on,
  lastContactOn: r.last_contact_on,
  verifiedOn: null,
  ownerId: r.owner_id,
  unitId: r.unit_id,
  tierChangedOn: r.tier_before === null ? null : r.since_on,
  tierBefore: r.tier_before,
  contractSignedOn: r.contract_signed_on,
  dates,
})

/** What planning looks at of the customers with `after` < id ≤ `last`. */
export const factsBetween = async (db: Db, after: number, last: number): Promise<CareFacts[]> =>
  withDates(db, await factRows(db).where('c.id', '>', after).where('c.id', '<=', last).orderBy('c.id').execute())

export const factsOf = async (db: Db, ids: readonly number[]): Promise<CareFacts[]> =>
  withDates(db, await factRows(db).where('c.id', '=', idList(ids)).orderBy('c.id').execute())

/** Customers that have come to another person or unit since they were planned last. */
export async function ownersChanged(db: Db, facts: readonly CareFacts[]): Promise<OwnerChange[]> {
  const list = <T>(pick: (f: CareFacts) => T) => sql.val(facts.map(pick))
  const { rows } = await sql<OwnerChange>`
    select c.customer_id as "customerId", c.owner_id as "ownerBefore", f.owner_id as "ownerId", f.unit_id as "unitId"
    from unnest(${list((f) => f.customerId)}::bigint[], ${list((f) => f.ownerId)}::bigint[], ${list((f) => f.unitId)}::bigint[])
      as f(customer_id, owner_id, unit_id)
    join care_customer c on c.customer_id = f.customer_id
    where (c.owner_id, c.unit_id) is distinct from (f.owner_id, f.unit_id) order by 1`.execute(db)
  return rows
}

/** Customers of whom something falls due within the horizon by now although nothing changed. */
export async function dueForReview(db: Db, on: Day, limit: number): Promise<number[]> {
  const rows = await db
    .selectFrom('care_customer')
    .select('customer_id')
    .where('review_on', '<=', on)
    .orderBy('review_on')
    .limit(limit)
    .execute()
  return rows.map((r) => r.customer_id)
}

type RunRow = Awaited<ReturnType<typeof runRows>>[number]
const runRows = (db: Db) => db.selectFrom('care_run').selectAll().execute()

const toRun = (r: RunRow): CareRun => ({
  id: r.id,
  kind: r.kind as CareRun['kind'],
  asOf: r.as_of,
  until: r.until_on,
  policyVersion: r.policy_version,
  label: r.label,
  state: r.state as CareRun['state'],
  looked: r.looked,
  added: r.added,
  ended: r.ended,
  startedAt: r.started_at,
  endedAt: r.ended_at,
  by: r.by_name,
})

export async function listRuns(db: Db, page: { after?: string | undefined; limit: number }): Promise<Page<CareRun>> {
  const below = idBelow(page.after)
  const rows = await db
    .selectFrom('care_run')
    .selectAll()
    .$if(below !== undefined, (q) => q.where('id', '<', below ?? 0))
    .orderBy('id', 'desc')
    .limit(page.limit + 1)
    .execute()
  return toPage(rows.map(toRun), page.limit, (r) => [r.id])
}

const newestDone = (db: Db) => db.selectFrom('care_run').where('state', '=', 'DONE').orderBy('id', 'desc').limit(1)

/** What the newest finished run that set the plan rests on, and when it began. */
export async function plannedLast(db: Db): Promise<{ policyVersion: number; calendar: string; startedAt: Date } | undefined> {
  return newestDone(db)
    .select(['policy_version as policyVersion', 'calendar', 'started_at as startedAt'])
    .where('kind', '<>', 'REPLAY')
    .executeTakeFirst()
}

/** The newest finished replay of a day. */
export async function newestReplay(db: Db, asOf: Day): Promise<CareRun | undefined> {
  const row = await newestDone(db).selectAll().where('kind', '=', 'REPLAY').where('as_of', '=', asOf).executeTakeFirst()
  return row && toRun(row)
}

export type DutyRow = {
  customer_no: string
  rule_id: string | null
  period: string | null
  kind: string
  due_on: Day
  window_from: Day
  window_to: Day
  basis: string | null
  policy_version: number | null
}

const dutyColumns = ['d.rule_id', 'd.period', 'd.kind', 'd.due_on', 'd.window_from', 'd.window_to', 'd.basis'] as const

/** Open duties as they stand planned. */
const plannedDuties = (db: Db) =>
  db
    .selectFrom('tasks_public_duty as d')
    .innerJoin('customers_public_care as c', 'c.id', 'd.customer_id')
    .select(['c.customer_no', 'd.policy_version', ...dutyColumns])

const replayedDuties = (db: Db, runId: number) =>
  db
    .selectFrom('care_run_row as d')
    .innerJoin('care_run as r', 'r.id', 'd.run_id')
    .innerJoin('customers_public_care as c', 'c.id', 'd.customer_id')
    .select(['c.customer_no', 'r.policy_version', ...dutyColumns])
    .where('d.run_id', '=', runId)

/** A page of duties in sight by customer number, rule and period, after a place; of a replay, or as they stand planned and open. */
export async function dutyRows(
  db: Db,
  scope: Scope,
  runId: number | undefined,
  [no, rule, period]: readonly [string, string, string],
  limit: number,
): Promise<DutyRow[]> {
  const rows = runId === undefined ? plannedDuties(db) : (replayedDuties(db, runId) as unknown as ReturnType<typeof plannedDuties>)
  return rows
    .where(customersInScope(scope, 'c'))
    .where(sql<boolean>`(c.customer_no, d.rule_id, d.period) > (${no}::text, ${rule}::text, ${period}::text)`)
    .orderBy('c.customer_no')
    .orderBy('d.rule_id')
    .orderBy('d.period')
    .limit(limit)
    .execute()
}
