import { plusMonths, wholeMonths } from '../../../core/day.ts'
import type { Ledger } from '../../purchases/policy.ts'
import type { TieringRules } from './compile.ts'

/** Later than any day: an event that never comes. */
export const NEVER = 2147483647

/**
 * What the rules need to know of one customer on one day. Filled again for each customer; allocates nothing.
 * `netUntil[e]` and `ordersUntil[e]` sum the ledger up to the start of edge e, `next[e]` is the first place inside its window,
 * so any window is a difference of two numbers and moves forward one day at a time.
 */
export type Measures = {
  asOf: number
  /** Ledger days up to as-of; the rest lies in its future. */
  end: number
  net: number
  orders: number
  orderDays: number
  /** Day of the first and last valid order; meaningless while `orders` is 0. */
  firstOn: number
  lastOn: number
  /** LOST when recency is above this many whole days. */
  silentLimit: number
  netUntil: Float64Array
  ordersUntil: Int32Array
  next: Int32Array
  /** Anniversary by milestone. */
  reachedOn: Int32Array
  /** Denominator of the monthly frequency, and the day it grows next. */
  frequencyMonths: number
  frequencyMonthsGrowOn: number
}

export const newMeasures = (rules: TieringRules): Measures => ({
  asOf: 0,
  end: 0,
  net: 0,
  orders: 0,
  orderDays: 0,
  firstOn: 0,
  lastOn: 0,
  silentLimit: 0,
  netUntil: new Float64Array(rules.edges.length),
  ordersUntil: new Int32Array(rules.edges.length),
  next: new Int32Array(rules.edges.length),
  reachedOn: new Int32Array(rules.milestones.length),
  frequencyMonths: 1,
  frequencyMonthsGrowOn: NEVER,
})

/** Reads the ledger up to `asOf` into `m`. `starts` are the edges' window starts on that day. */
export function measure(rules: TieringRules, ledger: Ledger, asOf: number, starts: Int32Array, m: Measures): void {
  m.asOf = asOf
  m.orders = 0
  m.orderDays = 0
  let net = 0
  let i = 0
  const { days, orders, net: amounts, length } = ledger
  for (; i < length; i++) {
    const day = days[i]!
    if (day > asOf) break
    net += amounts[i]!
    const count = orders[i]!
    if (count > 0) {
      if (m.orders === 0) m.firstOn = day
      m.lastOn = day
      m.orders += count
      m.orderDays++
    }
  }
  m.end = i
  m.net = net
  for (let e = 0; e < starts.length; e++) measureEdge(ledger, starts[e]!, e, m)
  if (m.orders > 0) measureTenure(rules, m)
}

/** Sums what lies inside the window from the newest day back, for old purchases are many and windows short. */
function measureEdge({ days, orders, net }: Ledger, start: number, e: number, m: Measures): void {
  let amount = 0
  let count = 0
  let i = m.end
  while (i > 0 && days[i - 1]! > start) {
    i--
    amount += net[i]!
    count += orders[i]!
  }
  m.next[e] = i
  m.netUntil[e] = m.net - amount
  m.ordersUntil[e] = m.orders - count
}

function measureTenure(rules: TieringRules, m: Measures): void {
  const { milestones, lost } = rules
  for (let k = 0; k < milestones.length; k++) m.reachedOn[k] = milestones[k]!.reached(m.firstOn)
  const gaps = m.orderDays - 1
  const gapHundredths = lost.gapHundredths * (gaps > 0 ? m.lastOn - m.firstOn : lost.gapDefault)
  m.silentLimit = Math.max(lost.days, Math.floor(gapHundredths / (100 * Math.max(1, gaps))))
  countFrequencyMonths(rules, m)
}

/** §0.1.7: whole months since the first valid order, at least 1, at most the window. */
export function countFrequencyMonths({ frequency: { windowMonths } }: TieringRules, m: Measures): void {
  const isLongSince = m.asOf - m.firstOn > 31 * windowMonths
  const months = isLongSince ? windowMonths : Math.min(windowMonths, wholeMonths(m.firstOn, m.asOf))
  m.frequencyMonths = Math.max(1, months)
  m.frequencyMonthsGrowOn = m.frequencyMonths === windowMonths ? NEVER : plusMonths(m.firstOn, m.frequencyMonths + 1)
}

/** Moves every window forward to `day`, with nothing more ordered. */
export function moveTo(rules: TieringRules, { days, orders, net }: Ledger, day: number, m: Measures): void {
  m.asOf = day
  for (let e = 0; e < m.next.length; e++) {
    const { leaves } = rules.edges[e]!
    let i = m.next[e]!
    while (i < m.end && leaves(days[i]!) <= day) {
      m.netUntil[e]! += net[i]!
      m.ordersUntil[e]! += orders[i]!
      i++
    }
    m.next[e] = i
  }
  if (day >= m.frequencyMonthsGrowOn) countFrequencyMonths(rules, m)
}
