import { type Day, dayFrom } from '../../../core/day.ts'
import type { Facts } from '../../../core/decision.ts'
import { type Ledger, ledgerUntil } from '../../purchases/policy.ts'
import { type Assessment, assess, type SpendReason } from './assess.ts'
import { reachableSums } from './check.ts'
import type { TieringRules } from './compile.ts'
import { type Difference, differences } from './differences.ts'
import { explainStages, type StageTest } from './explain-stage.ts'
import { explainTags, type TagReason } from './explain-tags.ts'
import { type Drift, nextTierChange, smallestLift } from './lift.ts'
import { newRow, nextReview } from './review.ts'
import type { Band, Drives, Origin, Stage } from './section.ts'
import { type Window, windowStart } from './windows.ts'

export type Level = 'HIGH' | 'MID' | 'LOW'

/** How one of the three scores came about. HIGH and MID are met when `value` is at most (R) or at least (F, M) the threshold. */
export type Score = {
  rule: 'SEG-04' | 'SEG-05' | 'SEG-06'
  /** Days for R (null without an order), orders for F, fen for M. */
  value: number | null
  comparison: 'AT_MOST' | 'AT_LEAST'
  high: number
  mid: number
  level: Level
  points: number
  /** The window looked through: after the first day, up to and with the second. Null for R. */
  window: (Window & { after: Day; until: Day }) | null
}

/**
 * Why a customer stands where it stands, in codes and numbers: amounts in fen, days as dates; sentences are `text.ts`.
 * `notes` lists what readers would take for a mistake: ACTIVE_BUT_LOW_RECENCY, an order within 3 calendar months yet over 90 days ago.
 */
export type Explanation = {
  asOf: Day
  drives: Drives
  tier: string
  resolvedBy: Origin
  dataMissing: boolean
  inputs: { firstOn: Day | null; lastOn: Day | null; tenureMonths: number; orderDays: number }
  scores: { r: Score; f: Score; m: Score; total: number }
  /** `sums` are the totals that lead into the band, `least` its lower bound (null for BOTTOM). */
  band: { band: Band; least: number | null; sums: number[] }
  stage: { stage: Stage; rule: Assessment['stageRule']; tests: StageTest[] }
  models: {
    rfm: { tier: string; band: Band; stage: Stage; origin: Origin; rule: string }
    spendTenure: { tier: string; rule: string; reasons: SpendReason[]; facts: Facts }
  }
  tags: TagReason[]
  notes: 'ACTIVE_BUT_LOW_RECENCY'[]
  /** The first day on which anything differs if nothing more is ordered. */
  willChange: { on: Day; differs: Difference[] } | null
  /** The day on which the tier itself differs if nothing more is ordered. */
  wouldDrift: { on: Day; tier: string; direction: Drift['direction']; differs: Difference[] } | null
  /** The smallest single order on the day that leads into a higher tier. */
  wouldLift: { fen: number; tier: string; differs: Difference[] } | null
}

/** The whole explanation of a customer's tier on `asOf`; later days of the ledger are taken as unknown. */
export function explain(rules: TieringRules, ledger: Ledger, asOf: number): Explanation {
  const known = ledgerUntil(ledger, asOf)
  const now = assess(rules, known, asOf)
  return {
    asOf: dayFrom(asOf),
    drives: rules.section.drives,
    tier: now.tier,
    resolvedBy: now.resolvedBy,
    dataMissing: now.dataMissing,
    inputs: {
      firstOn: dayOrNull(now.inputs.firstOn),
      lastOn: dayOrNull(now.inputs.lastOn),
      tenureMonths: now.inputs.tenureMonths,
      orderDays: now.inputs.orderDays,
    },
    scores: explainScores(rules, now),
    band: explainBand(rules, now.band),
    stage: { stage: now.stage, rule: now.stageRule, tests: explainStages(rules, now) },
    models: explainModels(rules, now),
    tags: explainTags(rules, now),
    notes: now.tags.includes('ACTIVE') && now.points.r === rules.scores[0] ? ['ACTIVE_BUT_LOW_RECENCY'] : [],
    ...explainFuture(rules, known, now),
  }
}

const dayOrNull = (day: number | null): Day | null => (day === null ? null : dayFrom(day))

function explainScores({ section, scores, r, f, m }: TieringRules, { inputs, points, asOf }: Assessment): Explanation['scores'] {
  const scored = (value: number) => ({ level: (['LOW', 'MID', 'HIGH'] as const)[scores.indexOf(value)]!, points: value })
  const through = (window: Window) => ({ ...window, after: dayFrom(windowStart(window, asOf)), until: dayFrom(asOf) })
  return {
    r: { rule: 'SEG-04', value: inputs.recencyDays, comparison: 'AT_MOST', ...r, ...scored(points.r), window: null },
    f: {
      rule: 'SEG-05',
      value: inputs.orders90d,
      comparison: 'AT_LEAST',
      high: f.high,
      mid: f.mid,
      ...scored(points.f),
      window: through({ unit: 'DAY', length: section.rfm.f.windowDays }),
    },
    m: {
      rule: 'SEG-06',
      value: inputs.amount12m,
      comparison: 'AT_LEAST',
      ...m,
      ...scored(points.m),
      window: through({ unit: 'MONTH', length: section.rfm.m.windowMonths }),
    },
    total: points.total,
  }
}

function explainBand({ section }: TieringRules, band: Band): Explanation['band'] {
  const [top, upper, middle] = section.bands
  const least = { TOP: top, UPPER: upper, MIDDLE: middle, BOTTOM: null }
  return { band, least: least[band], sums: reachableSums(section)[band].sums }
}

function explainModels({ section, spend }: TieringRules, now: Assessment): Explanation['models'] {
  const { tenureYears, windowMonths, mode } = section.spendTenure
  return {
    rfm: { tier: now.tierRfm, band: now.band, stage: now.stage, origin: now.cellOrigin, rule: now.cellRule },
    spendTenure: {
      tier: now.tierSpendTenure,
      rule: now.spendRule,
      reasons: now.spendReasons,
      facts: {
        mode,
        amount: now.inputs.spendAmount,
        windowMonths,
        amountHigh: spend.high,
        amountMid: spend.mid,
        tenureMonths: now.inputs.tenureMonths,
        yearsHigh: tenureYears.high,
        yearsMid: tenureYears.mid,
      },
    },
  }
}

function explainFuture(rules: TieringRules, known: Ledger, now: Assessment) {
  const row = newRow(rules)
  const on = nextReview(rules, known, now.asOf, row)
  const drift = nextTierChange(rules, known, now.asOf)
  const lift = smallestLift(rules, known, now.asOf)
  return {
    willChange: on === null ? null : { on: dayFrom(on), differs: differences(now, assess(rules, known, on, row)) },
    wouldDrift: drift && {
      on: dayFrom(drift.on),
      tier: drift.assessment.tier,
      direction: drift.direction,
      differs: differences(now, drift.assessment),
    },
    wouldLift: lift && { fen: lift.fen, tier: lift.assessment.tier, differs: differences(now, lift.assessment) },
  }
}
