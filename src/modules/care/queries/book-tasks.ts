import { sql } from 'kysely'
import type { Day } from '../../../core/day.ts'
import type { Db } from '../../../platform/db/db.ts'
import type { Scope } from '../../../platform/scope.ts'
import { customersInScope } from '../../customers/queries.ts'
import type { Year } from '../policy/book.ts'

type Whose = { scope: Scope; unitId?: number | undefined; year: Year }

const ofYear = ({ from, until }: Year) =>
  sql<boolean>`(b.due_on between ${from}::date and ${until}::date or b.done_on between ${from}::date and ${until}::date)`

const seen = ({ scope, unitId }: Whose) =>
  unitId === undefined ? customersInScope(scope, 'c') : sql<boolean>`(${customersInScope(scope, 'c')} and c.unit_id = ${unitId}::bigint)`

/** Whether more than `most` tasks of customers in sight fell due or were done within the year. */
export async function moreTasksThan(db: Db, whose: Whose, most: number): Promise<boolean> {
  const beyond = await db
    .selectFrom('tasks_public_book as b')
    .innerJoin('customers_public_name as c', 'c.id', 'b.customer_id')
    .select('b.id')
    .where(ofYear(whose.year))
    .where(seen(whose))
    .offset(most)
    .limit(1)
    .executeTakeFirst()
  return beyond !== undefined
}

/** The last number of the next `limit` customers in sight after a number; undefined behind the last. */
export async function lastNumberAfter(db: Db, whose: Whose, after: string, limit: number): Promise<string | undefined> {
  const next = db
    .selectFrom('customers_public_name as c')
    .select('c.customer_no')
    .where('c.customer_no', '>', after)
    .where(seen(whose))
    .orderBy('c.customer_no')
    .limit(limit)
    .as('n')
  const row = await db
    .selectFrom(next)
    .select((e) => e.fn.max('n.customer_no').as('last'))
    .executeTakeFirst()
  return row?.last ?? undefined
}

export type BookTask = {
  customerNo: string
  customerName: string
  class: string | null
  tier: string | null
  kind: string
  title: string | null
  ruleId: string | null
  dueOn: Day
  windowFrom: Day
  windowTo: Day
  plannedOn: Day | null
  toldOn: Day | null
  doneOn: Day | null
  state: string
  personName: string | null
  unitName: string | null
  outcome: string | null
  nextStep: string | null
  endedReason: string | null
}

/** Tasks of the year of customers in sight with `after` < number ≤ `last`, by number and due day. */
export const bookTasks = (db: Db, whose: Whose, after: string, last: string): Promise<BookTask[]> =>
  db
    .selectFrom('customers_public_name as c')
    .innerJoin('tasks_public_book as b', 'b.customer_id', 'c.id')
    .leftJoin('organisation_public_person as p', 'p.id', 'b.assignee_id')
    .leftJoin('organisation_public_unit as u', 'u.id', 'b.unit_id')
    .select(['c.customer_no as customerNo', 'c.name as customerName', 'b.class', 'b.tier', 'b.kind', 'b.title', 'b.rule_id as ruleId'])
    .select(['b.due_on as dueOn', 'b.window_from as windowFrom', 'b.window_to as windowTo', 'b.planned_on as plannedOn'])
    .select(['b.told_on as toldOn', 'b.done_on as doneOn', 'b.state', 'p.name as personName', 'u.name as unitName'])
    .select(['b.outcome', 'b.next_step as nextStep', 'b.ended_reason as endedReason'])
    .where('c.customer_no', '>', after)
    .where('c.customer_no', '<=', last)
    .where(seen(whose))
    .where(ofYear(whose.year))
    .orderBy('c.customer_no')
    .orderBy('b.due_on')
    .orderBy('b.id')
    .execute()
