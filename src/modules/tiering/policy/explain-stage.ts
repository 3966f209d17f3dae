import type { Facts } from '../../../core/decision.ts'
import type { Assessment } from './assess.ts'
import type { TieringRules } from './compile.ts'
import { isAtLeast, isAtMost } from './judge.ts'
import type { Stage } from './section.ts'

/** One of the five tests of SEG-03. `holds` is what it says taken alone, `decides` marks the first that holds. */
export type StageTest = { stage: Stage; rule: 'SEG-03'; holds: boolean; decides: boolean; facts: Facts }

/** The five stage tests in the order they are put, with the numbers each compared. */
export function explainStages(rules: TieringRules, assessment: Assessment): StageTest[] {
  const tests = [lost(rules, assessment), decline(rules, assessment), isNew(rules, assessment), growth(rules, assessment)]
  const all = [...tests, { stage: 'MATURE' as const, holds: !assessment.dataMissing, facts: {} }]
  return all.map((test) => ({ ...test, rule: 'SEG-03', decides: test.stage === assessment.stage }))
}

type Test = Pick<StageTest, 'stage' | 'holds' | 'facts'>

function lost({ lost, section }: TieringRules, { inputs }: Assessment): Test {
  const { recencyDays, silentLimitDays, spanDays, orderDays } = inputs
  return {
    stage: 'LOST',
    holds: recencyDays !== null && silentLimitDays !== null && recencyDays > silentLimitDays,
    facts: {
      recencyDays,
      limitDays: silentLimitDays,
      lostDays: lost.days,
      gapFactor: section.lifecycle.lost.gaps,
      spanDays,
      gaps: Math.max(0, orderDays - 1),
      gapDays: orderDays > 1 ? Math.round((spanDays / (orderDays - 1)) * 10) / 10 : lost.gapDefault,
      gapIsDefault: orderDays === 1,
    },
  }
}

function decline({ decline, section }: TieringRules, { inputs }: Assessment): Test {
  const { drop, months, minTenureMonths } = section.lifecycle.decline
  const isComparable = inputs.declineBefore > 0 && inputs.tenureMonths >= minTenureMonths
  return {
    stage: 'DECLINE',
    holds: isComparable && isAtMost(inputs.declineNow, inputs.declineBefore, decline.keepPercent),
    facts: { now: inputs.declineNow, before: inputs.declineBefore, months, drop, tenureMonths: inputs.tenureMonths, minTenureMonths },
  }
}

function isNew({ section }: TieringRules, { inputs }: Assessment): Test {
  const { tenureMonths: underMonths } = section.lifecycle.new
  return {
    stage: 'NEW',
    holds: inputs.tenureMonths < underMonths,
    facts: { tenureMonths: inputs.tenureMonths, underMonths, hasOrder: inputs.lastOn !== null },
  }
}

function growth({ growth, section }: TieringRules, { inputs }: Assessment): Test {
  const { rise, months } = section.lifecycle.growth
  return {
    stage: 'GROWTH',
    holds: inputs.growthBefore > 0 && isAtLeast(inputs.growthNow, inputs.growthBefore, growth.reachPercent),
    facts: { now: inputs.growthNow, before: inputs.growthBefore, months, rise },
  }
}
