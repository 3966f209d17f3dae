import type { Ledger } from '../../purchases/policy.ts'
import type { TieringRules } from './compile.ts'
import { judge, type Verdict } from './judge.ts'
import { type Measures, measure, moveTo, NEVER, newMeasures } from './measure.ts'
import { windowStart } from './windows.ts'

/** One customer's result in a run over many; the same object is filled again for each. Build one per run with `newRow`. */
export type Row = {
  verdict: Verdict
  /** Null without a valid order. */
  recencyDays: number | null
  orders90d: number
  amount12m: number
  /** Day of the first and last valid order, null without one. */
  firstOn: number | null
  lastOn: number | null
  /** First later day on which any outcome differs if nothing more is ordered; null when none ever will. */
  reviewOn: number | null
  /** Working memory of the run. */
  readonly work: { measures: Measures; startsOn: number; starts: Int32Array }
}

export const newRow = (rules: TieringRules): Row => ({
  verdict: 0,
  recencyDays: null,
  orders90d: 0,
  amount12m: 0,
  firstOn: null,
  lastOn: null,
  reviewOn: null,
  work: { measures: newMeasures(rules), startsOn: NEVER, starts: new Int32Array(rules.edges.length) },
})

/** Judges one customer on `asOf` into `row`, without looking for the next review. */
export function assessInto(rules: TieringRules, ledger: Ledger, asOf: number, row: Row): void {
  const { work } = row
  if (work.startsOn !== asOf) {
    for (let e = 0; e < work.starts.length; e++) work.starts[e] = windowStart(rules.edges[e]!, asOf)
    work.startsOn = asOf
  }
  const m = work.measures
  measure(rules, ledger, asOf, work.starts, m)
  const ordered = m.orders > 0
  row.verdict = judge(rules, m)
  row.recencyDays = ordered ? asOf - m.lastOn : null
  row.firstOn = ordered ? m.firstOn : null
  row.lastOn = ordered ? m.lastOn : null
  row.orders90d = m.orders - m.ordersUntil[rules.edge.frequencyScore]!
  row.amount12m = m.net - m.netUntil[rules.edge.amountScore]!
  row.reviewOn = null
}

/**
 * Judges one customer on `asOf` and finds the day of the next review: the hot loop of every run over the whole book.
 * A ledger that reaches beyond `asOf` is due again on its next day at the latest; cut it with `ledgerUntil` to replay the past.
 */
export function assessAndReview(rules: TieringRules, ledger: Ledger, asOf: number, row: Row): void {
  assessInto(rules, ledger, asOf, row)
  const m = row.work.measures
  const known = m.end < ledger.length ? ledger.days[m.end]! : NEVER
  const on = m.orders > 0 ? nextChange(rules, ledger, row.verdict, known, m) : known
  row.reviewOn = on === NEVER ? null : on
}

/**
 * The exact first day after `asOf` on which any outcome (points, stage, tiers, tags, origin) differs if nothing more is ordered,
 * or null when none ever will. Days beyond `asOf` in the ledger count as known: the review is on the first of them at the latest.
 */
export function nextReview(rules: TieringRules, ledger: Ledger, asOf: number, row: Row = newRow(rules)): number | null {
  assessAndReview(rules, ledger, asOf, row)
  return row.reviewOn
}

/** Walks from one day on which something could change to the next, until the verdict does or `until` is reached. */
function nextChange(rules: TieringRules, ledger: Ledger, verdict: Verdict, until: number, m: Measures): number {
  for (;;) {
    const day = nextEvent(rules, ledger, m)
    if (day >= until) return until
    moveTo(rules, ledger, day, m)
    if (judge(rules, m) !== verdict) return day
  }
}

/** The first day after `m.asOf` on which a fact the rules look at changes. */
function nextEvent(rules: TieringRules, { days }: Ledger, m: Measures): number {
  const { asOf, lastOn, reachedOn, next } = m
  let day = m.frequencyMonthsGrowOn
  for (let e = 0; e < next.length; e++) {
    const place = next[e]!
    if (place < m.end) day = Math.min(day, rules.edges[e]!.leaves(days[place]!))
  }
  for (let k = 0; k < reachedOn.length; k++) day = sooner(day, reachedOn[k]!, asOf)
  day = sooner(day, lastOn + rules.r.high + 1, asOf)
  day = sooner(day, lastOn + rules.r.mid + 1, asOf)
  return sooner(day, lastOn + m.silentLimit + 1, asOf)
}

const sooner = (day: number, other: number, asOf: number): number => (other > asOf && other < day ? other : day)
