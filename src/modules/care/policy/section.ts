import { z } from 'zod'
import { atLeastOne, audiences, cadence, code, count, days, ruleId } from '../../policies/policy/parts.ts'

/** How often a duty comes back. Planning knows every cadence that a policy may write. */
export const careCadence = cadence
export type CareCadence = z.output<typeof careCadence>

export const careObligation = z.looseObject({
  rule: ruleId,
  enabled: z.boolean(),
  appliesTo: audiences,
  every: careCadence,
  atMost: atLeastOne.optional(),
  action: code,
  assignee: code.optional(),
  /** Shared by those who hold the post `assignee`, not for the owner. */
  pool: z.boolean().optional(),
  counted: z.boolean(),
})
export type CareObligation = z.output<typeof careObligation>

/** Planning knows what these set off; a season has no calendar yet. */
export const careOccasion = z.looseObject({
  rule: ruleId,
  enabled: z.boolean(),
  trigger: z.enum(['FIRST_ORDER', 'COOPERATION_ANNIVERSARY', 'IMPORTANT_DATE', 'INDUSTRY_SEASON', 'GREETING_DAY']),
  appliesTo: audiences,
  dueDays: count,
})
export type Occasion = z.output<typeof careOccasion>

const dayWindow = z.strictObject({ beforeDays: count, afterDays: count })
export type DayWindow = z.output<typeof dayWindow>

/**
 * A checked policy document as planning reads it: strict about what due days rest on, silent about the rest, which the
 * document's own schema has checked.
 */
export const careDocument = z.looseObject({
  care: z.looseObject({
    appliesTo: audiences,
    horizonDays: z.int().min(1).max(366),
    window: dayWindow,
    start: z.strictObject({ spread: z.boolean(), first: audiences }),
    stopAt: audiences,
    obligations: z.array(careObligation),
    occasions: z.array(careOccasion),
    preparation: z.looseObject({ leadDays: count, roll: z.enum(['NEXT_WORKDAY', 'PREVIOUS_WORKDAY', 'NONE']) }),
    strategyReview: z.looseObject({ appliesTo: audiences, within: days, openAtMost: atLeastOne }),
    effort: z.record(z.string(), z.number()).default({}),
  }),
  visits: z.looseObject({ periodic: z.looseObject({ window: dayWindow }), obligations: z.array(careObligation) }),
  customers: z.looseObject({ verification: z.strictObject({ focus: audiences, focusDays: atLeastOne, otherDays: atLeastOne }) }),
  keyAccounts: z.looseObject({ manager: z.looseObject({ appliesTo: audiences, assignWithin: days }) }),
  tiering: z.looseObject({
    drives: z.enum(['RFM_LC', 'SPEND_TENURE']),
    table: z.array(z.looseObject({ tier: code })),
    spendTenure: z.looseObject({ tiers: z.looseObject({ low: code }).default({ low: 'NEW' }) }),
  }),
})
export type CareDocument = z.output<typeof careDocument>

export const careReminders = z.strictObject({
  before: z.array(z.int().min(1)),
  ladder: z.array(z.strictObject({ afterDays: count, post: code })).min(1),
  digestAbove: atLeastOne,
})
export type CareReminders = z.output<typeof careReminders>

/** The same document as reminding reads it. */
export const remindersDocument = z.looseObject({ care: z.looseObject({ reminders: careReminders }) })
