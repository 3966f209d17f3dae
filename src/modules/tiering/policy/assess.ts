import { wholeMonths } from '../../../core/day.ts'
import type { Ledger } from '../../purchases/policy.ts'
import type { TieringRules } from './compile.ts'
import * as verdicts from './judge.ts'
import type { Measures } from './measure.ts'
import { assessInto, newRow, type Row } from './review.ts'
import { BANDS, type Band, type Origin, STAGES, type Stage } from './section.ts'
import { type Tag, tagRules, tagsOf } from './tags.ts'

/** The facts the rules looked at. Days are day numbers, amounts fen with credits, windows (as-of − n, as-of]. */
export type Inputs = {
  firstOn: number | null
  lastOn: number | null
  recencyDays: number | null
  /** Valid orders in the window of F (90 days by default). */
  orders90d: number
  /** Net amount in the window of M (12 months by default). */
  amount12m: number
  declineNow: number
  declineBefore: number
  growthNow: number
  growthBefore: number
  spendAmount: number
  valueAmount: number
  tenureMonths: number
  orderDays: number
  /** Days between the first and the last valid order; divided by orderDays − 1 it is the customer's own gap. */
  spanDays: number
  /** LOST once recency is above this. Null without a valid order. */
  silentLimitDays: number | null
  frequencyOrders: number
  frequencyMonths: number
  activeOrders: number
  riskNow: number
  riskBefore: number
  riskYearAgo: number
}

/** What the rules say. Everything here is an outcome: the next review is the day on which any of it differs. */
export type Outcome = {
  points: { r: number; f: number; m: number; total: number }
  band: Band
  stage: Stage
  /** The driving model's tier. */
  tier: string
  resolvedBy: Origin
  tierRfm: string
  tierSpendTenure: string
  tags: Tag[]
}

export type SpendReason = 'AMOUNT' | 'TENURE'

export type Assessment = Outcome & {
  asOf: number
  inputs: Inputs
  /** SEG-07: no valid order, so every score is the lowest. */
  dataMissing: boolean
  /** Which of the five tests of SEG-03 decided; NO_ORDER when none could be put. */
  stageRule: Stage | 'NO_ORDER'
  /** Whether the written source or the agreed default fills the table's cell, whichever model drives. */
  cellOrigin: Origin
  cellRule: string
  /** SEG-17…19: what lifted the spend-tenure model to its tier; empty for its lowest. */
  spendReasons: SpendReason[]
  spendRule: string
  /** Rules that produced this, in the order they were applied. */
  ruleIds: string[]
}

/**
 * Everything tiering says of one customer on one day. The same rules serve the nightly run, the replay of a past day
 * (the ledger counts up to `asOf` only), "why?", "what if" and the preview of a new policy. Pass `row` to spare an allocation.
 */
export function assess(rules: TieringRules, ledger: Ledger, asOf: number, row: Row = newRow(rules)): Assessment {
  assessInto(rules, ledger, asOf, row)
  return describe(rules, row)
}

/** The full assessment of a row as `assessInto` left it (not after a search for the next review). */
function describe(rules: TieringRules, { verdict, work: { measures: m } }: Row): Assessment {
  const ordered = m.orders > 0
  const outcome = outcomeOf(rules, verdict)
  const cell = cellOf(rules, verdict)
  return {
    ...outcome,
    asOf: m.asOf,
    inputs: inputsOf(rules, m),
    dataMissing: !ordered,
    stageRule: ordered ? outcome.stage : 'NO_ORDER',
    cellOrigin: cell.origin,
    cellRule: cell.rule,
    spendReasons: reasonsOf(rules, m),
    spendRule: spendRule(rules, verdict),
    ruleIds: [...scoringRules, cell.rule, spendRule(rules, verdict), ...outcome.tags.map((tag) => tagRules[tag])],
  }
}

/** The outcome a verdict stands for. */
export function outcomeOf(rules: TieringRules, v: verdicts.Verdict): Outcome {
  const { scores, tiers } = rules
  return {
    points: {
      r: scores[verdicts.rLevel(v)]!,
      f: scores[verdicts.fLevel(v)]!,
      m: scores[verdicts.mLevel(v)]!,
      total: verdicts.pointsTotal(rules, v),
    },
    band: BANDS[verdicts.bandPlace(rules, v)]!,
    stage: STAGES[verdicts.stagePlace(v)]!,
    tier: tiers[verdicts.drivingTierPlace(rules, v)]!.code,
    resolvedBy: resolvedBy(rules, v),
    tierRfm: tiers[verdicts.rfmTierPlace(rules, v)]!.code,
    tierSpendTenure: tiers[verdicts.spendTierPlace(v)]!.code,
    tags: tagsOf(v),
  }
}

/** `outcomeOf` for a run over many customers, who share few verdicts: each is spelt out once. The answers are shared, do not change them. */
export function outcomesOf(rules: TieringRules): (v: verdicts.Verdict) => Outcome {
  const known = new Map<verdicts.Verdict, Outcome>()
  return (v) => {
    const outcome = known.get(v) ?? outcomeOf(rules, v)
    known.set(v, outcome)
    return outcome
  }
}

/** Who decided the driving tier: the spend-tenure model is written in full, the table has cells agreed by default. */
export const resolvedBy = (rules: TieringRules, v: verdicts.Verdict): Origin => (rules.drivenBySpend ? 'SOURCE' : cellOf(rules, v).origin)

/** The rule that named the driving tier. */
export const drivingRule = (rules: TieringRules, v: verdicts.Verdict): string =>
  rules.drivenBySpend ? spendRule(rules, v) : cellOf(rules, v).rule

function cellOf(rules: TieringRules, v: verdicts.Verdict) {
  return rules.cells[verdicts.cellPlace(rules, v)]!
}

const scoringRules = ['SEG-04', 'SEG-05', 'SEG-06', 'SEG-07', 'SEG-08', 'SEG-03']

/** The rule that names the spend-tenure model's tier. */
function spendRule({ tierBySpend }: TieringRules, v: verdicts.Verdict): string {
  const place = verdicts.spendTierPlace(v)
  return place === tierBySpend[verdicts.HIGH] ? 'SEG-17' : place === tierBySpend[verdicts.MID] ? 'SEG-18' : 'SEG-19'
}

function reasonsOf({ edge, spend, milestone }: TieringRules, m: Measures): SpendReason[] {
  const amount = m.net - m.netUntil[edge.spend]!
  const has = (least: number, anniversary: number): SpendReason[] => {
    const byAmount = amount >= least
    const byTenure = m.orders > 0 && m.asOf >= m.reachedOn[anniversary]!
    if (spend.all ? !(byAmount && byTenure) : !(byAmount || byTenure)) return []
    return [...(byAmount ? (['AMOUNT'] as const) : []), ...(byTenure ? (['TENURE'] as const) : [])]
  }
  const high = has(spend.high, milestone.loyal)
  return high.length > 0 ? high : has(spend.mid, milestone.settled)
}

function inputsOf({ edge }: TieringRules, m: Measures): Inputs {
  const ordered = m.orders > 0
  const since = (e: number) => m.net - m.netUntil[e]!
  const between = (later: number, earlier: number) => m.netUntil[later]! - m.netUntil[earlier]!
  return {
    firstOn: ordered ? m.firstOn : null,
    lastOn: ordered ? m.lastOn : null,
    recencyDays: ordered ? m.asOf - m.lastOn : null,
    orders90d: m.orders - m.ordersUntil[edge.frequencyScore]!,
    amount12m: since(edge.amountScore),
    declineNow: since(edge.declineNow),
    declineBefore: between(edge.declineNow, edge.declineBefore),
    growthNow: since(edge.growthNow),
    growthBefore: between(edge.growthNow, edge.growthBefore),
    spendAmount: since(edge.spend),
    valueAmount: since(edge.valueTag),
    tenureMonths: ordered ? wholeMonths(m.firstOn, m.asOf) : 0,
    orderDays: m.orderDays,
    spanDays: ordered ? m.lastOn - m.firstOn : 0,
    silentLimitDays: ordered ? m.silentLimit : null,
    frequencyOrders: m.orders - m.ordersUntil[edge.frequencyTag]!,
    frequencyMonths: ordered ? m.frequencyMonths : 1,
    activeOrders: m.orders - m.ordersUntil[edge.active]!,
    riskNow: since(edge.riskNow),
    riskBefore: between(edge.riskNow, edge.riskBefore),
    riskYearAgo: between(edge.riskYearAgo, edge.riskYearAgoBefore),
  }
}
