import { type Ledger, ledgerUntil, ledgerWith } from '../../purchases/policy.ts'
import { type Assessment, assess } from './assess.ts'
import type { TieringRules } from './compile.ts'
import { newRow, nextReview } from './review.ts'

/** A single order of `fen` on the day would lead to this assessment. */
export type Lift = { fen: number; assessment: Assessment }

/** The day on which the tier changes by itself. UP happens too: a bad half-year leaves the window. */
export type Drift = { on: number; direction: 'UP' | 'DOWN' | 'SAME_RANK'; assessment: Assessment }

/** Rank of a tier, 1 the highest. */
export const rankOf = ({ tiers }: TieringRules, code: string): number => tiers.find((tier) => tier.code === code)!.rank

/**
 * The smallest single order on `asOf` after which the customer stands in a higher-ranked tier, or null when no order does that.
 * Exact: between two amounts at which some threshold is met every outcome is the same, so only those amounts are tried.
 */
export function smallestLift(rules: TieringRules, ledger: Ledger, asOf: number): Lift | null {
  const known = ledgerUntil(ledger, asOf)
  const row = newRow(rules)
  const now = assess(rules, known, asOf, row)
  const rank = rankOf(rules, now.tier)
  for (const fen of turningAmounts(rules, now)) {
    const assessment = assess(rules, ledgerWith(known, asOf, fen), asOf, row)
    if (rankOf(rules, assessment.tier) < rank) return { fen, assessment }
  }
  return null
}

/** What becomes of the tier if nothing more is ordered: its next change, or null when it stays for good. */
export function nextTierChange(rules: TieringRules, ledger: Ledger, asOf: number): Drift | null {
  const known = ledgerUntil(ledger, asOf)
  const row = newRow(rules)
  const { tier } = assess(rules, known, asOf, row)
  for (let on = nextReview(rules, known, asOf, row); on !== null; on = nextReview(rules, known, on, row)) {
    const assessment = assess(rules, known, on, row)
    if (assessment.tier !== tier) return { on, direction: direction(rules, tier, assessment.tier), assessment }
  }
  return null
}

function direction(rules: TieringRules, from: string, to: string): Drift['direction'] {
  const steps = rankOf(rules, to) - rankOf(rules, from)
  return steps === 0 ? 'SAME_RANK' : steps < 0 ? 'UP' : 'DOWN'
}

/** Order amounts in fen, ascending, from which on some threshold of either model is met. One fen stands for "any order at all". */
function turningAmounts({ m, spend, decline, growth }: TieringRules, { inputs }: Assessment): number[] {
  const amounts = [
    1,
    m.mid - inputs.amount12m,
    m.high - inputs.amount12m,
    spend.mid - inputs.spendAmount,
    spend.high - inputs.spendAmount,
    percentOf(inputs.declineBefore, decline.keepPercent) + 1 - inputs.declineNow,
    percentOf(inputs.growthBefore, growth.reachPercent) - inputs.growthNow,
    percentOf(inputs.growthBefore, growth.reachPercent) + 1 - inputs.growthNow,
  ]
  return [...new Set(amounts)].filter((fen) => fen > 0 && Number.isSafeInteger(fen)).sort((a, b) => a - b)
}

/** `percent` % of a positive amount, rounded down, exactly. */
const percentOf = (amount: number, percent: number): number => Number((BigInt(Math.max(0, amount)) * BigInt(percent)) / 100n)
