import type { Ledger } from '../../purchases/policy.ts'

/**
 * What a model of repeat buying knows of one customer, in weeks: how many days with an order came after the first (orders of one day
 * are one), from the first to the last of them, and from the first to the day of looking.
 */
export type History = { repeats: number; lastWeek: number; weeks: number }

/** Histories that are alike, counted together. */
export type CountedHistory = History & { customers: number }

const weekDays = 7

/** The history of a ledger up to `asOf` (a day number); undefined without a valid order. Days with credits only do not count. */
export function historyOf({ days, orders, length }: Ledger, asOf: number): History | undefined {
  let repeats = -1
  let first = 0
  let last = 0
  for (let i = 0; i < length; i++) {
    const day = days[i]!
    if (day > asOf) break
    if (orders[i]! <= 0) continue
    if (repeats < 0) first = day
    last = day
    repeats++
  }
  return repeats < 0 ? undefined : { repeats, lastWeek: (last - first) / weekDays, weeks: (asOf - first) / weekDays }
}

/** The same histories with alike ones together: whoever ordered once on the same day is one line of work. */
export function countAlike(histories: Iterable<History>): CountedHistory[] {
  const alike = new Map<string, CountedHistory>()
  for (const { repeats, lastWeek, weeks } of histories) {
    const key = `${repeats} ${lastWeek} ${weeks}`
    const known = alike.get(key)
    if (known) known.customers++
    else alike.set(key, { repeats, lastWeek, weeks, customers: 1 })
  }
  return [...alike.values()]
}
