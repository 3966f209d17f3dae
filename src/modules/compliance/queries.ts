import { type RawBuilder, sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import { decodeCursor, type Page, toPage } from '../../core/page.ts'
import { invalidField } from '../../core/problem.ts'
import type { Db } from '../../platform/db/db.ts'
import type { TaskState } from '../tasks/contract.ts'
import { standingOf } from '../tasks/policy/standing.ts'
import { countedFor } from '../tasks/queries/figures.ts'
import { customerSeen, type Viewer } from '../tasks/queries.ts'
import type { ComplianceRecord, Outcome, RecordFilter } from './contract.ts'
import type { Counts, Period } from './policy.ts'

/** A period, and the last of its days whose windows are judged. */
export type Judged = Period & { judgedUntil: Day }

const outcomeCounts = (judged: Day) => {
  const some = (standing: string) =>
    sql`coalesce(sum(d.n) filter (where d.standing = ${standing} and d.window_to <= ${judged}::date), 0)::int`
  return sql`${some('ON_TIME')} as "onTime", ${some('LATE')} as late, ${some('OPEN')} as "openLate", ${some('WAIVED')} as waived,
    ${some('NOT_APPLICABLE')} as "notApplicable"`
}

const inPeriod = (viewer: Viewer, { from, until }: Period) =>
  sql<boolean>`d.window_to between ${from}::date and ${until}::date and ${countedFor(viewer, 'd')}`

/** Narrows figures to the work of one unit; none: of those who belong to none. */
export type OfUnit = number | 'none' | undefined

/** The duties a viewer counts, with rule, end of window, standing and number: of the whole company from its sums. */
function countedDuties(viewer: Viewer, unit: OfUnit): RawBuilder<unknown> {
  if (viewer.scope.all && unit === undefined) return sql`tasks_public_total`
  const ofUnit = unit === undefined ? sql<boolean>`true` : sql<boolean>`w.unit_id = ${unit === 'none' ? 0 : unit}::bigint`
  return sql`(select w.rule_id, w.window_to, w.standing, w.n from tasks_public_tally w where ${ofUnit} and ${countedFor(viewer, 'w')})`
}

export type RuleCounts = Counts & { ruleId: string; month: string; ahead: number }

/** What each rule owed of the work a viewer counts, month by month; from the tallies alone. */
export async function countsByRule(db: Db, viewer: Viewer, judged: Judged, unit: OfUnit): Promise<RuleCounts[]> {
  const { rows } = await sql<RuleCounts>`
    select d.rule_id as "ruleId", to_char(d.window_to, 'YYYY-MM') as month, ${outcomeCounts(judged.judgedUntil)},
      coalesce(sum(d.n) filter (where d.window_to > ${judged.judgedUntil}::date), 0)::int as ahead
    from ${countedDuties(viewer, unit)} d where d.window_to between ${judged.from}::date and ${judged.until}::date
    group by 1, 2 order by 1, 2`.execute(db)
  return rows
}

export const parts = ['rule', 'unit', 'person', 'tier', 'class', 'month'] as const
export type PartCounts = Counts & {
  part: (typeof parts)[number]
  id: number | null
  code: string | null
  name: string | null
  ahead: number
}

/** What one rule owed, whole and divided by unit, person, tier, class and month, in one pass over the tallies. */
export async function countsOfRule(db: Db, viewer: Viewer, ruleId: string, judged: Judged, unit: OfUnit): Promise<PartCounts[]> {
  const ofUnit = unit === undefined ? sql`` : sql`and d.unit_id = ${unit === 'none' ? 0 : unit}::bigint`
  const { rows } = await sql<PartCounts>`
    with counted as (
      select d.unit_id, d.assignee_id, d.tier, d.class, date_trunc('month', d.window_to)::date as month, ${outcomeCounts(judged.judgedUntil)},
        coalesce(sum(d.n) filter (where d.window_to > ${judged.judgedUntil}::date), 0)::int as ahead
      from tasks_public_tally d where d.rule_id = ${ruleId} and ${inPeriod(viewer, judged)} ${ofUnit} group by 1, 2, 3, 4, 5),
    divided as (
      select grouping(unit_id, assignee_id, tier, class, month) as g, unit_id, assignee_id,
        coalesce(tier, class, to_char(month, 'YYYY-MM')) as code, sum("onTime")::int as "onTime", sum(late)::int as late,
        sum("openLate")::int as "openLate", sum(waived)::int as waived, sum("notApplicable")::int as "notApplicable", sum(ahead)::int as ahead
      from counted group by grouping sets ((), (unit_id), (assignee_id), (tier), (class), (month)))
    select case g when 31 then 'rule' when 15 then 'unit' when 23 then 'person' when 27 then 'tier' when 29 then 'class' else 'month' end as part,
      nullif(coalesce(v.unit_id, v.assignee_id), 0) as id, nullif(v.code, '') as code,
      case when v.unit_id is not null then (select u.name from organisation_public_unit u where u.id = v.unit_id)
        else (select p.name from organisation_public_person p where p.id = v.assignee_id) end as name,
      "onTime", late, "openLate", waived, "notApplicable", ahead
    from divided v where ahead is not null order by part, code, name, id`.execute(db)
  return rows
}

/** The condition that a duty (alias `t`) counts as one of the outcomes; it is owed already. */
const outcomeConditions: Readonly<Record<Outcome, RawBuilder<boolean>>> = {
  ON_TIME: sql<boolean>`(t.state = 'DONE' and t.done_on <= t.window_to)`,
  LATE: sql<boolean>`(t.state = 'DONE' and t.done_on > t.window_to)`,
  OPEN_LATE: sql<boolean>`t.state = 'OPEN'`,
  WAIVED: sql<boolean>`t.state = 'WAIVED'`,
  NOT_APPLICABLE: sql<boolean>`t.state = 'ENDED'`,
}

function conditionsOf(filter: RecordFilter): RawBuilder<boolean>[] {
  const only = (column: string, value: string | number | undefined) =>
    value === undefined ? [] : [value === 'none' ? sql<boolean>`${sql.ref(column)} is null` : sql<boolean>`${sql.ref(column)} = ${value}`]
  return [
    ...only('t.rule_id', filter.ruleId),
    ...only('t.unit_id', filter.unitId),
    ...only('t.assignee_id', filter.personId),
    ...only('t.tier', filter.tier),
    ...only('t.class', filter.class),
    ...(filter.standing === undefined ? [] : [outcomeConditions[filter.standing]]),
  ]
}

/** What was planned anew before it was due never was owed: another duty stands for it (§0.1.5). */
const isOwed = sql<boolean>`(t.state <> 'ENDED' or t.ended_reason is distinct from 'RESCHEDULED')`

const inOrder = sql`order by rule_id, window_to, id`

/** The first records of one kind: duties, or that customers were told of them; each walked by its own index. */
const firstOf = (from: RawBuilder<unknown>, conditions: readonly RawBuilder<boolean>[], limit: number): RawBuilder<unknown> => sql`
  select * from (select t.id, t.customer_id, t.rule_id, t.due_on, t.window_from, t.window_to, t.done_on, t.state, t.assignee_id, t.unit_id,
      t.tier, t.class, t.ended_reason
    from ${from} t where ${sql.join([...conditions], sql` and `)} ${inOrder} limit ${limit}) f`

type Place = [ruleId: string, windowTo: Day, id: number]

const isBehind = ([ruleId, windowTo, id]: Place) =>
  sql<boolean>`(t.rule_id, t.window_to, t.id) > (${ruleId}::text, ${windowTo}::date, ${id}::bigint)`

function placeOf(after: string): Place {
  const [ruleId, windowTo, id] = decodeCursor(after, 3) ?? []
  if (typeof ruleId !== 'string' || typeof windowTo !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(windowTo) || !Number.isSafeInteger(id))
    throw invalidField('after', 'bad-cursor')
  return [ruleId, windowTo, Number(id)]
}

/**
 * The records behind a figure by rule, end of the window and id: as many as the figure says. Of one whose customer is out of sight
 * only how it was kept is told.
 */
export async function listRecords(
  db: Db,
  viewer: Viewer,
  judged: Judged,
  filter: RecordFilter,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<Page<ComplianceRecord>> {
  const conditions = [
    sql<boolean>`t.window_to between ${judged.from}::date and ${judged.judgedUntil}::date`,
    countedFor(viewer, 't'),
    ...conditionsOf(filter),
    ...(after === undefined ? [] : [isBehind(placeOf(after))]),
  ]
  const { rows } = await sql<RecordRow>`
    select t.*, n.id as "customerId", n.customer_no as "customerNo", n.name as "customerName", p.name as "personName", u.name as "unitName"
    from (${firstOf(sql`tasks_public_duty_all`, [...conditions, isOwed], limit + 1)}
      union all ${firstOf(sql`tasks_public_announced`, conditions, limit + 1)} ${inOrder} limit ${limit + 1}) t
    left join customers_public_name n on n.id = t.customer_id and ${seenTask(viewer)}
    left join organisation_public_person p on p.id = t.assignee_id
    left join organisation_public_unit u on u.id = t.unit_id ${inOrder}`.execute(db)
  const page = toPage(rows, limit, (r) => [r.rule_id, r.window_to, r.id])
  return { rows: page.rows.map(toRecord), next: page.next }
}

/** What the tasks room would show: whose customer is in sight, and one's own. */
const seenTask = (viewer: Viewer) => sql<boolean>`(${customerSeen(viewer)} or coalesce(t.assignee_id = ${viewer.personId}::bigint, false))`

type RecordRow = Pick<ComplianceRecord, 'customerId' | 'customerNo' | 'customerName' | 'personName' | 'unitName' | 'tier'> & {
  id: number
  rule_id: string
  due_on: Day
  window_from: Day
  window_to: Day
  done_on: Day | null
  state: string
  class: string | null
  ended_reason: string | null
}

function toRecord(r: RecordRow): ComplianceRecord {
  const standing = standingOf({ state: r.state as TaskState, doneOn: r.done_on, windowTo: r.window_to })
  const { customerId, customerNo, customerName, personName, unitName, tier } = r
  return {
    ...{ ruleId: r.rule_id, taskId: customerId === null ? null : r.id, customerId, customerNo, customerName },
    ...{ dueOn: r.due_on, windowFrom: r.window_from, windowTo: r.window_to, doneOn: r.done_on },
    ...{ standing: standing === 'OPEN' ? 'OPEN_LATE' : standing, personName, unitName, tier },
    class: r.class === 'KEY' || r.class === 'GENERAL' ? r.class : null,
    reason: customerId === null ? null : r.ended_reason,
  }
}
