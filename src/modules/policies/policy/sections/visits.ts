import { z } from 'zod'
import {
  atLeastOne,
  audiences,
  calendarPeriod,
  clockTime,
  code,
  count,
  days,
  hours,
  objection,
  obligation,
  percent,
  roll,
} from '../parts.ts'

const months = z.int().min(1).max(60)

/** When and how follow-up visits are owed. A periodic visit's cadence must lie within the bounds (VIS-04). */
export const visitsSection = z
  .strictObject({
    unit: code,
    types: z.array(z.enum(['PERIODIC', 'REALTIME', 'COMPLAINT_FOLLOW_UP'])).min(1),
    plan: z.strictObject({ required: z.array(code).min(1), materialsOrReason: z.boolean() }),
    periodic: z.strictObject({
      bounds: z.strictObject({ least: months, most: months }),
      window: z.strictObject({ beforeDays: count, afterDays: count }),
    }),
    obligations: z.array(obligation),
    realTime: z.strictObject({ triggers: z.array(code).min(1), within: hours, roll, rollAt: clockTime }),
    afterComplaint: z.strictObject({ within: days, roll, rollAt: clockTime }),
    dissatisfied: z.strictObject({ scoreAtMost: z.int().min(1).max(4), opensComplaint: z.boolean() }),
    handOn: days,
    coverage: z.strictObject({ audience: audiences, percent, period: calendarPeriod, leastDaysInTier: atLeastOne }),
  })
  .superRefine(({ periodic: { bounds }, obligations }, ctx) => {
    if (bounds.least > bounds.most) ctx.addIssue(objection(['periodic', 'bounds'], 'bounds-reversed', bounds))
    obligations.forEach(({ every }, index) => {
      if (!('months' in every) || every.months < bounds.least || every.months > bounds.most)
        ctx.addIssue(objection(['obligations', index, 'every'], 'cadence-out-of-bounds', bounds))
    })
  })
