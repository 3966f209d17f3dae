import { type SelectQueryBuilder, sql } from 'kysely'
import { z } from 'zod'
import { decodeCursor, type Page, toPage } from '../../../core/page.ts'
import { found, invalidField } from '../../../core/problem.ts'
import type { Db } from '../../../platform/db/db.ts'
import type { Scope } from '../../../platform/scope.ts'
import { customersInScope } from '../../customers/queries.ts'
import { type ChangedDuty, dutyChanges, type LostCustomer, type MovedCustomer } from '../contract.ts'

type Paging = { after?: string | undefined; limit: number }

async function requirePreview(db: Db, id: number): Promise<void> {
  found(
    await db.selectFrom('policy_preview').select('id').where('id', '=', id).where('figures', 'is not', null).executeTakeFirst(),
    'policy-preview',
  )
}

function placeOf(after: string, key: Key): (string | number)[] {
  const place = decodeCursor(after, key.length)
  const fits = place?.every((part, i) => (key[i]?.[1] === 'bigint' ? Number.isSafeInteger(part) : isStorable(part)))
  if (!place || !fits) throw invalidField('after', 'bad-cursor')
  return place.map((part) => part ?? '')
}

const isStorable = (part: unknown): boolean => typeof part === 'string' && part.isWellFormed() && !part.includes('\0')

/** The columns of a list's key in its order, each with its type in the database. */
type Key = readonly (readonly [column: string, type: 'text' | 'bigint'])[]

/** A page of a list and one row more, ordered by its key, from behind the cursor on. */
function keyed<Tables, From extends keyof Tables, Row>(q: SelectQueryBuilder<Tables, From, Row>, key: Key, { after, limit }: Paging) {
  const columns = key.map(([column]) => sql.ref(column))
  const ordered = columns.reduce((one, column) => one.orderBy(column), q).limit(limit + 1)
  if (after === undefined) return ordered
  const place = placeOf(after, key)
  const values = key.map(([, type], i) => sql`${place[i]}::${sql.raw(type)}`)
  return ordered.where(sql<boolean>`(${sql.join(columns)}) > (${sql.join(values)})`)
}

const byTiers: Key = [
  ['m.tier_before', 'text'],
  ['m.tier_after', 'text'],
  ['m.customer_id', 'bigint'],
]

/** Customers in sight whose tier would change, by tiers and id. `from` '' asks for those who had none. */
export async function movedCustomers(
  db: Db,
  scope: Scope,
  { id, from, to, ...paging }: Paging & { id: number; from?: string | undefined; to?: string | undefined },
): Promise<Page<MovedCustomer>> {
  await requirePreview(db, id)
  let q = db
    .selectFrom('policy_preview_move as m')
    .innerJoin('customers_public_name as c', 'c.id', 'm.customer_id')
    .select(['m.tier_before', 'm.tier_after', 'm.customer_id', 'c.customer_no', 'c.name'])
    .where('m.preview_id', '=', id)
    .where(customersInScope(scope, 'c'))
  if (from !== undefined) q = q.where('m.tier_before', '=', from)
  if (to !== undefined) q = q.where('m.tier_after', '=', to)
  const rows = await keyed(q, byTiers, paging).execute()
  const page = toPage(rows, paging.limit, (r) => [r.tier_before, r.tier_after, r.customer_id])
  return {
    ...page,
    rows: page.rows.map((r) => ({
      customerId: r.customer_id,
      customerNo: r.customer_no,
      name: r.name,
      from: r.tier_before || null,
      to: r.tier_after,
    })),
  }
}

const byCustomer: Key = [['l.customer_id', 'bigint']]

/** Customers in sight who would come into stage LOST, by id. */
export async function lostCustomers(db: Db, scope: Scope, { id, ...paging }: Paging & { id: number }): Promise<Page<LostCustomer>> {
  await requirePreview(db, id)
  const q = db
    .selectFrom('policy_preview_lost as l')
    .innerJoin('customers_public_name as c', 'c.id', 'l.customer_id')
    .select(['l.customer_id', 'l.stage_before', 'c.customer_no', 'c.name'])
    .where('l.preview_id', '=', id)
    .where(customersInScope(scope, 'c'))
  const rows = await keyed(q, byCustomer, paging).execute()
  const page = toPage(rows, paging.limit, (r) => [r.customer_id])
  return {
    ...page,
    rows: page.rows.map((r) => ({ customerId: r.customer_id, customerNo: r.customer_no, name: r.name, from: r.stage_before || null })),
  }
}

const changeOf = z.enum(dutyChanges)

const byRule: Key = [
  ['d.rule_id', 'text'],
  ['d.change', 'text'],
  ['d.customer_id', 'bigint'],
  ['d.period', 'text'],
]

/** Duties of customers in sight that would be added or ended, by rule, change, customer and period. */
export async function changedDuties(
  db: Db,
  scope: Scope,
  { id, ruleId, change, ...paging }: Paging & { id: number; ruleId?: string | undefined; change?: string | undefined },
): Promise<Page<ChangedDuty>> {
  await requirePreview(db, id)
  let q = db
    .selectFrom('policy_preview_duty as d')
    .innerJoin('customers_public_name as c', 'c.id', 'd.customer_id')
    .select(['d.rule_id', 'd.change', 'd.customer_id', 'd.period', 'd.due_on', 'c.customer_no', 'c.name'])
    .where('d.preview_id', '=', id)
    .where(customersInScope(scope, 'c'))
  if (ruleId !== undefined) q = q.where('d.rule_id', '=', ruleId)
  if (change !== undefined) q = q.where('d.change', '=', change)
  const rows = await keyed(q, byRule, paging).execute()
  const page = toPage(rows, paging.limit, (r) => [r.rule_id, r.change, r.customer_id, r.period])
  return {
    ...page,
    rows: page.rows.map((r) => ({
      customerId: r.customer_id,
      customerNo: r.customer_no,
      name: r.name,
      ruleId: r.rule_id,
      dueOn: r.due_on,
      change: changeOf.parse(r.change),
    })),
  }
}
