import { sql } from 'kysely'
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

function placeOf<Kinds extends readonly ('string' | 'number')[]>(after: string, kinds: Kinds): (string | number)[] {
  const key = decodeCursor(after, kinds.length)
  const fits = key?.every(
    (part, i) => typeof part === kinds[i] && (typeof part === 'number' ? Number.isSafeInteger(part) : isStorable(part)),
  )
  if (!key || !fits) throw invalidField('after', 'bad-cursor')
  return key.map((part) => part ?? '')
}

const isStorable = (part: string | null): boolean => part?.isWellFormed() === true && !part.includes('\0')

/** Customers in sight whose tier would change, by tiers and id. `from` '' asks for those who had none. */
export async function movedCustomers(
  db: Db,
  scope: Scope,
  { id, from, to, after, limit }: Paging & { id: number; from?: string | undefined; to?: string | undefined },
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
  if (after !== undefined) {
    const [before, now, customerId] = placeOf(after, ['string', 'string', 'number'])
    q = q.where(sql<boolean>`(m.tier_before, m.tier_after, m.customer_id) > (${before}::text, ${now}::text, ${customerId}::bigint)`)
  }
  const rows = await q
    .orderBy('m.tier_before')
    .orderBy('m.tier_after')
    .orderBy('m.customer_id')
    .limit(limit + 1)
    .execute()
  const page = toPage(rows, limit, (r) => [r.tier_before, r.tier_after, r.customer_id])
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

/** Customers in sight who would come into stage LOST, by id. */
export async function lostCustomers(db: Db, scope: Scope, { id, after, limit }: Paging & { id: number }): Promise<Page<LostCustomer>> {
  await requirePreview(db, id)
  let q = db
    .selectFrom('policy_preview_lost as l')
    .innerJoin('customers_public_name as c', 'c.id', 'l.customer_id')
    .select(['l.customer_id', 'l.stage_before', 'c.customer_no', 'c.name'])
    .where('l.preview_id', '=', id)
    .where(customersInScope(scope, 'c'))
  if (after !== undefined) q = q.where('l.customer_id', '>', Number(placeOf(after, ['number'])[0]))
  const rows = await q
    .orderBy('l.customer_id')
    .limit(limit + 1)
    .execute()
  const page = toPage(rows, limit, (r) => [r.customer_id])
  return {
    ...page,
    rows: page.rows.map((r) => ({ customerId: r.customer_id, customerNo: r.customer_no, name: r.name, from: r.stage_before || null })),
  }
}

const changeOf = z.enum(dutyChanges)

/** Duties of customers in sight that would be added or ended, by rule, change, customer and period. */
export async function changedDuties(
  db: Db,
  scope: Scope,
  { id, ruleId, change, after, limit }: Paging & { id: number; ruleId?: string | undefined; change?: string | undefined },
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
  if (after !== undefined) {
    const [rule, how, customerId, period] = placeOf(after, ['string', 'string', 'number', 'string'])
    q = q.where(
      sql<boolean>`(d.rule_id, d.change, d.customer_id, d.period) > (${rule}::text, ${how}::text, ${customerId}::bigint, ${period}::text)`,
    )
  }
  const rows = await q
    .orderBy('d.rule_id')
    .orderBy('d.change')
    .orderBy('d.customer_id')
    .orderBy('d.period')
    .limit(limit + 1)
    .execute()
  const page = toPage(rows, limit, (r) => [r.rule_id, r.change, r.customer_id, r.period])
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
