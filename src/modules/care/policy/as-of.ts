import { type Day, dayFrom } from '../../../core/day.ts'
import { type Ledger, ledgerUntil } from '../../purchases/policy.ts'
import type { CareFacts } from './facts.ts'

/** What of a customer's file the trail remembers, by the names it uses. */
const remembered = {
  class: 'class',
  segment: 'segment',
  owner_id: 'ownerId',
  unit_id: 'unitId',
  last_maintenance_on: 'lastMaintenanceOn',
  last_visit_on: 'lastVisitOn',
  last_product_visit_on: 'lastProductVisitOn',
  contract_signed_on: 'contractSignedOn',
} as const satisfies Readonly<Record<string, keyof CareFacts>>

export type Remembered = Partial<Pick<CareFacts, (typeof remembered)[keyof typeof remembered]>>

/** The file as it was before a row of changes, oldest first: of each field the value that its first change replaced. */
export function fileBefore(changes: readonly { before: Readonly<Record<string, unknown>> }[]): Remembered {
  const found: Record<string, unknown> = {}
  for (const { before } of changes) {
    for (const [column, name] of Object.entries(remembered)) if (column in before && !(name in found)) found[name] = before[column]
  }
  return found as Remembered
}

/** What planning asks of a ledger, at the end of a day. */
export function ordersUntil(whole: Ledger, day: number): Pick<CareFacts, 'firstOrderOn' | 'lastOrderOn' | 'validOrders'> {
  const ledger = ledgerUntil(whole, day)
  let [validOrders, first, last]: [number, Day | null, Day | null] = [0, null, null]
  for (let i = 0; i < ledger.length; i++) {
    const orders = ledger.orders[i] ?? 0
    if (orders === 0) continue
    validOrders += orders
    last = dayFrom(ledger.days[i] ?? 0)
    first ??= last
  }
  return { firstOrderOn: first, lastOrderOn: last, validOrders }
}
