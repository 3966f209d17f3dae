import { z } from 'zod'
import { atLeastOne, audiences, code, days, percent, yuan } from '../parts.ts'

const months = z.strictObject({ months: atLeastOne })

/** Which drifting customers get a case of their own, its steps, and how churn is counted. */
export const winbackSection = z.strictObject({
  openWithin: days,
  minAmount: yuan,
  orFormerly: audiences,
  weeklyAtMost: atLeastOne,
  steps: z.array(code).min(1),
  outcomes: z.array(z.enum(['WON_BACK', 'GIVEN_UP'])).length(2),
  trackDays: atLeastOne,
  signals: z.strictObject({ contactDrop: z.strictObject({ percent, months: atLeastOne }), aliveBelow: percent }),
  alerts: z.strictObject({ levels: z.array(code).min(1), strategyWithin: days }),
  trend: months,
  lists: z.strictObject({ keep: audiences, mayLose: audiences }),
  churn: months,
})
