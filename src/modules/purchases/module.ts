import { dayNumber, plusMonths } from '../../core/day.ts'
import { inZone } from '../../core/instant.ts'
import type { Module } from '../../platform/house.ts'
import * as actions from './actions.ts'
import { undoOrders } from './actions/undo.ts'
import { daysUntil, type Ledger, unpackLedger } from './policy.ts'
import { packedLedgers } from './queries.ts'
import { text } from './text.ts'

const netBetween = (ledger: Ledger, after: number, until: number): number => {
  let sum = 0
  for (let i = daysUntil(ledger, after); i < daysUntil(ledger, until); i++) sum += ledger.net[i] ?? 0
  return sum
}

/** Orders and what they say of a customer: what this room offers the building. */
export const purchases: Module = {
  name: 'purchases',
  actions: [actions.listOrders, actions.createOrder, actions.changeOrder, actions.deleteOrder, actions.purchaseMonths],
  texts: text,
  undo: [undoOrders],
  async customerColumns(db, ids, now) {
    const today = dayNumber(inZone(now, 'Asia/Shanghai').day)
    const yearAgo = plusMonths(today, -12)
    const twoYearsAgo = plusMonths(today, -24)
    const rows = await packedLedgers(db, ids)
    return new Map(
      rows.map(({ customer_id, ledger: packed }) => {
        const ledger = unpackLedger(packed)
        const amount12m = netBetween(ledger, yearAgo, today)
        const before = netBetween(ledger, twoYearsAgo, yearAgo)
        // Growth from nothing or from a credit balance is not comparable (domain §1.10).
        return [customer_id, { amount12m, growth: before > 0 ? Math.round(((amount12m - before) / before) * 1000) / 10 : null }]
      }),
    )
  },
}
