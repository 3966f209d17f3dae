import { type Day, dayFrom, dayNumber } from '../../../core/day.ts'
import { ledgerUntil, newLedgerBuffer, unpackLedger } from '../../purchases/policy.ts'
import { drivingRule, type Outcome, outcomesOf } from '../policy/assess.ts'
import type { TieringRules } from '../policy/compile.ts'
import { assessAndReview, assessInto, newRow, type Row } from '../policy/review.ts'
import type { Standing } from '../queries.ts'
import type { Found } from '../store.ts'

const empty = new Uint8Array()

/** Assesses customers of one run, one after the other, reusing its working memory. */
export function assessor(rules: TieringRules, asOf: Day) {
  const day = dayNumber(asOf)
  const row = newRow(rules)
  const buffer = newLedgerBuffer()
  const outcomes = outcomesOf(rules)
  return {
    found: (customerId: number, tierBefore: string | null): Found => foundFrom(rules, outcomes(row.verdict), customerId, tierBefore, row),
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
  }
}

function foundFrom(rules: TieringRules, outcome: Outcome, customerId: number, tierBefore: string | null, row: Row): Found {
  return {
    customerId,
    tier: outcome.tier,
    tierBefore,
    stage: outcome.stage,
    r: outcome.points.r,
    f: outcome.points.f,
    m: outcome.points.m,
    band: outcome.band,
    resolvedBy: outcome.resolvedBy,
    tierRfm: outcome.tierRfm,
    tierSpendTenure: outcome.tierSpendTenure,
    tags: outcome.tags,
    verdict: row.verdict,
    ruleId: drivingRule(rules, row.verdict),
    reviewOn: row.reviewOn === null ? null : dayFrom(row.reviewOn),
    recencyDays: row.recencyDays,
    orders90d: row.orders90d,
    amount12m: row.amount12m,
  }
}

/** What a chunk of standings comes to: new ones, changed ones, ones whose next review alone moved. */
export type Sorted = { fresh: Found[]; changed: Found[]; reviewed: Found[] }

export function sortOut(rules: TieringRules, asOf: Day, policyVersion: number, standings: readonly Standing[]): Sorted {
  const { current, found } = assessor(rules, asOf)
  const sorted: Sorted = { fresh: [], changed: [], reviewed: [] }
  for (const s of standings) {
    const row = current(s.ledger)
    const sameOutcome = s.verdict === row.verdict && s.policy_version === policyVersion
    const sameReview = s.review_on === (row.reviewOn === null ? null : dayFrom(row.reviewOn))
    if (sameOutcome && sameReview) continue
    const list = s.verdict === null ? sorted.fresh : sameOutcome ? sorted.reviewed : sorted.changed
    list.push(found(s.id, s.tier))
  }
  return sorted
}
