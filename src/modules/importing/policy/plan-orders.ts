import { inZone } from '../../../core/instant.ts'
import type { OrderValues } from '../../purchases/contract.ts'
import type { Reason } from '../contract.ts'
import { changeHeld, type HeldCustomer, type HeldOrder, newHeld } from './book.ts'
import type { Checked, Given } from './check.ts'
import type { Outcome, PlanContext } from './plan.ts'
import { createCustomer, customerColumns, customerOf } from './plan-customers.ts'

const zone = 'Asia/Shanghai'

type Patch = Partial<Omit<OrderValues, 'order_no' | 'customer_id' | 'attributes'>>

/** What a row says of an order, by column. */
function patchOf(given: Given): Patch {
  const patch: Patch = {}
  const at = given['ordered_at']
  if (typeof at === 'string') Object.assign(patch, { ordered_at: at, ordered_on: inZone(new Date(at), zone).day })
  if (typeof given['net_amount'] === 'number') patch.net_amount = given['net_amount']
  if (given['status'] !== undefined) patch.status = given['status'] === 'CANCELLED' ? 'CANCELLED' : 'CONFIRMED'
  if (typeof given['remark'] === 'string') patch.remark = given['remark']
  return patch
}

export function planOrder(row: Checked, c: PlanContext): Outcome {
  const { headerOf, defaults } = c.reader
  const no = row.given['order_no']
  if (no === undefined) return [{ column: headerOf('order_no'), reason: 'missing' }]
  const held = c.book.orders.get(String(no))
  if (held) return changeOrder(held, row, c)
  if (c.mode === 'update') return [{ column: '', reason: 'not-there' }]
  const given = { ...defaults, ...row.given }
  const missing = ['ordered_at', 'net_amount'].filter((f) => given[f] === undefined)
  if (missing.length > 0) return missing.map((f) => ({ column: headerOf(f), reason: 'missing' }))
  const customer = customerFor(given, c)
  if (Array.isArray(customer)) return customer
  const values: OrderValues = {
    order_no: String(no),
    customer_id: customer.id,
    ordered_at: '',
    ordered_on: '',
    net_amount: 0,
    status: 'CONFIRMED',
    remark: null,
    attributes: null,
    ...patchOf(given),
  }
  c.book.orders.set(values.order_no, newHeld(c.nextId('order'), values))
  return 'new'
}

function changeOrder(held: HeldOrder, row: Checked, c: PlanContext): Outcome {
  const now = c.book.customers.byId(held.values.customer_id)
  if (now && !now.isVisible) return [{ column: '', reason: 'order-exists-ask-unit', facts: { unit: now.askUnit } }]
  const named = ['customer_no', 'customer_credit_code', 'customer_name'].some((f) => row.given[f] !== undefined)
  const seen = named ? customerOf(row.given, c) : now
  const moves = named && (seen === undefined || Array.isArray(seen) || seen.id !== held.values.customer_id)
  const patch = patchOf(row.given)
  const differs = moves || Object.entries(patch).some(([column, value]) => held.values[column as keyof Patch] !== value)
  if (!differs || c.mode === 'create') return 'skipped'
  const customer = moves ? customerFor(row.given, c) : seen
  if (Array.isArray(customer)) return customer
  changeHeld(held, { ...held.values, ...patch, customer_id: customer?.id ?? held.values.customer_id })
  return 'changed'
}

/** The customer of an order; an unknown one is made when that was asked, from the first row it has in the file. */
function customerFor(given: Given, c: PlanContext): HeldCustomer | Reason[] {
  const known = customerOf(given, c)
  if (known !== undefined) return known
  const no = given['customer_no']
  if (!c.createCustomers || no === undefined) return [{ column: c.reader.headerOf('customer_no'), reason: 'customer-unknown' }]
  const first = { ...c.reader.defaults, ...(c.firsts.get(String(no)) ?? given) }
  const read = customerColumns(first, c, 'customer.')
  if (Array.isArray(read)) return read
  return createCustomer({ name: String(no), ...read.columns, customer_no: String(no) }, c, (field) =>
    c.reader.headerOf(`customer.${field}`),
  )
}

/** Notes what the earliest row of each customer says of it: the smallest (ordered_at, order_no), the first of equals. */
export class FirstRowsFinder {
  readonly #first = new Map<string, { at: string; no: string; given: Given }>()

  note(rows: readonly Checked[]): void {
    for (const { given, faults } of rows) {
      const [customer, at, no] = [given['customer_no'], given['ordered_at'], given['order_no']]
      if (faults.length > 0 || customer === undefined || at === undefined || no === undefined) continue
      const before = this.#first.get(String(customer))
      const key = { at: String(at), no: String(no) }
      if (before && (before.at < key.at || (before.at === key.at && before.no <= key.no))) continue
      this.#first.set(String(customer), { ...key, given: ofCustomer(given) })
    }
  }

  found = (): ReadonlyMap<string, Given> => new Map([...this.#first].map(([customer, { given }]) => [customer, given]))
}

const ofCustomer = (given: Given): Given => Object.fromEntries(Object.entries(given).filter(([name]) => name.startsWith('customer.')))
