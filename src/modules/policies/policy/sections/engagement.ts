import { z } from 'zod'
import { atLeastOne, audiences, calendarPeriod, code, count, days, segment } from '../parts.ts'

const codes = z.array(code).min(1)
const often = z.strictObject({ each: calendarPeriod, times: atLeastOne })

/** Customer groups, the summit, trainings, and the ledger from need to improvement. */
export const engagementSection = z.strictObject({
  communities: z.strictObject({
    groupBy: codes,
    needsAdministrator: z.boolean(),
    spam: z.strictObject({ links: atLeastOne, minutes: atLeastOne }),
    posts: z.array(z.strictObject({ code, segment, kind: code, every: often })),
  }),
  summit: z.strictObject({ perYear: count, leadMonths: count, invites: audiences, awardsLeast: count, guestsLeast: count }),
  training: z.strictObject({ kinds: codes, sessions: often, testBeforeAfter: z.boolean(), followUpDays: atLeastOne }),
  ledger: z.strictObject({ collect: often, progressByMonthEnd: atLeastOne, needsUnit: z.boolean(), needKinds: codes }),
  handOver: z.strictObject({ to: codes, within: days }),
})
