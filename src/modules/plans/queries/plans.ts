import { sql } from 'kysely'
import { decodeCursor, idBelow, type Page, toPage } from '../../../core/page.ts'
import { found, invalidField } from '../../../core/problem.ts'
import type { Db } from '../../../platform/db/db.ts'
import type { Scope } from '../../../platform/scope.ts'
import { customersInScope } from '../../customers/queries.ts'
import {
  type LackingRow,
  type Plan,
  type PlanFilter,
  type PlanKind,
  type PlanRow,
  planKinds,
  planResults,
  planStates,
} from '../contract.ts'
import { actionsIn, showActions } from './actions.ts'
import { customersIn } from './audience.ts'

const person = (column: string) => sql<string | null>`(select w.name from organisation_public_person w where w.id = ${sql.ref(column)})`
const unit = sql<string | null>`(select u.name from organisation_public_unit u where u.id = c.unit_id)`
const tierNow = sql<string | null>`(select t.tier from tiering_public_tier t where t.customer_id = c.id)`

const plansInScope = (db: Db, scope: Scope) =>
  db
    .selectFrom('customer_plan as p')
    .innerJoin('customers_public_name as c', 'c.id', 'p.customer_id')
    .select(['p.id', 'p.kind', 'p.state', 'p.title', 'p.goal', 'p.from_on as from', 'p.until_on as until', 'p.result', 'p.version'])
    .select(['p.tier_before as tierBefore', 'p.tier_after as tierAfter', 'p.actions'])
    .select(['c.id as customerId', 'c.customer_no as customerNo', 'c.name as customerName', 'c.owner_id as ownerId'])
    .select([person('c.owner_id').as('ownerName'), unit.as('unitName'), tierNow.as('tier')])
    .where(customersInScope(scope, 'c'))

/** The database checks the same lists, so anything else is a fault. */
function oneOf<T extends string>(codes: readonly T[], code: string): T {
  const known = codes.find((c) => c === code)
  if (known === undefined) throw new Error(`unknown code ${code}`)
  return known
}

type Codes = { kind: string; state: string; result: string | null }
const codesOf = ({ kind, state, result }: Codes) => ({
  kind: oneOf(planKinds, kind),
  state: oneOf(planStates, state),
  result: result === null ? null : oneOf(planResults, result),
})

type Owner = { owner?: 'me' | number | undefined; personId: number | null }
const ownerOf = ({ owner, personId }: Owner): number | null | undefined => (owner === 'me' ? personId : owner)

/** Plans of customers in scope, newest first. */
export async function listPlans(
  db: Db,
  scope: Scope,
  { kind, state, result, customerId, owner }: PlanFilter,
  { after, limit, personId }: { after?: string | undefined; limit: number; personId: number | null },
): Promise<Page<PlanRow>> {
  const below = idBelow(after)
  const whose = ownerOf({ owner, personId })
  const states = state === 'OVER' ? ['ENDED', 'WITHDRAWN'] : state === undefined ? undefined : [state]
  let q = plansInScope(db, scope)
  if (kind !== undefined) q = q.where('p.kind', '=', kind)
  if (states !== undefined) q = q.where('p.state', 'in', states)
  if (result !== undefined) q = q.where('p.result', '=', result)
  if (customerId !== undefined) q = q.where('p.customer_id', '=', customerId)
  if (whose !== undefined) q = q.where(sql<boolean>`c.owner_id = ${whose}::bigint`)
  if (below !== undefined) q = q.where('p.id', '<', below)
  const rows = await q
    .orderBy('p.id', 'desc')
    .limit(limit + 1)
    .execute()
  const page = toPage(rows, limit, (r) => [r.id])
  const actions = await showActions(
    db,
    page.rows.map((r) => actionsIn(r.actions)),
  )
  return {
    rows: page.rows.map((r, i) => {
      const shown = actions[i] ?? []
      const states = shown.flatMap(({ taskState }) => taskState ?? [])
      const done = states.filter((state) => state === 'DONE').length
      return { ...r, ...codesOf(r), actions: shown.length, tasks: states.length, done }
    }),
    next: page.next,
  }
}

/** One out of sight and one that is missing are the same answer. */
export async function readPlan(db: Db, scope: Scope, id: number): Promise<Plan> {
  const row = await plansInScope(db, scope)
    .select([
      'p.measures',
      'p.ended_on as endedOn',
      'p.withdrawn_reason as withdrawnReason',
      'p.created_by',
      'p.created_at',
      'p.changed_at',
    ])
    .select(person('p.created_by').as('createdByName'))
    .where('p.id', '=', id)
    .executeTakeFirst()
  const { created_by, created_at: createdAt, changed_at: changedAt, createdByName, actions: stored, ...r } = found(row, 'plan')
  const [actions = []] = await showActions(db, [actionsIn(stored)])
  const createdBy = created_by === null ? null : { id: created_by, name: createdByName ?? '' }
  return { ...r, ...codesOf(r), actions, createdBy, createdAt, changedAt }
}

/** The customers a kind of plan is about. */
export type Audience = { kind: PlanKind; audiences: readonly string[]; newByTier: boolean }

const activePlan = (kind: PlanKind) => sql<boolean>`exists (select 1 from customer_plan p
  where p.customer_id = c.id and p.kind = ${kind} and p.state = 'ACTIVE')`

/** Customers in scope that ought to have a plan and have none, in the order they were opened. */
export async function listLacking(
  db: Db,
  scope: Scope,
  { kind, audiences, newByTier }: Audience,
  { after, limit, owner, personId }: Owner & { after?: string | undefined; limit: number },
): Promise<Page<LackingRow>> {
  const [last = 0] = after === undefined ? [0] : (decodeCursor(after, 1) ?? ['none'])
  if (!Number.isSafeInteger(last)) throw invalidField('after', 'bad-cursor')
  const whose = ownerOf({ owner, personId })
  const only = whose === undefined ? sql<boolean>`true` : sql<boolean>`c.owner_id = ${whose}::bigint`
  const { rows } = await sql<Omit<LackingRow, 'class'> & { class: string }>`
    select c.id as "customerId", c.customer_no as "customerNo", c.name as "customerName", c.class, ${tierNow} as tier,
      c.owner_id as "ownerId", ${person('c.owner_id')} as "ownerName", ${unit} as "unitName"
    from ${customersIn(audiences, newByTier)} a join customers_public_name c on c.id = a.id
    where c.id > ${last}::bigint and ${customersInScope(scope, 'c')} and ${only} and not ${activePlan(kind)}
    order by c.id limit ${sql.lit(limit + 1)}`.execute(db)
  return toPage(
    rows.map((r) => ({ ...r, class: r.class === 'KEY' ? ('KEY' as const) : ('GENERAL' as const) })),
    limit,
    (r) => [r.customerId],
  )
}

export type Kept = { asked: number; kept: number }

/** How many customers in scope ought to have a plan, and how many of them do. */
export async function countPlanned(db: Db, scope: Scope, { kind, audiences, newByTier }: Audience): Promise<Kept> {
  const inScope = scope.all ? sql`` : sql`join customers_public_name c on c.id = a.id and ${customersInScope(scope, 'c')}`
  const { rows } = await sql<Kept>`
    select count(*)::int as asked, count(p.customer_id)::int as kept
    from ${customersIn(audiences, newByTier)} a ${inScope}
    left join customer_plan p on p.customer_id = a.id and p.kind = ${kind} and p.state = 'ACTIVE'`.execute(db)
  return rows[0] ?? { asked: 0, kept: 0 }
}

/** How plans with a goal ended that ended in a period, of customers in scope (CARE-24). */
export async function countEnded(db: Db, scope: Scope, { from, until }: { from: string; until: string }) {
  const { rows } = await sql<{ ended: number; reached: number; without: number }>`
    select count(p.result)::int as ended, count(*) filter (where p.result = 'REACHED')::int as reached,
      count(*) filter (where p.goal is null)::int as without
    from customer_plan p join customers_public_name c on c.id = p.customer_id and ${customersInScope(scope, 'c')}
    where p.state = 'ENDED' and p.ended_on between ${from}::date and ${until}::date`.execute(db)
  return rows[0] ?? { ended: 0, reached: 0, without: 0 }
}

/** What a plan goes by of its customer; one out of sight is not found. */
export async function customerToPlan(db: Db, scope: Scope, id: number) {
  const row = await db
    .selectFrom('customers_public_name as c')
    .select(['c.id', 'c.name', 'c.class', 'c.unit_id as unitId', tierNow.as('tier')])
    .where('c.id', '=', id)
    .where(customersInScope(scope, 'c'))
    .executeTakeFirst()
  return found(row, 'customer')
}
