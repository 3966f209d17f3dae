import { z } from 'zod'
import { atLeastOne, calendarPeriod, code, objection, percent } from '../parts.ts'

/** A level to reach and a change against the base are in percent; a count is a number of things in the period. */
const target = z.union([
  z.strictObject({ code, level: percent }),
  z.strictObject({ code, change: z.number().min(-100).max(1000) }),
  z.strictObject({ code, count: atLeastOne }),
])

const weights = z.array(z.strictObject({ code, percent: percent.min(1) })).superRefine((list, ctx) => {
  const sum = list.reduce((total, weight) => total + weight.percent, 0)
  if (sum !== 100) ctx.addIssue(objection([], 'weights-not-100', { sum }))
})

/** Targets of the company and weights of an account manager's appraisal. */
export const kpiSection = z.strictObject({
  targets: z.array(target),
  baseline: z.enum(['PREVIOUS_PERIOD', 'SAME_PERIOD_LAST_YEAR']),
  appraisal: z.strictObject({ each: calendarPeriod }),
  grades: z.array(z.strictObject({ code, from: percent })).min(1),
  weights,
  lifetimeValue: z.strictObject({ months: atLeastOne, discountPercent: percent }),
})
