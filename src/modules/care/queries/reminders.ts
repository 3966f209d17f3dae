import { sql } from 'kysely'
import type { Day } from '../../../core/day.ts'
import type { Db } from '../../../platform/db/db.ts'
import { organisationOn } from '../../approvals/queries.ts'
import { readGrants } from '../../notifications/queries.ts'
import type { People } from '../policy/reminders-people.ts'

/** Where a walk over open duties stands: behind this due day and id. */
export type DutyPlace = { dueOn: Day; id: number }

/**
 * Open duties due by `near` and, of those due later, the ones nobody has or was told of, and those agreed for a day by `tellUntil` of which
 * no customer was told; by due day, behind a place.
 */
export const remindable = (db: Db, { near, tellUntil }: { near: Day; tellUntil: Day }, after: DutyPlace, limit: number) =>
  db
    .selectFrom('tasks_public_remindable as t')
    .innerJoin('customers_public_name as c', 'c.id', 't.customer_id')
    .select(['t.id', 't.customer_id as customerId', 't.rule_id as ruleId', 't.policy_version as policyVersion', 't.due_on as dueOn'])
    .select(['t.window_to as windowTo', 't.counted', 't.assignee_id as assigneeId', 't.unit_id as unitId', 'c.owner_id as ownerId'])
    .select(['c.unit_id as customerUnitId', 't.kind', 't.planned_on as plannedOn', 't.told_on as toldOn'])
    .where(
      sql<boolean>`(t.due_on <= ${near}::date or (t.planned_on <= ${tellUntil}::date and t.told_on is null) or (t.assignee_id is null
        and not exists (select 1 from notifications_public_told n where n.subject_kind = 'TASK' and n.subject_id = t.id)))`,
    )
    .where(sql<boolean>`(t.due_on, t.id) > (${after.dueOn}::date, ${after.id}::bigint)`)
    .orderBy('t.due_on')
    .orderBy('t.id')
    .limit(limit)
    .execute()
export type RemindableDuty = Awaited<ReturnType<typeof remindable>>[number]

/** Who works here on a day, with what telling goes by: posts, units, deputies, and what roles grant. */
export async function peopleOn(db: Db, today: Day): Promise<People> {
  const active = await db.selectFrom('organisation_public_person').select(['id', 'name']).where('active', '=', true).execute()
  const names = new Map(active.map(({ id, name }) => [id, name]))
  return { organisation: await organisationOn(db, today), grants: await readGrants(db), names }
}
