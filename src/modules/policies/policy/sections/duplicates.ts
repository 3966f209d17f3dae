import { z } from 'zod'
import { atLeastOne, clockTime, code, percent, post } from '../parts.ts'

/** What counts as a likely duplicate, who decides, and how much a search outside one's own customers tells. */
export const duplicatesSection = z.strictObject({
  scanAt: clockTime,
  match: z.strictObject({ creditCode: z.boolean(), phone: z.boolean(), namePercent: percent }),
  invalid: z.array(code),
  merge: z.strictObject({ confirmedBy: post, undoDays: atLeastOne }),
  outsideScope: z.strictObject({ showUnit: z.boolean(), showName: z.boolean(), askPerHour: atLeastOne }),
})
