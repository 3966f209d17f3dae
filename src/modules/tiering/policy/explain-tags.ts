import type { Facts } from '../../../core/decision.ts'
import type { Assessment } from './assess.ts'
import type { TieringRules } from './compile.ts'
import { hasDropped } from './judge.ts'
import { type Tag, tagRules } from './tags.ts'

export type TagReason = { tag: Tag; rule: string; facts: Facts }

/** Each tag with the numbers behind it, in the fixed order. */
export function explainTags(rules: TieringRules, assessment: Assessment): TagReason[] {
  const facts = [tenure, frequency, value, activity, risk]
  return assessment.tags.map((tag, group) => ({ tag, rule: tagRules[tag], facts: facts[group]!(rules, assessment) }))
}

type TagFacts = (rules: TieringRules, assessment: Assessment) => Facts

const tenure: TagFacts = ({ section }, { inputs }) => ({ tenureMonths: inputs.tenureMonths, oldMonths: section.tags.tenure.oldMonths })

const frequency: TagFacts = ({ section }, { inputs }) => ({
  orders: inputs.frequencyOrders,
  months: inputs.frequencyMonths,
  high: section.tags.frequency.high,
  low: section.tags.frequency.low,
})

const value: TagFacts = ({ section, value }, { inputs }) => ({
  amount: inputs.valueAmount,
  windowMonths: section.tags.value.windowMonths,
  high: value.high,
  mid: value.mid,
})

const activity: TagFacts = ({ section }, { inputs }) => ({
  orders: inputs.activeOrders,
  months: section.tags.active.months,
  hasOrder: inputs.lastOn !== null,
})

const risk: TagFacts = ({ section, risk }, { inputs }) => ({
  now: inputs.riskNow,
  before: inputs.riskBefore,
  yearAgo: inputs.riskYearAgo,
  droppedFromBefore: hasDropped(inputs.riskNow, inputs.riskBefore, risk),
  droppedFromYearAgo: hasDropped(inputs.riskNow, inputs.riskYearAgo, risk),
  drop: section.tags.risk.drop,
  months: section.tags.risk.months,
  minBase: risk.minBase,
})
