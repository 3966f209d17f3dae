import type { Db } from '../../../platform/db/db.ts'
import type { UndoEvent, UndoHandler, UndoLeft } from '../../../platform/house.ts'
import { lockCustomersById } from '../../customers/actions/bulk.ts'
import { customerNames } from '../../customers/queries/names.ts'
import { ordersChanged } from '../actions.ts'
import { type OrderValues, orderChanged, orderDeleted } from '../contract.ts'
import { removeOrders, type StoredOrder, storedOrders, updateOrders } from '../store.ts'

const valuesOf = ({ id: _id, version: _version, ...values }: StoredOrder): OrderValues => values
const customerBefore = (e: UndoEvent): number[] => (typeof e.before?.['customer_id'] === 'number' ? [e.before['customer_id']] : [])
const idsOf = (events: readonly UndoEvent[]): number[] => events.map((e) => e.subjectId)

/** Parts what may be taken back from what is gone, was changed since, or would go to a customer that is gone. */
function sortOut(events: readonly UndoEvent[], stored: readonly StoredOrder[], customers: ReadonlySet<number>) {
  const byId = new Map(stored.map((o) => [o.id, o]))
  const left: UndoLeft[] = []
  const created: StoredOrder[] = []
  const changed: { before: StoredOrder; after: StoredOrder }[] = []
  for (const e of events) {
    const now = byId.get(e.subjectId)
    const reason = !now ? 'gone' : now.version !== e.subjectVersion ? 'touched-later' : undefined
    if (!now || reason) left.push({ id: e.subjectId, reason: reason ?? 'gone' })
    else if (e.name === 'order.created') created.push(now)
    else if (e.name !== 'order.changed' || !e.before) left.push({ id: e.subjectId, reason: 'values-erased' })
    else if (customerBefore(e).some((id) => !customers.has(id))) left.push({ id: e.subjectId, reason: 'customer-gone' })
    else changed.push({ before: now, after: { ...now, ...e.before, version: now.version + 1 } })
  }
  return { left, created, changed }
}

/** Takes back created and changed orders and credits; the customers' facts follow. */
export const undoOrders: UndoHandler = {
  subject: 'order',
  async labels(db, ids) {
    return new Map((await storedOrders(db, ids)).map((o) => [o.id, o.order_no]))
  },
  look: async (db, events) => (await sortOutSeen(db, events)).left,
  async undo({ tx }, events) {
    const seen = await storedOrders(tx, idsOf(events))
    const held = new Set(await lockCustomersById(tx, [...seen.map((o) => o.customer_id), ...events.flatMap(customerBefore)]))
    const { left, created, changed } = sortOut(events, await storedOrders(tx, idsOf(events)), held)
    await removeOrders(
      tx,
      created.map((o) => o.id),
    )
    await updateOrders(
      tx,
      changed.map((c) => c.after),
    )
    await ordersChanged(tx, [...new Set([...created, ...changed.flatMap((c) => [c.before, c.after])].map((o) => o.customer_id))])
    const done = [
      ...created.map((o) => orderDeleted(o.id, o.version, valuesOf(o))),
      ...changed.map(({ before, after }) => orderChanged(after.id, after.version, valuesOf(before), valuesOf(after))),
    ]
    return { left, events: done }
  },
}

async function sortOutSeen(db: Db, events: readonly UndoEvent[]) {
  const customers = await customerNames(db, events.flatMap(customerBefore))
  return sortOut(events, await storedOrders(db, idsOf(events)), new Set(customers.keys()))
}
