import { sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import { decodeCursor, type Page, toPage } from '../../core/page.ts'
import { found, invalidField } from '../../core/problem.ts'
import { planOnce } from '../../platform/db/connect.ts'
import type { Db } from '../../platform/db/db.ts'
import type { Scope } from '../../platform/scope.ts'
import { customersInScope } from '../customers/queries.ts'
import type { Order } from './contract.ts'
import type { Ledger } from './policy.ts'
import { unpackLedger } from './policy.ts'

const shown = (db: Db, scope: Scope) =>
  db
    .selectFrom('purchase_order as o')
    .innerJoin('customers_public_name as c', 'c.id', 'o.customer_id')
    .select([
      'o.id',
      'o.order_no',
      'o.customer_id',
      'c.customer_no',
      'c.name as customer_name',
      'o.ordered_at',
      'o.ordered_on',
      'o.net_amount',
      'o.status',
      'o.remark',
      'o.version',
    ])
    .where(customersInScope(scope, 'c'))

type Row = {
  id: number
  order_no: string
  customer_id: number
  customer_no: string
  customer_name: string
  ordered_at: Date
  ordered_on: string
  net_amount: number
  status: string
  remark: string | null
  version: number
}

const toOrder = (r: Row): Order => ({
  id: r.id,
  orderNo: r.order_no,
  customerId: r.customer_id,
  customerNo: r.customer_no,
  customerName: r.customer_name,
  orderedAt: r.ordered_at,
  orderedOn: r.ordered_on,
  netAmount: r.net_amount,
  status: r.status === 'CANCELLED' ? 'CANCELLED' : 'CONFIRMED',
  remark: r.remark,
  version: r.version,
})

export type OrderFilter = { customerId?: number | undefined; from?: Day | undefined; until?: Day | undefined }

/** Orders in scope, newest first, a page by key. */
export async function listOrders(
  db: Db,
  scope: Scope,
  filter: OrderFilter,
  page: { after?: string | undefined; limit: number },
): Promise<Page<Order>> {
  let query = shown(db, scope)
  if (filter.customerId !== undefined) query = query.where('o.customer_id', '=', filter.customerId)
  if (filter.from !== undefined) query = query.where('o.ordered_on', '>=', filter.from)
  if (filter.until !== undefined) query = query.where('o.ordered_on', '<=', filter.until)
  if (page.after !== undefined) {
    const key = decodeCursor(page.after, 2)
    if (!key) throw invalidField('after', 'bad-cursor')
    query = query.where(sql<boolean>`(o.ordered_on, o.id) < (${key[0]}::date, ${key[1]}::bigint)`)
  }
  const rows = await query
    .orderBy('o.ordered_on', 'desc')
    .orderBy('o.id', 'desc')
    .limit(page.limit + 1)
    .execute()
  return toPage(rows.map(toOrder), page.limit, (o) => [o.orderedOn, o.id])
}

export async function readOrder(db: Db, scope: Scope, id: number): Promise<Order> {
  return toOrder(found(await shown(db, scope).where('o.id', '=', id).executeTakeFirst(), 'order'))
}

export type Facts = {
  firstValidOn: Day | null
  lastValidOn: Day | null
  validOrders: number
  orderDays: number
  netTotal: number
  ledger: Ledger
}

/** The purchase facts of a customer in scope; empty when nothing was ever bought. */
export async function factsOf(db: Db, scope: Scope, customerId: number): Promise<Facts> {
  found(
    await db
      .selectFrom('customers_public_name as c')
      .select('c.id')
      .where('c.id', '=', customerId)
      .where(customersInScope(scope, 'c'))
      .executeTakeFirst(),
    'customer',
  )
  const row = await db.selectFrom('purchase_facts').selectAll().where('customer_id', '=', customerId).executeTakeFirst()
  if (!row)
    return { firstValidOn: null, lastValidOn: null, validOrders: 0, orderDays: 0, netTotal: 0, ledger: unpackLedger(new Uint8Array()) }
  return {
    firstValidOn: row.first_valid_on,
    lastValidOn: row.last_valid_on,
    validOrders: row.valid_orders,
    orderDays: row.order_days,
    netTotal: row.net_total,
    ledger: unpackLedger(row.ledger),
  }
}

export const packedLedgers = (db: Db, customerIds: readonly number[]): Promise<{ customer_id: number; ledger: Buffer }[]> =>
  db
    .selectFrom('purchase_facts')
    .select(['customer_id', 'ledger'])
    .modifyFront(planOnce)
    .where('customer_id', '=', sql<number>`any(${sql.val([...customerIds])}::bigint[])`)
    .execute()
