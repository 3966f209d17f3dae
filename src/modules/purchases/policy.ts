import { plusMonths } from '../../core/day.ts'

/** A cancelled order stays on file and leaves the ledger. */
export type OrderStatus = 'COUNTED' | 'CANCELLED'

/** SEG-02: an order counts as an order when its net amount (fen) is above zero; a negative one is a credit. */
export const isValidOrder = (net: number): boolean => net > 0

/** One customer's purchases by day: what tiering and forecasting read. Days are ascending day numbers, net is fen, credits included. */
export type Ledger = {
  readonly length: number
  readonly days: ArrayLike<number>
  readonly net: ArrayLike<number>
  /** Valid orders of the day; 0 on a day with credits only. */
  readonly orders: ArrayLike<number>
}

/** A ledger that is filled again for each customer, so that reading a million of them allocates nothing. */
export type LedgerBuffer = { length: number; days: Int32Array; net: Float64Array; orders: Int32Array }

export const newLedgerBuffer = (capacity = 64): LedgerBuffer => ({
  length: 0,
  days: new Int32Array(capacity),
  net: new Float64Array(capacity),
  orders: new Int32Array(capacity),
})

const BYTES_PER_DAY = 16
const UPPER = 4294967296

/**
 * Reads the packed form: 16 bytes a day, big-endian int32 day number, int32 orders, int64 net fen, as written by
 * PostgreSQL's `string_agg(int4send(day) || int4send(orders) || int8send(net), '' order by day)`.
 * Throws a RangeError when the length is no multiple of 16.
 */
export function unpackLedger(bytes: Uint8Array, into: LedgerBuffer = newLedgerBuffer(bytes.length / BYTES_PER_DAY)): LedgerBuffer {
  const length = bytes.length / BYTES_PER_DAY
  if (!Number.isInteger(length)) throw new RangeError(`A packed ledger of ${bytes.length} bytes is cut off`)
  if (length > into.days.length) Object.assign(into, newLedgerBuffer(length * 2))
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let i = 0, at = 0; i < length; i++, at += BYTES_PER_DAY) {
    into.days[i] = view.getInt32(at)
    into.orders[i] = view.getInt32(at + 4)
    into.net[i] = view.getInt32(at + 8) * UPPER + view.getUint32(at + 12)
  }
  into.length = length
  return into
}

/** The packed form of a ledger; the inverse of `unpackLedger`. */
export function packLedger(ledger: Ledger): Uint8Array {
  const bytes = new Uint8Array(ledger.length * BYTES_PER_DAY)
  const view = new DataView(bytes.buffer)
  for (let i = 0; i < ledger.length; i++) {
    const at = i * BYTES_PER_DAY
    const net = ledger.net[i]!
    view.setInt32(at, ledger.days[i]!)
    view.setInt32(at + 4, ledger.orders[i]!)
    view.setInt32(at + 8, Math.floor(net / UPPER))
    view.setUint32(at + 12, net - Math.floor(net / UPPER) * UPPER)
  }
  return bytes
}

/** The ledger of counted orders and credits (`on`: day number, `net`: fen). Amounts of zero are neither and leave no trace. */
export function buildLedger(rows: Iterable<{ on: number; net: number }>): Ledger {
  const byDay = new Map<number, { net: number; orders: number }>()
  for (const { on, net } of rows) {
    if (net === 0) continue
    const day = byDay.get(on) ?? { net: 0, orders: 0 }
    byDay.set(on, { net: day.net + net, orders: day.orders + (isValidOrder(net) ? 1 : 0) })
  }
  const days = [...byDay.keys()].sort((a, b) => a - b)
  return {
    length: days.length,
    days,
    net: days.map((on) => byDay.get(on)!.net),
    orders: days.map((on) => byDay.get(on)!.orders),
  }
}

/** How many of the ledger's days are on or before `day`. */
export function daysUntil(ledger: Ledger, day: number): number {
  let low = 0
  let high = ledger.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (ledger.days[middle]! <= day) low = middle + 1
    else high = middle
  }
  return low
}

/** The ledger as it stood at the end of `day`; shares the arrays of the whole one. */
export const ledgerUntil = (ledger: Ledger, day: number): Ledger => ({
  length: daysUntil(ledger, day),
  days: ledger.days,
  net: ledger.net,
  orders: ledger.orders,
})

/** The ledger with one more order or credit of `net` fen on `day`: for what-if questions. */
export function ledgerWith(ledger: Ledger, day: number, net: number): Ledger {
  const at = daysUntil(ledger, day)
  const sameDay = at > 0 && ledger.days[at - 1] === day
  const from = sameDay ? at - 1 : at
  const order = isValidOrder(net) ? 1 : 0
  const spliced = (values: ArrayLike<number>, value: number) => {
    const all = Array.from(values).slice(0, ledger.length)
    all.splice(from, sameDay ? 1 : 0, value)
    return all
  }
  const days = spliced(ledger.days, day)
  return {
    length: days.length,
    days,
    net: spliced(ledger.net, net + (sameDay ? ledger.net[from]! : 0)),
    orders: spliced(ledger.orders, order + (sameDay ? ledger.orders[from]! : 0)),
  }
}

const sumBetween = (ledger: Ledger, after: number, until: number): { netAmount: number; orders: number } => {
  const sum = { netAmount: 0, orders: 0 }
  for (let i = daysUntil(ledger, after); i < daysUntil(ledger, until); i++) {
    sum.netAmount += ledger.net[i] ?? 0
    sum.orders += ledger.orders[i] ?? 0
  }
  return sum
}

/**
 * The 12 months up to and with `today`, and in percent against the 12 before (domain §1.10): null when those came to nothing or to a
 * credit balance, from which growth cannot be told.
 */
export function pastYear(ledger: Ledger, today: number): { netAmount: number; orders: number; growth: number | null } {
  const now = sumBetween(ledger, plusMonths(today, -12), today)
  const before = sumBetween(ledger, plusMonths(today, -24), plusMonths(today, -12)).netAmount
  return { ...now, growth: before > 0 ? Math.round(((now.netAmount - before) / before) * 1000) / 10 : null }
}
