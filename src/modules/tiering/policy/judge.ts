import type { TieringRules } from './compile.ts'
import type { Measures } from './measure.ts'

export const LOW = 0
export const MID = 1
export const HIGH = 2

/** Places in STAGES. */
export const NEW = 0
export const GROWTH = 1
export const MATURE = 2
export const DECLINE = 3
export const LOST = 4

export const DORMANT = 1
export const ACTIVE = 2
export const PROSPECT = 0

/**
 * Every outcome of the rules packed into one integer, so that "did anything change?" is one comparison:
 * bits 0 R, 2 F, 4 M (levels), 6 stage, 9 place of the spend-tenure tier, 13 old, 14 frequency, 16 value, 18 activity, 20 at risk.
 */
export type Verdict = number

/** Applies all rules to what was measured. Pure arithmetic, no allocation. */
export function judge(rules: TieringRules, m: Measures): Verdict {
  const { edge } = rules
  const ordered = m.orders > 0
  const recency = m.asOf - m.lastOn
  const r = !ordered || recency > rules.r.mid ? LOW : recency > rules.r.high ? MID : HIGH
  const f = levelOf(m.orders - m.ordersUntil[edge.frequencyScore]!, rules.f)
  const amount = levelOf(m.net - m.netUntil[edge.amountScore]!, rules.m)
  const old = ordered && m.asOf >= m.reachedOn[rules.milestone.old]! ? 1 : 0
  const value = levelOf(m.net - m.netUntil[edge.valueTag]!, rules.value)
  const isActive = m.ordersUntil[edge.active]! < m.orders
  const activity = !ordered ? PROSPECT : isActive ? ACTIVE : DORMANT
  return (
    r | (f << 2) | (amount << 4) | (stageOf(rules, m) << 6) | (spendTier(rules, m) << 9) |
    (old << 13) | (frequencyOf(rules, m) << 14) | (value << 16) | (activity << 18) | ((isAtRisk(rules, m) ? 1 : 0) << 20)
  ) // biome-ignore format: bits in order
}

const levelOf = (value: number, { high, mid }: { high: number; mid: number }): number => (value >= high ? HIGH : value >= mid ? MID : LOW)

/** SEG-03: the five tests in their order. Without a valid order NEW (§0.1.8). */
function stageOf(rules: TieringRules, m: Measures): number {
  const { edge, milestone } = rules
  if (m.orders === 0) return NEW
  if (m.asOf - m.lastOn > m.silentLimit) return LOST
  if (m.asOf >= m.reachedOn[milestone.declines]!) {
    const before = m.netUntil[edge.declineNow]! - m.netUntil[edge.declineBefore]!
    if (before > 0 && isAtMost(m.net - m.netUntil[edge.declineNow]!, before, rules.decline.keepPercent)) return DECLINE
  }
  if (m.asOf < m.reachedOn[milestone.grownUp]!) return NEW
  const before = m.netUntil[edge.growthNow]! - m.netUntil[edge.growthBefore]!
  return before > 0 && isAtLeast(m.net - m.netUntil[edge.growthNow]!, before, rules.growth.reachPercent) ? GROWTH : MATURE
}

/** SEG-17…19: place of the tier by spend and tenure. */
function spendTier(rules: TieringRules, m: Measures): number {
  const { spend, milestone } = rules
  const amount = levelOf(m.net - m.netUntil[rules.edge.spend]!, spend)
  const tenure = m.orders === 0 || m.asOf < m.reachedOn[milestone.settled]! ? LOW : m.asOf < m.reachedOn[milestone.loyal]! ? MID : HIGH
  return rules.tierBySpend[spend.all ? Math.min(amount, tenure) : Math.max(amount, tenure)]!
}

/** TAG-06, TAG-07 with §0.1.7. */
function frequencyOf({ edge, frequency }: TieringRules, m: Measures): number {
  const hundredths = 100 * (m.orders - m.ordersUntil[edge.frequencyTag]!)
  if (m.orders === 0 || hundredths < frequency.lowHundredths * m.frequencyMonths) return LOW
  return hundredths >= frequency.highHundredths * m.frequencyMonths ? HIGH : MID
}

/** TAG-15 with §0.1.7: against the period before, or the same period a year ago. */
function isAtRisk({ edge, risk }: TieringRules, m: Measures): boolean {
  const now = m.net - m.netUntil[edge.riskNow]!
  const before = m.netUntil[edge.riskNow]! - m.netUntil[edge.riskBefore]!
  const yearAgo = m.netUntil[edge.riskYearAgo]! - m.netUntil[edge.riskYearAgoBefore]!
  return hasDropped(now, before, risk) || hasDropped(now, yearAgo, risk)
}

export const hasDropped = (now: number, base: number, risk: TieringRules['risk']): boolean =>
  base > 0 && base >= risk.minBase && isAtMost(now, base, risk.keepPercent)

const EXACT = 8e12

/** Whether `amount` is at most `percent` % of `base`, exactly, however large the amounts. */
export const isAtMost = (amount: number, base: number, percent: number): boolean =>
  Math.abs(amount) < EXACT && base < EXACT ? amount * 100 <= base * percent : BigInt(amount) * 100n <= BigInt(base) * BigInt(percent)

/** Whether `amount` is at least `percent` % of `base`, exactly. */
export const isAtLeast = (amount: number, base: number, percent: number): boolean =>
  Math.abs(amount) < EXACT && base < EXACT ? amount * 100 >= base * percent : BigInt(amount) * 100n >= BigInt(base) * BigInt(percent)

/** The verdict's parts by name: levels 0–2, places in STAGES, BANDS and `tiers`. */
export const rLevel = (v: Verdict): number => v & 3
export const fLevel = (v: Verdict): number => (v >> 2) & 3
export const mLevel = (v: Verdict): number => (v >> 4) & 3
export const stagePlace = (v: Verdict): number => (v >> 6) & 7
export const spendTierPlace = (v: Verdict): number => (v >> 9) & 15
export const bandPlace = (rules: TieringRules, v: Verdict): number => rules.bandByLevels[rLevel(v) * 9 + fLevel(v) * 3 + mLevel(v)]!
export const cellPlace = (rules: TieringRules, v: Verdict): number => bandPlace(rules, v) * 5 + stagePlace(v)
export const rfmTierPlace = (rules: TieringRules, v: Verdict): number => rules.tierByCell[cellPlace(rules, v)]!
export const drivingTierPlace = (rules: TieringRules, v: Verdict): number =>
  rules.drivenBySpend ? spendTierPlace(v) : rfmTierPlace(rules, v)
/** All five tag groups as one number below 256. */
export const tagBits = (v: Verdict): number => v >> 13
export const pointsTotal = ({ scores }: TieringRules, v: Verdict): number => scores[rLevel(v)]! + scores[fLevel(v)]! + scores[mLevel(v)]!
