import { sql } from 'kysely'
import { found } from '../../core/problem.ts'
import { copyInto } from '../../platform/db/copy.ts'
import type { Db, Tx } from '../../platform/db/db.ts'
import type { OrderValues } from './contract.ts'

export type StoredOrder = OrderValues & { id: number; version: number }

const columns = [
  'id',
  'order_no',
  'customer_id',
  'ordered_at',
  'ordered_on',
  'net_amount',
  'status',
  'remark',
  'attributes',
  'version',
] as const

type Row = Omit<StoredOrder, 'ordered_at' | 'status'> & { ordered_at: Date; status: string }
const toStored = (r: Row): StoredOrder => ({
  ...r,
  ordered_at: r.ordered_at.toISOString(),
  status: r.status === 'CANCELLED' ? 'CANCELLED' : 'CONFIRMED',
})

export async function lockOrder(tx: Tx, id: number): Promise<StoredOrder> {
  const row = await tx.selectFrom('purchase_order').select(columns).where('id', '=', id).forUpdate().executeTakeFirst()
  return toStored(found(row, 'order'))
}

/** The stored orders of these numbers, locked, by number. */
export async function lockOrdersByNumber(tx: Tx, orderNos: readonly string[]): Promise<Map<string, StoredOrder>> {
  const rows = await tx
    .selectFrom('purchase_order')
    .select(columns)
    .where('order_no', '=', sql<string>`any(${sql.val([...orderNos])}::text[])`)
    .orderBy('id')
    .forUpdate()
    .execute()
  return new Map(rows.map((r) => [r.order_no, toStored(r)]))
}

/** As `lockOrdersByNumber`, but only looking. */
export async function ordersByNumber(db: Db, orderNos: readonly string[]): Promise<Map<string, StoredOrder>> {
  const rows = await db
    .selectFrom('purchase_order')
    .select(columns)
    .where('order_no', '=', sql<string>`any(${sql.val([...orderNos])}::text[])`)
    .execute()
  return new Map(rows.map((r) => [r.order_no, toStored(r)]))
}

/** Orders by id. Whoever holds their customers' rows holds them too. */
export async function storedOrders(db: Db, ids: readonly number[]): Promise<StoredOrder[]> {
  const rows = await db
    .selectFrom('purchase_order')
    .select(columns)
    .where('id', '=', sql<number>`any(${sql.val([...ids])}::bigint[])`)
    .orderBy('id')
    .execute()
  return rows.map(toStored)
}

/** Takes `count` new order ids. */
export async function reserveOrderIds(tx: Tx, count: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select nextval(pg_get_serial_sequence('purchase_order', 'id')) as id from generate_series(1, ${count})`.execute(tx)
  return rows.map((r) => r.id)
}

export async function insertOrders(tx: Tx, orders: readonly { id: number; values: OrderValues; version?: number }[]): Promise<void> {
  if (orders.length === 0) return
  await copyInto(
    tx,
    'purchase_order',
    columns,
    orders.map(({ id, values: v, version }) => [
      id,
      v.order_no,
      v.customer_id,
      v.ordered_at,
      v.ordered_on,
      v.net_amount,
      v.status,
      v.remark,
      v.attributes,
      version ?? 1,
    ]),
  )
}

export async function updateOrder(tx: Tx, id: number, version: number, v: OrderValues): Promise<void> {
  await tx
    .updateTable('purchase_order')
    .set({ ...v, version })
    .where('id', '=', id)
    .execute()
}

/** Writes many changed orders; `version` is the new one. */
export async function updateOrders(tx: Tx, orders: readonly StoredOrder[]): Promise<void> {
  if (orders.length === 0) return
  await sql`update purchase_order as o set order_no = v.order_no, customer_id = v.customer_id, ordered_at = v.ordered_at, ordered_on = v.ordered_on,
      net_amount = v.net_amount, status = v.status, remark = v.remark, attributes = v.attributes, version = v.version
    from jsonb_populate_recordset(null::purchase_order, ${JSON.stringify(orders)}::jsonb) as v where o.id = v.id`.execute(tx)
}

export async function removeOrders(tx: Tx, ids: readonly number[]): Promise<void> {
  await tx
    .deleteFrom('purchase_order')
    .where('id', '=', sql<number>`any(${sql.val([...ids])}::bigint[])`)
    .execute()
}

const ledgerOf = (where: ReturnType<typeof sql>) => sql`
  select customer_id,
    string_agg(int4send(ordered_on - date '1970-01-01') || int4send(orders) || int8send(net), ''::bytea order by ordered_on) as ledger,
    min(ordered_on) filter (where orders > 0) as first_valid_on, max(ordered_on) filter (where orders > 0) as last_valid_on,
    sum(orders)::int as valid_orders, (count(*) filter (where orders > 0))::int as order_days, sum(net)::bigint as net_total
  from (
    select customer_id, ordered_on, (count(*) filter (where net_amount > 0))::int as orders, sum(net_amount)::bigint as net
    from purchase_order where status = 'CONFIRMED' and net_amount <> 0 and ${where} group by customer_id, ordered_on
  ) as days group by customer_id`

const saveFacts = (source: ReturnType<typeof sql>) => sql`
  insert into purchase_facts (customer_id, ledger, first_valid_on, last_valid_on, valid_orders, order_days, net_total)
  ${source}
  on conflict (customer_id) do update set ledger = excluded.ledger, first_valid_on = excluded.first_valid_on,
    last_valid_on = excluded.last_valid_on, valid_orders = excluded.valid_orders, order_days = excluded.order_days, net_total = excluded.net_total`

/**
 * Brings the facts of these customers in line with their orders, whatever changed. The customers' rows must be locked
 * before the orders were read or written, so that two changes to one customer cannot overtake each other.
 */
export async function refreshFacts(tx: Tx, customerIds: readonly number[]): Promise<void> {
  if (customerIds.length === 0) return
  const ids = sql`customer_id = any(${sql.val([...customerIds])}::bigint[])`
  await saveFacts(ledgerOf(ids)).execute(tx)
  await sql`delete from purchase_facts where ${ids} and not exists (
    select 1 from purchase_order o where o.customer_id = purchase_facts.customer_id and status = 'CONFIRMED' and net_amount <> 0)`.execute(
    tx,
  )
}

/** Recomputes everybody's facts from the orders: what `refreshFacts` keeps must equal this. */
export async function rebuildFacts(tx: Tx): Promise<void> {
  await tx.deleteFrom('purchase_facts').execute()
  await saveFacts(ledgerOf(sql`true`)).execute(tx)
}
