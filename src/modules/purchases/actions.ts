import { dayFrom, dayNumber, plusMonths } from '../../core/day.ts'
import { inZone } from '../../core/instant.ts'
import { Problem } from '../../core/problem.ts'
import { change, read } from '../../platform/action.ts'
import type { Tx } from '../../platform/db/db.ts'
import { lockVisibleCustomers, touchCustomers } from '../customers/actions/touch.ts'
import type { OrderValues } from './contract.ts'
import * as contract from './contract.ts'
import { pastYear } from './policy.ts'
import { factsOf, listOrders as queryOrders, readOrder } from './queries.ts'
import {
  insertOrders,
  lockOrder,
  refreshFacts,
  removeOrders,
  reserveOrderIds,
  type StoredOrder,
  updateOrder,
  updateOrders,
} from './store.ts'

const zone = 'Asia/Shanghai'

export const listOrders = read(contract.listOrders, ({ db, scope }, { after, limit, ...filter }) =>
  queryOrders(db, scope, filter, { after, limit }),
)

/** After any change to orders of these customers: facts follow, and tiering is told. The customers are locked already. */
export async function ordersChanged(tx: Tx, customerIds: readonly number[]): Promise<void> {
  await refreshFacts(tx, customerIds)
  await touchCustomers(tx, customerIds)
}

export { lockOrdersByNumber, ordersByNumber, reserveOrderIds, type StoredOrder } from './store.ts'

/** Writes many orders at once; their customers, old and new, must be held. The caller records the events. */
export async function saveOrders(
  tx: Tx,
  { created, changed }: { created: readonly { id: number; values: OrderValues; version?: number }[]; changed: readonly StoredOrder[] },
  customerIds: readonly number[],
): Promise<void> {
  await insertOrders(tx, created)
  await updateOrders(tx, changed)
  await ordersChanged(tx, customerIds)
}

export const createOrder = change(contract.createOrder, async ({ tx, scope }, input) => {
  await lockVisibleCustomers(tx, scope, [input.customerId])
  const [id = 0] = await reserveOrderIds(tx, 1)
  const values: OrderValues = {
    order_no: input.orderNo,
    customer_id: input.customerId,
    ordered_at: input.orderedAt.toISOString(),
    ordered_on: inZone(input.orderedAt, zone).day,
    net_amount: input.netAmount,
    status: input.status,
    remark: input.remark,
    attributes: null,
  }
  await insertOrders(tx, [{ id, values }])
  await ordersChanged(tx, [input.customerId])
  return { result: await readOrder(tx, scope, id), events: [contract.orderCreated(id, values)] }
})

export const changeOrder = change(contract.changeOrder, async ({ tx, scope }, input) => {
  const seen = await readOrder(tx, scope, input.id)
  await lockVisibleCustomers(tx, scope, [seen.customerId])
  const { id, version, ...before } = await lockOrder(tx, input.id)
  if (version !== input.version) throw new Problem('conflict', 'changed-meanwhile', { version })
  const orderedAt = input.orderedAt ?? new Date(before.ordered_at)
  const after: OrderValues = {
    ...before,
    ordered_at: orderedAt.toISOString(),
    ordered_on: inZone(orderedAt, zone).day,
    net_amount: input.netAmount ?? before.net_amount,
    status: input.status ?? before.status,
    remark: input.remark === undefined ? before.remark : input.remark,
  }
  if (JSON.stringify(after) === JSON.stringify(before)) return { result: seen, nothingChanged: true }
  await updateOrder(tx, id, version + 1, after)
  await ordersChanged(tx, [before.customer_id])
  return { result: await readOrder(tx, scope, id), events: [contract.orderChanged(id, version + 1, before, after)] }
})

export const deleteOrder = change(contract.deleteOrder, async ({ tx, scope }, input) => {
  const seen = await readOrder(tx, scope, input.id)
  await lockVisibleCustomers(tx, scope, [seen.customerId])
  const { id, version, ...values } = await lockOrder(tx, input.id)
  if (version !== input.version) throw new Problem('conflict', 'changed-meanwhile', { version })
  await removeOrders(tx, [id])
  await ordersChanged(tx, [values.customer_id])
  return { result: { id }, events: [contract.orderDeleted(id, version, values)] }
})

export const purchaseMonths = read(contract.purchaseMonths, async ({ db, scope, now }, { customerId, months }) => {
  const { ledger, firstValidOn, lastValidOn, validOrders } = await factsOf(db, scope, customerId)
  const today = dayNumber(inZone(now, zone).day)
  const names = Array.from({ length: months }, (_, i) => dayFrom(plusMonths(today, i - months + 1)).slice(0, 7))
  const sums = new Map(names.map((month) => [month, { month, netAmount: 0, orders: 0 }]))
  for (let i = 0; i < ledger.length; i++) {
    const sum = sums.get(dayFrom(ledger.days[i] ?? 0).slice(0, 7))
    if (!sum) continue
    sum.netAmount += ledger.net[i] ?? 0
    sum.orders += ledger.orders[i] ?? 0
  }
  return { months: [...sums.values()], pastYear: pastYear(ledger, today), firstValidOn, lastValidOn, validOrders }
})
