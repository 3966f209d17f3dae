import { z } from 'zod'
import { code, count } from '../parts.ts'

const codes = z.array(code).min(1)

/** What a proposal and a negotiation must hold. */
export const opportunitiesSection = z.strictObject({
  kinds: codes,
  proposal: z.strictObject({ parts: codes, needsAtLeast: count, countersigned: z.boolean() }),
  negotiation: z.strictObject({ record: codes }),
  customerPage: codes,
})
