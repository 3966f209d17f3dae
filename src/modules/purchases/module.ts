import { dayNumber } from '../../core/day.ts'
import { inZone } from '../../core/instant.ts'
import type { Module } from '../../platform/house.ts'
import { exportOrders } from './actions/export.ts'
import { undoOrders } from './actions/undo.ts'
import * as actions from './actions.ts'
import { pastYear, unpackLedger } from './policy.ts'
import { packedLedgers } from './queries.ts'
import { text } from './text.ts'

/** Orders and what they say of a customer: what this room offers the building. */
export const purchases: Module = {
  name: 'purchases',
  actions: [actions.listOrders, actions.createOrder, actions.changeOrder, actions.deleteOrder, actions.purchaseMonths, exportOrders],
  texts: text,
  told: { order: { permission: 'orders.read' } },
  undo: [undoOrders],
  async customerColumns(db, ids, now) {
    const today = dayNumber(inZone(now, 'Asia/Shanghai').day)
    const rows = await packedLedgers(db, ids)
    return new Map(
      rows.map(({ customer_id, ledger: packed }) => {
        const { netAmount, growth } = pastYear(unpackLedger(packed), today)
        return [customer_id, { amount12m: netAmount, growth }]
      }),
    )
  },
}
