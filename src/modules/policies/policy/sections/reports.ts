import { z } from 'zod'
import { atLeastOne, calendarPeriod, code, count, dayOfMonth, objection, percent, post, roll, yuan } from '../parts.ts'

const codes = z.array(code).min(1)

const loyalty = z
  .strictObject({ trust: percent, satisfaction: percent, frequency: percent, renewal: percent, loyalFrom: percent })
  .superRefine(({ trust, satisfaction, frequency, renewal }, ctx) => {
    const sum = trust + satisfaction + frequency + renewal
    if (sum !== 100) ctx.addIssue(objection([], 'weights-not-100', { sum }))
  })

/** Which reports are due when, and the measures only reports use. */
export const reportsSection = z.strictObject({
  monthly: z.strictObject({ day: dayOfMonth, roll, remindDaysBefore: count, preparedBy: post, signedBy: post }),
  management: z.strictObject({ each: calendarPeriod, parts: codes, to: post }),
  loyalty,
  profit: z.strictObject({ costs: codes, hourlyRate: yuan }),
  stable: z.strictObject({ quarters: atLeastOne }),
  programme: z.strictObject({ parts: codes, steps: codes }),
  analyses: codes,
})
