import { yuanText } from '../../../core/money.ts'
import { resolvedBy } from './assess.ts'
import type { TieringRules } from './compile.ts'
import * as verdicts from './judge.ts'
import type { Row } from './review.ts'
import { STAGES } from './section.ts'
import { tagsText } from './tags.ts'

/** Columns of the tiers export, in order. */
export const TIER_COLUMNS = [
  'customer_no',
  'recency_days',
  'orders_90d',
  'amount_12m',
  'r',
  'f',
  'm',
  'rfm_total',
  'stage',
  'tier',
  'resolved_by',
  'tier_spend_tenure',
  'tags',
  'policy_version',
] as const

export type TierColumns = Record<(typeof TIER_COLUMNS)[number], string>

/** One line of the tiers export: yuan with two decimals, recency empty without an order, tags joined by `|`. */
export function tierColumns(rules: TieringRules, row: Row, customerNo: string, policyVersion: number | string): TierColumns {
  const { scores, tiers } = rules
  const v = row.verdict
  return {
    customer_no: customerNo,
    recency_days: row.recencyDays === null ? '' : String(row.recencyDays),
    orders_90d: String(row.orders90d),
    amount_12m: yuanText(row.amount12m),
    r: String(scores[verdicts.rLevel(v)]),
    f: String(scores[verdicts.fLevel(v)]),
    m: String(scores[verdicts.mLevel(v)]),
    rfm_total: String(verdicts.pointsTotal(rules, v)),
    stage: STAGES[verdicts.stagePlace(v)]!,
    tier: tiers[verdicts.drivingTierPlace(rules, v)]!.code,
    resolved_by: resolvedBy(rules, v),
    tier_spend_tenure: tiers[verdicts.spendTierPlace(v)]!.code,
    tags: tagsText(v),
    policy_version: String(policyVersion),
  }
}
