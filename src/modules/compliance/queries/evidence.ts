import { addDays, type Day } from '../../../core/day.ts'
import { inZone } from '../../../core/instant.ts'
import type { Evidence, RuleEvidence } from '../../../platform/house.ts'
import {
  coverageRule,
  earlierOf,
  figuresOf,
  formerRule,
  judgedUntil,
  noCounts,
  onTimeTarget,
  type Period,
  plus,
  policyRules,
} from '../policy.ts'
import { countsByRule } from '../queries.ts'
import { coverageCounts } from './coverage.ts'

type Context = Parameters<RuleEvidence['read']>[0]

/** CARE-26: duties of all rules that count, done in time. VIS-13: customers of the tiers named that were visited. */
export const evidenceOfCompliance: RuleEvidence = {
  rules: ['CARE-26', 'VIS-13'],
  read(context, rule, period) {
    const today = inZone(context.now, 'Asia/Shanghai').day
    return rule === 'CARE-26' ? doneInTime(context, period, today) : visited(context, period, today)
  },
}

const within = ({ from, until }: Period): string => `from=${from}&until=${until}`

async function doneInTime({ db, scope, policy }: Context, period: Period, today: Day): Promise<Evidence> {
  const rules = new Map(policyRules(policy).map((rule) => [rule.ruleId, rule]))
  const judged = { ...period, judgedUntil: judgedUntil(period.until, today) }
  const rows = await countsByRule(db, { scope, personId: null }, judged, undefined)
  const sum = rows.filter(({ ruleId }) => (rules.get(ruleId) ?? formerRule(ruleId)).counted).reduce(plus, noCounts)
  const { onTime, late, openLate } = figuresOf(sum)
  return {
    asked: onTime + late + openLate,
    kept: onTime,
    lines: [
      { word: 'target-percent', value: onTimeTarget(policy) },
      { word: 'done-late', value: late },
      { word: 'not-done', value: openLate },
    ],
    to: `/compliance?${within(period)}`,
  }
}

async function visited({ db, scope, now, policy }: Context, period: Period, today: Day): Promise<Evidence> {
  const rule = coverageRule(policy)
  if (rule === undefined) return { asked: null, kept: null, lines: [], to: null }
  const asOf = earlierOf(period.until, today)
  const { answer } = await coverageCounts({ db, now }, scope, {
    ...period,
    asOf,
    latestEntry: addDays(asOf, -rule.leastDaysInTier),
    tiers: rule.tiers,
  })
  return {
    asked: answer.customers,
    kept: answer.visited,
    lines: [{ word: 'target-percent', value: rule.percent }],
    to: `/compliance/coverage?${within(period)}`,
  }
}
