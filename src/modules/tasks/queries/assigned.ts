import { sql } from 'kysely'
import type { Day } from '../../../core/day.ts'
import type { Db } from '../../../platform/db/db.ts'
import type { AssignedAs } from '../contract/assigned.ts'

/** How many open duties these people have; whoever has none may be missing. */
export async function openDutiesOf(db: Db, personIds: readonly number[]): Promise<Map<number, number>> {
  if (personIds.length === 0) return new Map()
  const { rows } = await sql<{ id: number; n: number }>`
    select person_id as id, n from duty_load where person_id = any(${sql.val([...personIds])}::bigint[])`.execute(db)
  return new Map(rows.map(({ id, n }) => [id, n]))
}

/** An open duty as it was given; `insteadOf`: the owner whose place is taken. */
export type GivenDuty = {
  id: number
  ruleId: string
  unitId: number | null
  windowFrom: Day
  dueOn: Day
  assigneeId: number | null
  assignedAs: AssignedAs
  insteadOf: number | null
}

const columns = sql.raw(`t.id, t.rule_id as "ruleId", t.unit_id as "unitId", t.window_from as "windowFrom", t.due_on as "dueOn",
  t.assignee_id as "assigneeId", t.assigned_as as "assignedAs", (t.assigned_facts::json ->> 'insteadOf')::bigint as "insteadOf"`)

/** How these duties were given. */
export async function givenDuties(db: Db, taskIds: readonly number[]): Promise<GivenDuty[]> {
  const { rows } = await sql<GivenDuty>`select ${columns} from task t where t.id = any(${sql.val([...taskIds])}::bigint[])`.execute(db)
  return rows
}

export type Absence = { personId: number; fromOn: Day; untilOn: Day }
/** Who is away when, and the rules whose duties a pool shares that has people. */
export type Asked = { dueAfter: Day; away: readonly Absence[]; poolRules: readonly string[] }

/**
 * Duties not yet due that may have to be given anew, by id behind one: done in somebody's place; of owners away from the first day of the
 * window to the due day; and of pools that had nobody.
 */
export async function toGiveAnew(db: Db, { dueAfter, away, poolRules }: Asked, after: number, limit: number): Promise<GivenDuty[]> {
  const behind = sql`t.state = 'OPEN' and t.rule_id is not null and t.due_on > ${dueAfter}::date and t.id > ${after}::bigint`
  const first = sql`order by t.id limit ${sql.lit(limit)}`
  const list = <T>(pick: (a: Absence) => T) => sql.val(away.map(pick))
  const { rows } = await sql<GivenDuty>`
    with ours as (
      (select t.id from task t where ${behind} and t.assigned_as = 'DEPUTY' ${first})
      union
      (select t.id from unnest(${list((a) => a.personId)}::bigint[], ${list((a) => a.fromOn)}::date[], ${list((a) => a.untilOn)}::date[])
          as a(person_id, from_on, until_on)
        join task t on t.assignee_id = a.person_id and t.due_on between a.from_on and a.until_on and t.window_from >= a.from_on
        where ${behind} and t.assigned_as = 'OWNER' ${first})
      union
      (select t.id from task t where ${behind} and t.assigned_as = 'POOL' and t.assignee_id is null
        and t.rule_id = any(${sql.val([...poolRules])}::text[]) ${first}))
    select ${columns} from task t join ours on ours.id = t.id ${first}`.execute(db)
  return rows
}
