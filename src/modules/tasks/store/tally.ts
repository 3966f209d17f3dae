import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/db.ts'
import { announcingRule } from '../contract/announcing.ts'

/** How many duties of one combination there are; 0 and '' where a task says nothing. */
export type Tally = {
  rule_id: string
  window_to: string
  unit_id: number
  assignee_id: number
  tier: string
  class: string
  standing: string
  n: number
}

const whose = sql.raw(
  `coalesce(unit_id, 0) as unit_id, coalesce(assignee_id, 0) as assignee_id, coalesce(tier, '') as tier, coalesce(class, '') as class`,
)

/**
 * The duties among these tasks as the tally counts them; the standing is that of policy/standing.ts. What was planned anew before it was
 * due counts no longer: another stands for it. What was done and was to be announced counts once more under CARE-15, by the last day to
 * tell the customer: told in time, told too late, or never told (OPEN).
 */
export async function talliesOf(tx: Tx, taskIds: readonly number[]): Promise<Tally[]> {
  if (taskIds.length === 0) return []
  const { rows } = await sql<Tally>`
    with changed as (
      select rule_id, window_to, unit_id, assignee_id, tier, class, state, done_on, ended_reason, told_on, tell_by from task
      where id = any(${sql.val([...taskIds])}::bigint[]))
    select rule_id, window_to, ${whose},
      case state when 'OPEN' then 'OPEN' when 'WAIVED' then 'WAIVED' when 'ENDED' then 'NOT_APPLICABLE'
        else case when done_on > window_to then 'LATE' else 'ON_TIME' end end as standing,
      count(*)::int as n
    from changed where rule_id is not null and (state <> 'ENDED' or ended_reason is distinct from 'RESCHEDULED')
    group by 1, 2, 3, 4, 5, 6, 7
    union all
    select ${announcingRule}::text, tell_by, ${whose},
      case when told_on is null then 'OPEN' when told_on <= tell_by then 'ON_TIME' else 'LATE' end, count(*)::int
    from changed where tell_by is not null
    group by 1, 2, 3, 4, 5, 6, 7`.execute(tx)
  return rows
}

type Planned = {
  ruleId: string
  windowTo: string
  unitId: number | null
  assigneeId: number | null
  tier: string | null
  class: string | null
}

/** The same of duties about to be written: all open, none of them anybody's record yet. */
export const talliesOfPlanned = (tasks: readonly Planned[]): Tally[] =>
  tasks.map((t) => ({
    ...{ rule_id: t.ruleId, window_to: t.windowTo, unit_id: t.unitId ?? 0, assignee_id: t.assigneeId ?? 0 },
    ...{ tier: t.tier ?? '', class: t.class ?? '', standing: 'OPEN', n: 1 },
  }))

const keyOf = ({ n: _, ...key }: Tally): string => JSON.stringify(Object.values(key))

/** What was counted before and is no more, and what is counted now, as differences in one order, so that no two changes wait in a ring. */
function differences(before: readonly Tally[], after: readonly Tally[]): Tally[] {
  const sums = new Map<string, Tally>()
  const add = (t: Tally, n: number) => sums.set(keyOf(t), { ...t, n: (sums.get(keyOf(t))?.n ?? 0) + n })
  for (const t of before) add(t, -t.n)
  for (const t of after) add(t, t.n)
  const moved = [...sums].filter(([, { n }]) => n !== 0)
  return moved.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, t]) => t)
}

const columns = sql.raw('rule_id, window_to, unit_id, assignee_id, tier, class, standing')

const totalColumns = sql.raw('rule_id, window_to, standing')

/** How many open duties more or fewer each person has, in one order. */
function loadsMoved(moved: readonly Tally[]): { person_id: number; n: number }[] {
  const loads = new Map<number, number>()
  for (const { assignee_id, standing, rule_id, n } of moved)
    if (standing === 'OPEN' && assignee_id !== 0 && rule_id !== announcingRule) loads.set(assignee_id, (loads.get(assignee_id) ?? 0) + n)
  return [...loads].flatMap(([person_id, n]) => (n === 0 ? [] : { person_id, n })).sort((a, b) => a.person_id - b.person_id)
}

/** Moves duties between the rows of `duty_tally`, of its sums `duty_total`, and of `duty_load`: all that ever writes them. Rows that come to nothing go. */
export async function moveTally(tx: Tx, before: readonly Tally[], after: readonly Tally[]): Promise<void> {
  const moved = differences(before, after)
  if (moved.length === 0) return
  const rows = sql`json_to_recordset(${JSON.stringify(moved)}::json)
    as x(rule_id text, window_to date, unit_id bigint, assignee_id bigint, tier text, class text, standing text, n int)`
  await sql`insert into duty_tally (${columns}, n) select ${columns}, n from ${rows}
    on conflict (${columns}) do update set n = duty_tally.n + excluded.n`.execute(tx)
  await sql`insert into duty_total (${totalColumns}, n) select ${totalColumns}, sum(n) from ${rows} group by 1, 2, 3 order by 1, 2, 3
    on conflict (${totalColumns}) do update set n = duty_total.n + excluded.n`.execute(tx)
  const loads = loadsMoved(moved)
  if (loads.length > 0)
    await sql`insert into duty_load (person_id, n) select person_id, n from json_to_recordset(${JSON.stringify(loads)}::json) as x(person_id bigint, n int)
      on conflict (person_id) do update set n = duty_load.n + excluded.n`.execute(tx)
  if (moved.every(({ n }) => n > 0)) return
  await sql`delete from duty_tally d using ${rows}
    where d.n = 0 and d.rule_id = x.rule_id and d.window_to = x.window_to and d.unit_id = x.unit_id and d.assignee_id = x.assignee_id
      and d.tier = x.tier and d.class = x.class and d.standing = x.standing`.execute(tx)
}
