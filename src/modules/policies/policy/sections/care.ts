import { z } from 'zod'
import { atLeastOne, audiences, channel, code, count, days, objection, obligation, percent, post, roll, ruleId, words } from '../parts.ts'

const codes = z.array(code).min(1)

/** What a customer may claim because of its tier; a discount is a factor of the price (0.9 = 九折). */
const entitlement = z.strictObject({
  rule: ruleId,
  title: words,
  appliesTo: audiences,
  kind: z.enum(['TRAINING_SEAT', 'EARLY_ACCESS', 'DISCOUNT', 'ONE_TO_ONE_TRAINING']),
  perYear: atLeastOne.optional(),
  perProduct: atLeastOne.optional(),
  priceFactor: z.number().positive().max(1).optional(),
  fromOrder: atLeastOne.optional(),
  stackable: z.boolean().optional(),
})

/** Care that something happening, or a day coming, sets off. */
const occasion = z.strictObject({
  rule: ruleId,
  title: words,
  enabled: z.boolean(),
  trigger: z.enum(['FIRST_ORDER', 'COOPERATION_ANNIVERSARY', 'IMPORTANT_DATE', 'INDUSTRY_SEASON', 'GREETING_DAY']),
  appliesTo: audiences,
  checklist: z.array(words).min(1),
  dueDays: count,
  surprise: z.boolean(),
})

const budget = z
  .strictObject({ tiered: percent, occasions: percent, longTerm: percent, tolerance: percent, longTermAudience: audiences })
  .superRefine(({ tiered, occasions, longTerm }, ctx) => {
    const sum = tiered + occasions + longTerm
    if (sum !== 100) ctx.addIssue(objection([], 'shares-not-100', { sum }))
  })

const teamPost = z.strictObject({ code, rule: ruleId, people: atLeastOne, may: codes })
const monthAndDay = z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)

/** What is promised to which customers, and when the promises fall due. */
export const careSection = z.strictObject({
  appliesTo: audiences,
  horizonDays: z.int().min(1).max(366),
  window: z.strictObject({ beforeDays: count, afterDays: count }),
  mergeDays: count,
  start: z.strictObject({ spread: z.boolean(), first: audiences }),
  stopAt: audiences,
  onTime: z.strictObject({ targetPercent: percent }),
  obligations: z.array(obligation),
  entitlements: z.array(entitlement),
  occasions: z.array(occasion),
  preparation: z.strictObject({ leadDays: count, roll, seasonLeadDays: count }),
  notice: z.strictObject({ daysBefore: count, actions: codes, exemptSurprise: z.boolean(), surpriseApprover: post }),
  greetings: z.strictObject({ kinds: codes, birthdayNeedsConsent: z.literal(true), calendars: z.array(z.enum(['SOLAR', 'LUNAR'])).min(1) }),
  content: z.strictObject({ matchSegment: z.boolean(), forB: codes, forC: codes, storeMinors: z.literal(false) }),
  resources: z.strictObject({ stopWhenShort: z.boolean(), usefulnessLeast: z.number().min(1).max(5) }),
  budget,
  plans: z.strictObject({
    annualDue: monthAndDay,
    taskKinds: codes,
    uplift: z.strictObject({ appliesTo: audiences, goal: code, months: atLeastOne }),
    personal: audiences,
  }),
  strategyReview: z.strictObject({ appliesTo: audiences, healthDrop: percent, within: days, openAtMost: atLeastOne }),
  contact: z.strictObject({ channels: z.array(channel).min(1), onsiteFields: codes }),
  onboarding: z.strictObject({ retentionDays: atLeastOne, activationDays: atLeastOne }),
  team: z.array(teamPost),
})
