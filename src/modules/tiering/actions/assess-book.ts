import { type Day, dayFrom, dayNumber } from '../../../core/day.ts'
import { ledgerUntil, newLedgerBuffer, unpackLedger } from '../../purchases/policy.ts'
import { drivingRule, outcomesOf } from '../policy/assess.ts'
import type { TieringRules } from '../policy/compile.ts'
import { assessAndReview, assessInto, newRow, type Row } from '../policy/review.ts'
import type { Standing } from '../queries.ts'
import type { Found } from '../store.ts'

const empty = new Uint8Array()

/** How many customers stand where: `tier stage` → count, or a difference of counts. */
export type Counts = Record<string, number>

const placeOf = (tier: string, stage: string): string => `${tier} ${stage}`

export function addCounts(a: Counts, b: Counts): Counts {
  const sum = { ...a }
  for (const [place, n] of Object.entries(b)) sum[place] = (sum[place] ?? 0) + n
  return sum
}

const textOfDay = new Map<number, Day>()

function dayText(day: number): Day {
  const known = textOfDay.get(day) ?? dayFrom(day)
  textOfDay.set(day, known)
  return known
}

/** Assesses customers of one run, one after the other, reusing its working memory. */
export function assessor(rules: TieringRules, asOf: Day) {
  const day = dayNumber(asOf)
  const row = newRow(rules)
  const buffer = newLedgerBuffer()
  const outcomes = outcomesOf(rules)
  return {
    outcomes,
    /** With the day of the next review, on everything known. */
    current(ledger: Uint8Array | null): Row {
      assessAndReview(rules, unpackLedger(ledger ?? empty, buffer), day, row)
      return row
    },
    /** As things stood at the end of the day; later orders do not count. */
    replay(ledger: Uint8Array | null): Row {
      assessInto(rules, ledgerUntil(unpackLedger(ledger ?? empty, buffer), day), day, row)
      return row
    },
    /** What was found of the customer assessed last. */
    found: (customerId: number, tierBefore: string | null): Found => ({
      customerId,
      tierBefore,
      outcome: outcomes(row.verdict),
      verdict: row.verdict,
      ruleId: drivingRule(rules, row.verdict),
      reviewOn: row.reviewOn === null ? null : dayText(row.reviewOn),
      recencyDays: row.recencyDays,
      orders90d: row.orders90d,
      amount12m: row.amount12m,
    }),
  }
}

/** What a chunk of standings comes to: new ones, changed ones, ones whose next review alone moved; and how the counts differ. */
export type Sorted = { fresh: Found[]; changed: Found[]; reviewed: Found[]; before: Counts; after: Counts }

/** Sorts out the standings of a chunk, however many pieces they come in. */
export function sorter(rules: TieringRules, asOf: Day, policyVersion: number) {
  const { current, found, outcomes } = assessor(rules, asOf)
  const sorted: Sorted = { fresh: [], changed: [], reviewed: [], before: {}, after: {} }
  return {
    sorted,
    take(standings: readonly Standing[]): void {
      for (const [id, ledger, verdict, version, reviewOn, tier, stage] of standings) {
        const row = current(ledger)
        const now = outcomes(row.verdict)
        count(sorted.after, placeOf(now.tier, now.stage))
        if (tier !== null && stage !== null) count(sorted.before, placeOf(tier, stage))
        const sameOutcome = verdict === row.verdict && version === policyVersion
        if (sameOutcome && reviewOn === row.reviewOn) continue
        const list = verdict === null ? sorted.fresh : sameOutcome ? sorted.reviewed : sorted.changed
        list.push(found(id, tier))
      }
    },
  }
}

export function sortOut(rules: TieringRules, asOf: Day, policyVersion: number, standings: readonly Standing[]): Sorted {
  const { sorted, take } = sorter(rules, asOf, policyVersion)
  take(standings)
  return sorted
}

function count(counts: Counts, place: string): void {
  counts[place] = (counts[place] ?? 0) + 1
}

/** By how much a chunk moves the counts of the run before. */
export const difference = ({ before, after }: Sorted): Counts =>
  addCounts(after, Object.fromEntries(Object.entries(before).map(([at, n]) => [at, -n])))
