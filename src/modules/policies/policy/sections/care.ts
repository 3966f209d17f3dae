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

/** What is done for customers of a tier, in words: where the plan of one of them starts from. */
const strategy = z.strictObject({ tier: code, title: words, actions: z.array(words).min(1).max(20) })

const teamPost = z.strictObject({ code, rule: ruleId, people: atLeastOne, may: codes })
const monthAndDay = z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)

/** Hours an action of each kind takes, to the hundredth; what is not named takes half an hour. */
const effort = z.record(code, z.number().min(0).max(1000)).default({
  MAINTENANCE: 1,
  PRODUCT_VISIT: 3,
  PRODUCT_RECOMMENDATION: 0.5,
  ANNUAL_VISIT: 4,
  ONLINE_REVIEW: 0.5,
  FOLLOW_UP: 0.5,
  FOLLOW_UP_VISIT: 0.5,
  CONTACT: 0.25,
  VALUE_ADDED: 1,
  VERIFY: 0.25,
  ASSIGN_MANAGER: 0.25,
  STRATEGY_REVIEW: 1,
  GREETING: 0.25,
  GIFT: 0.5,
})

/** Whom a ladder of duties can name: whoever does it, and posts that people hold. */
const reminded = post.extract([
  'ASSIGNEE',
  'UNIT_HEAD',
  'BRANCH_HEAD',
  'GENERAL_MANAGER',
  'MANAGEMENT_COMMITTEE',
  'PROGRAMME_LEAD',
  'SEGMENT_TEAM',
  'EVENT_TEAM',
])

/**
 * When who is told of an open duty: so many days before its due day, and so many after its window's end, each day in order and once.
 * More than `digestAbove` of a kind on a day come as one.
 */
const reminders = z
  .strictObject({
    before: z.array(z.int().min(1).max(90)).max(6),
    ladder: z
      .array(z.strictObject({ afterDays: z.int().min(0).max(366), post: reminded }))
      .min(1)
      .max(12),
    digestAbove: atLeastOne,
  })
  .superRefine(({ before, ladder }, ctx) => {
    const follows = (days: readonly number[], path: string, sign: 1 | -1, last?: string) =>
      days.forEach((day, i) => {
        const earlier = days[i - 1]
        if (earlier === undefined || sign * (day - earlier) > 0) return
        ctx.addIssue(objection(last === undefined ? [path, i] : [path, i, last], 'steps-out-of-order', { day, earlier }))
      })
    follows(before, 'before', -1)
    follows(
      ladder.map(({ afterDays }) => afterDays),
      'ladder',
      1,
      'afterDays',
    )
  })

/** What is promised to which customers, and when the promises fall due. */
export const careSection = z.strictObject({
  appliesTo: audiences,
  horizonDays: z.int().min(1).max(366),
  window: z.strictObject({ beforeDays: count, afterDays: count }),
  mergeDays: count,
  start: z.strictObject({ spread: z.boolean(), first: audiences }),
  stopAt: audiences,
  onTime: z.strictObject({ targetPercent: percent }),
  reminders,
  /** Who decides when somebody asks to be released from a task. */
  waive: z.strictObject({ approver: post }).optional(),
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
    strategies: z.array(strategy).max(60).default([]),
  }),
  strategyReview: z.strictObject({ appliesTo: audiences, healthDrop: percent, within: days, openAtMost: atLeastOne }),
  contact: z.strictObject({ channels: z.array(channel).min(1), onsiteFields: codes }),
  onboarding: z.strictObject({ retentionDays: atLeastOne, activationDays: atLeastOne }),
  team: z.array(teamPost),
  effort,
})
