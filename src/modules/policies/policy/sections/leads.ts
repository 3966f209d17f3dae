import { z } from 'zod'
import { clockTime, code, dayOfMonth, days, post, roll } from '../parts.ts'

const codes = z.array(code).min(1)

/** How people heard of come in, and when their records are handed over. */
export const leadsSection = z.strictObject({
  intake: z.strictObject({
    sources: codes,
    advertising: codes,
    advertisingTo: post,
    share: z.enum(['LEAST_LOADED', 'IN_TURN', 'BY_HAND']),
  }),
  trips: z.strictObject({ formBeforeLeaving: z.boolean(), warnBefore: days, returnWithin: days, emptyNeedsReason: z.boolean() }),
  submissions: z.strictObject({ days: z.array(dayOfMonth).min(1), at: clockTime, roll, compiledBy: clockTime, owedBy: post }),
  mailbox: z.strictObject({ checks: z.array(clockTime).min(1), owner: post }),
  noDealReasons: codes,
})
