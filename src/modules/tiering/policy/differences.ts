import type { Assessment, Inputs } from './assess.ts'

/** What differs between two assessments of one customer. */
export type Outcomes = 'R' | 'F' | 'M' | 'TOTAL' | 'STAGE' | 'TIER' | 'TIER_RFM' | 'TIER_SPEND_TENURE' | 'RESOLVED_BY' | 'TAGS'

/** One outcome before and after, with the facts behind it that moved (before and after). Tags are joined by `|`. */
export type Difference = {
  what: Outcomes
  from: string | number
  to: string | number
  because: { input: keyof Inputs; from: number | null; to: number | null }[]
}

const recency: (keyof Inputs)[] = ['recencyDays']
const stage: (keyof Inputs)[] = [
  'recencyDays',
  'silentLimitDays',
  'tenureMonths',
  'declineNow',
  'declineBefore',
  'growthNow',
  'growthBefore',
]
const spend: (keyof Inputs)[] = ['spendAmount', 'tenureMonths']
const tags: (keyof Inputs)[] = [
  'tenureMonths',
  'frequencyOrders',
  'frequencyMonths',
  'valueAmount',
  'activeOrders',
  'riskNow',
  'riskBefore',
  'riskYearAgo',
]
const rfm: (keyof Inputs)[] = ['recencyDays', 'orders90d', 'amount12m']

const outcomes: { what: Outcomes; of: (a: Assessment) => string | number; facts: readonly (keyof Inputs)[] }[] = [
  { what: 'TIER', of: (a) => a.tier, facts: [] },
  { what: 'R', of: (a) => a.points.r, facts: recency },
  { what: 'F', of: (a) => a.points.f, facts: ['orders90d'] },
  { what: 'M', of: (a) => a.points.m, facts: ['amount12m'] },
  { what: 'TOTAL', of: (a) => a.points.total, facts: rfm },
  { what: 'STAGE', of: (a) => a.stage, facts: stage },
  { what: 'TIER_RFM', of: (a) => a.tierRfm, facts: [] },
  { what: 'TIER_SPEND_TENURE', of: (a) => a.tierSpendTenure, facts: spend },
  { what: 'RESOLVED_BY', of: (a) => a.resolvedBy, facts: [] },
  { what: 'TAGS', of: (a) => a.tags.join('|'), facts: tags },
]

/** The outcomes that differ, the tier first. Empty when the two agree in all of them. */
export function differences(before: Assessment, after: Assessment): Difference[] {
  return outcomes
    .filter(({ of }) => of(before) !== of(after))
    .map(({ what, of, facts }) => ({ what, from: of(before), to: of(after), because: moved(facts, before.inputs, after.inputs) }))
}

const moved = (facts: readonly (keyof Inputs)[], before: Inputs, after: Inputs): Difference['because'] =>
  facts.filter((input) => before[input] !== after[input]).map((input) => ({ input, from: before[input], to: after[input] }))
