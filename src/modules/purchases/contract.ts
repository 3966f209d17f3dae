/**
 * What a customer bought and when: orders, credits, and the facts per customer that tiering stands on.
 */
import { z } from 'zod'
import { day } from '../../core/day.ts'
import { endpoint } from '../../core/endpoint.ts'
import { differences, type Event } from '../../core/event.ts'
import { instant } from '../../core/instant.ts'
import { enteredFen, fen } from '../../core/money.ts'
import { pageInput, pageOf } from '../../core/page.ts'

export const orderStatus = z.enum(['CONFIRMED', 'CANCELLED'])

export const order = z.strictObject({
  id: z.int(),
  orderNo: z.string(),
  customerId: z.int(),
  customerNo: z.string(),
  customerName: z.string(),
  orderedAt: instant,
  orderedOn: day,
  /** Net amount in fen; negative for a credit, which is never an order. */
  netAmount: fen,
  status: orderStatus,
  remark: z.string().nullable(),
  version: z.int(),
})
export type Order = z.output<typeof order>

const orderNo = z.string().trim().min(1).max(64)
const remark = z.string().trim().max(500).nullable()

export const listOrders = endpoint({
  name: 'orders.list',
  summary: 'List orders, newest first',
  method: 'GET',
  path: '/orders',
  permission: 'orders.read',
  input: z.strictObject({ ...pageInput, customerId: z.int().optional(), from: day.optional(), until: day.optional() }),
  output: pageOf(order),
})

export const exportOrders = endpoint({
  name: 'orders.export',
  summary: 'Make a file of the orders a filter holds, in the columns an import takes',
  method: 'POST',
  path: '/order-exports',
  permission: 'orders.export',
  input: z.strictObject({
    customerId: z.int().optional(),
    from: day.optional(),
    until: day.optional(),
    format: z.enum(['csv', 'xlsx']).default('xlsx'),
  }),
  output: z.strictObject({ fileId: z.uuid(), name: z.string(), rows: z.int() }),
})

export const createOrder = endpoint({
  name: 'orders.create',
  summary: 'Record an order or a credit',
  method: 'POST',
  path: '/orders',
  permission: 'orders.write',
  input: z.strictObject({
    orderNo,
    customerId: z.int(),
    orderedAt: instant,
    netAmount: enteredFen,
    status: orderStatus.default('CONFIRMED'),
    remark: remark.default(null),
  }),
  output: order,
  idempotent: true,
})

export const changeOrder = endpoint({
  name: 'orders.change',
  summary: 'Correct an order',
  method: 'PATCH',
  path: '/orders/:id',
  permission: 'orders.write',
  input: z.strictObject({
    id: z.int(),
    version: z.int(),
    orderedAt: instant.optional(),
    netAmount: enteredFen.optional(),
    status: orderStatus.optional(),
    remark: remark.optional(),
  }),
  output: order,
})

export const deleteOrder = endpoint({
  name: 'orders.delete',
  summary: 'Delete an order entered by mistake',
  method: 'DELETE',
  path: '/orders/:id',
  permission: 'orders.write',
  input: z.strictObject({ id: z.int(), version: z.int() }),
  output: z.strictObject({ id: z.int() }),
})

export const purchaseMonths = endpoint({
  name: 'orders.months',
  summary: 'Net amount and valid orders of a customer by month',
  method: 'GET',
  path: '/customers/:customerId/purchases',
  permission: 'orders.read',
  input: z.strictObject({ customerId: z.int(), months: z.int().min(1).max(60).default(12) }),
  output: z.strictObject({
    months: z.array(z.strictObject({ month: z.string(), netAmount: fen, orders: z.int() })),
    /** The 12 months up to today, as tiering counts them; `growth` in percent, null when not comparable. */
    pastYear: z.strictObject({ netAmount: fen, orders: z.int(), growth: z.number().nullable() }),
    firstValidOn: day.nullable(),
    lastValidOn: day.nullable(),
    validOrders: z.int(),
  }),
})

/** What an order's events and its undo hold: column names, as stored. */
export type OrderValues = {
  order_no: string
  customer_id: number
  ordered_at: string
  ordered_on: string
  net_amount: number
  status: 'CONFIRMED' | 'CANCELLED'
  remark: string | null
  attributes: string | null
}

const subject = (id: number, version: number) => ({ kind: 'order', id, version })

export const orderCreated = (id: number, v: OrderValues): Event => ({
  name: 'order.created',
  subject: subject(id, 1),
  customerId: v.customer_id,
  after: v,
})

export const orderChanged = (id: number, version: number, before: OrderValues, after: OrderValues): Event => ({
  name: 'order.changed',
  subject: subject(id, version),
  customerId: after.customer_id,
  ...differences(before, after),
})

export const orderDeleted = (id: number, version: number, v: OrderValues): Event => ({
  name: 'order.deleted',
  subject: subject(id, version),
  customerId: v.customer_id,
  before: v,
})

export const ordersExported = (filter: object, format: string, rows: number): Event => ({
  name: 'orders.exported',
  subject: { kind: 'export', id: 0 },
  after: { ...filter, format, rows },
})
