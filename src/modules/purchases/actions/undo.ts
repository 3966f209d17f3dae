import type { UndoEvent, UndoHandler } from '../../../platform/house.ts'
import { lockCustomersById } from '../../customers/actions/bulk.ts'
import { ordersChanged } from '../actions.ts'
import { type OrderValues, orderChanged, orderDeleted } from '../contract.ts'
import { removeOrders, type StoredOrder, storedOrders, updateOrders } from '../store.ts'

const valuesOf = ({ id: _id, version: _version, ...values }: StoredOrder): OrderValues => values
const customerBefore = (e: UndoEvent): number[] => (typeof e.before?.['customer_id'] === 'number' ? [e.before['customer_id']] : [])

/** Takes back created and changed orders and credits; the customers' facts follow. */
export const undoOrders: UndoHandler = {
  subject: 'order',
  async undo({ tx }, events) {
    const ids = events.map((e) => e.subjectId)
    const seen = await storedOrders(tx, ids)
    const held = new Set(await lockCustomersById(tx, [...seen.map((o) => o.customer_id), ...events.flatMap(customerBefore)]))
    const stored = new Map((await storedOrders(tx, ids)).map((o) => [o.id, o]))
    const left: { id: number; reason: string }[] = []
    const created: StoredOrder[] = []
    const changed: { before: StoredOrder; after: StoredOrder }[] = []
    for (const e of events) {
      const now = stored.get(e.subjectId)
      const reason = !now ? 'gone' : now.version !== e.subjectVersion ? 'touched-later' : undefined
      if (!now || reason) left.push({ id: e.subjectId, reason: reason ?? 'gone' })
      else if (e.name === 'order.created') created.push(now)
      else if (e.name !== 'order.changed' || !e.before) left.push({ id: e.subjectId, reason: 'values-erased' })
      else if (customerBefore(e).some((id) => !held.has(id))) left.push({ id: e.subjectId, reason: 'customer-gone' })
      else changed.push({ before: now, after: { ...now, ...e.before, version: now.version + 1 } })
    }
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
