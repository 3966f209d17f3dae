import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { idBelow, type Page, toPage } from '../../../core/page.ts'
import { found, Problem } from '../../../core/problem.ts'
import type { Db } from '../../../platform/db/db.ts'
import type { Scope } from '../../../platform/scope.ts'
import { type Asked, askedAbout } from '../../approvals/queries/asked.ts'
import { customersInScope } from '../../customers/queries.ts'
import { type AnnualPlan, annualKind } from '../contract/annual.ts'
import { type AnnualStanding, annualDueOn } from '../policy/annual.ts'
import { actionsIn, showActions } from './actions.ts'

/** Who looks, and when plans fall due; `annualDue` undefined before the first policy. */
export type AnnualViewer = { scope: Scope; personId: number | null; annualDue: string | undefined }

/** That a plan (alias `a`) is the company's, of a unit in sight, or of the viewer's own. */
const inSight = ({ scope, personId }: Pick<AnnualViewer, 'scope' | 'personId'>): RawBuilder<boolean> =>
  scope.all
    ? sql<boolean>`true`
    : sql<boolean>`(a.unit_id is null or a.unit_id = any(${sql.val([...scope.unitIds])}::bigint[])
        or a.unit_id = (select p.unit_id from organisation_public_person p where p.id = ${personId}::bigint))`

const annual = (db: Db) =>
  db
    .selectFrom('annual_plan as a')
    .leftJoin('organisation_public_unit as u', 'u.id', 'a.unit_id')
    .leftJoin('organisation_public_person as p', 'p.id', 'a.created_by')
    .select(['a.id', 'a.year', 'a.unit_id as unitId', 'u.name as unitName', 'a.goals', 'a.key_customers', 'a.actions', 'a.state'])
    .select(['a.note', 'a.approved_on as approvedOn', 'a.approved_by_name as approvedBy', 'p.name as createdBy'])
    .select(['a.changed_at as changedAt', 'a.version'])

type Row = Awaited<ReturnType<ReturnType<typeof annual>['execute']>>[number]

const ids = z.array(z.number())
/** Key customers as they are stored. */
export const customersOf = (text: string): number[] => ids.parse(JSON.parse(text))

export const annualSubject = 'annual-plan'

async function shown(db: Db, { scope, annualDue }: AnnualViewer, rows: readonly Row[]): Promise<AnnualPlan[]> {
  const named = await namedCustomers(
    db,
    scope,
    rows.flatMap((r) => customersOf(r.key_customers)),
  )
  const actions = await showActions(
    db,
    rows.map((r) => actionsIn(r.actions)),
  )
  const waiting = await askedAbout(
    db,
    annualKind,
    annualSubject,
    rows.map((r) => r.id),
  )
  const asked = new Map(waiting.map((one) => [one.subjectId, one]))
  return rows.map(({ key_customers, actions: _, state, ...r }, i) => {
    const keys = customersOf(key_customers)
    const keyCustomers = keys.flatMap((id) => named.get(id) ?? [])
    const waits = state === 'DRAFT' ? asked.get(r.id) : undefined
    return {
      ...r,
      ...{ keyCustomers, hiddenCustomers: keys.length - keyCustomers.length, actions: actions[i] ?? [] },
      state: state === 'APPROVED' ? 'APPROVED' : waits ? 'ASKED' : 'DRAFT',
      asked: waits ? askedShown(waits) : null,
      dueOn: annualDue === undefined ? null : annualDueOn(r.year, annualDue),
    }
  })
}

const askedShown = ({ id, version, askedBy, askedByName, askedAt, post, unit }: Asked): AnnualPlan['asked'] => ({
  ...{ approvalId: id, version, byId: askedBy, by: askedByName, at: askedAt },
  ...{ post, unit },
})

/** Customers in scope by id, as they are called. */
export async function namedCustomers(
  db: Db,
  scope: Scope,
  wanted: readonly number[],
): Promise<Map<number, AnnualPlan['keyCustomers'][number]>> {
  if (wanted.length === 0) return new Map()
  const rows = await db
    .selectFrom('customers_public_name as c')
    .select(['c.id', 'c.customer_no as customerNo', 'c.name'])
    .where('c.id', '=', sql<number>`any(${sql.val([...wanted])}::bigint[])`)
    .where(customersInScope(scope, 'c'))
    .execute()
  return new Map(rows.map((r) => [r.id, r]))
}

/** Plans of years in sight, newest first. */
export async function listAnnual(
  db: Db,
  viewer: AnnualViewer,
  { year, after, limit }: { year?: number | undefined; after?: string | undefined; limit: number },
): Promise<Page<AnnualPlan>> {
  const below = idBelow(after)
  let q = annual(db).where(inSight(viewer))
  if (year !== undefined) q = q.where('a.year', '=', year)
  if (below !== undefined) q = q.where('a.id', '<', below)
  const rows = await q
    .orderBy('a.id', 'desc')
    .limit(limit + 1)
    .execute()
  const page = toPage(rows, limit, (r) => [r.id])
  return { rows: await shown(db, viewer, page.rows), next: page.next }
}

/** One out of sight and one that is missing are the same answer. */
export async function readAnnual(db: Db, viewer: AnnualViewer, id: number): Promise<AnnualPlan> {
  const row = await annual(db).where('a.id', '=', id).where(inSight(viewer)).executeTakeFirst()
  const [plan] = await shown(db, viewer, [found(row, annualSubject)])
  return found(plan, annualSubject)
}

/** How far the plans of these years are. */
export const annualStandings = (db: Db, years: readonly number[]): Promise<AnnualStanding[]> =>
  db
    .selectFrom('annual_plan')
    .select(['year', 'unit_id as unitId', 'approved_on as approvedOn'])
    .where('year', 'in', [...years])
    .execute()

/** Units with customers in scope, and null where there are customers of no unit: one look at an index for each. */
export async function unitsServed(db: Db, scope: Scope): Promise<(number | null)[]> {
  const units = await db
    .selectFrom('organisation_public_unit as u')
    .select('u.id')
    .where(sql<boolean>`exists (select 1 from customers_public_name c where c.unit_id = u.id and ${customersInScope(scope, 'c')})`)
    .orderBy('u.id')
    .execute()
  const { rows } = await sql<{ some: boolean }>`
    select exists (select 1 from customers_public_name c where c.unit_id is null and ${customersInScope(scope, 'c')}) as some`.execute(db)
  return [...units.map(({ id }) => id), ...(rows[0]?.some ? [null] : [])]
}

/** Whether there is a unit. */
export async function isUnit(db: Db, id: number): Promise<boolean> {
  return (await db.selectFrom('organisation_public_unit').select('id').where('id', '=', id).executeTakeFirst()) !== undefined
}

export async function unitsNamed(db: Db): Promise<Map<number, string>> {
  const rows = await db.selectFrom('organisation_public_unit').select(['id', 'name']).execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** A unit that has plans of years stays: they say what it was to do. */
export async function requireNoAnnual(db: Db, unitId: number): Promise<void> {
  const rows = await db.selectFrom('annual_plan').select('year').where('unit_id', '=', unitId).orderBy('year').execute()
  if (rows.length > 0) throw new Problem('refused', 'unit-has-annual-plan', { years: rows.map(({ year }) => String(year)) })
}
