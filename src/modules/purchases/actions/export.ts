import { inZone } from '../../../core/instant.ts'
import { change } from '../../../platform/action.ts'
import type { Db } from '../../../platform/db/db.ts'
import { keepSheet } from '../../../platform/kept-sheet.ts'
import type { Scope } from '../../../platform/scope.ts'
import { creditCodes } from '../../customers/queries/export.ts'
import * as contract from '../contract.ts'
import { listOrders, type OrderFilter } from '../queries.ts'

const zone = 'Asia/Shanghai'
const pageSize = 1000

const two = (n: number): string => String(n).padStart(2, '0')

/** What a wall clock in China showed, to the second. */
function wallClock(at: Date): { date: string } {
  const { day, minutes } = inZone(at, zone)
  return { date: `${day}T${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:${two(at.getUTCSeconds())}` }
}

type Shown = contract.Order & { creditCode: string | null }

/** All that an import of orders takes, in the order of its template; by what it calls the columns. */
const columns = [
  { field: 'customer_no', kind: 'text', width: 14, cell: (o: Shown) => o.customerNo },
  { field: 'customer_name', kind: 'text', width: 30, cell: (o: Shown) => o.customerName },
  { field: 'customer_credit_code', kind: 'text', width: 22, cell: (o: Shown) => o.creditCode },
  { field: 'order_no', kind: 'text', width: 18, cell: (o: Shown) => o.orderNo },
  { field: 'ordered_at', kind: 'date', width: 20, cell: (o: Shown) => wallClock(o.orderedAt) },
  { field: 'net_amount', kind: 'money', width: 16, cell: (o: Shown) => o.netAmount },
  { field: 'status', kind: 'text', width: 12, cell: (o: Shown, word: (status: string) => string) => word(o.status) },
  { field: 'remark', kind: 'text', width: 30, cell: (o: Shown) => o.remark },
] as const

/** What the list would show, page by page, so that memory does not grow with the orders. */
async function* ordersIn(db: Db, scope: Scope, filter: OrderFilter): AsyncGenerator<Shown> {
  for (let after: string | undefined; ; ) {
    const page = await listOrders(db, scope, filter, { after, limit: pageSize })
    const codes = await creditCodes(db, scope, [...new Set(page.rows.map((o) => o.customerId))])
    for (const order of page.rows) yield { ...order, creditCode: codes.get(order.customerId) ?? null }
    if (page.next === null) return
    after = page.next
  }
}

export const exportOrders = change(contract.exportOrders, async (context, { format, ...filter }) => {
  const { tx, scope, house, locale, now } = context
  const say = house.say(locale)
  const word = (status: string) => say(`export.word.orderStatus.${status}`)
  async function* rows() {
    for await (const order of ordersIn(tx, scope, filter)) yield columns.map(({ cell }) => cell(order, word))
  }
  const result = await keepSheet(context, {
    title: `${say('export.orders')}-${inZone(now, zone).day}`,
    format,
    columns: columns.map(({ field, kind, width }) => ({ header: say(`export.orders.${field}`), kind, width })),
    rows: rows(),
  })
  return { result, events: [contract.ordersExported(filter, format, result.rows)] }
})
