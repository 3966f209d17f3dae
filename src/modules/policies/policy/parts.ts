import { z } from 'zod'

/** Words for people: one line, no blanks around. */
export const words = z.string().trim().min(1).max(500)
/** A code as it stands everywhere: upper case. */
export const code = z.string().regex(/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/)
export const ruleId = z.string().regex(/^[A-Z]{2,4}-\d{2,3}$/)
export const percent = z.number().min(0).max(100)
/** An amount in whole yuan, as a policy's reader writes it; everywhere else money is fen. */
export const yuan = z.int().min(0).max(90_000_000_000)
export const count = z.int().min(0).max(1_000_000)
export const atLeastOne = z.int().min(1).max(1_000_000)
export const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
export const dayOfMonth = z.int().min(1).max(31)
/** Where a date goes that falls on a day off. */
export const roll = z.enum(['NEXT_WORKDAY', 'PREVIOUS_WORKDAY', 'NONE'])
/** WORKING counts workdays and working hours of `workingTime`, NATURAL every day and hour. */
export const clock = z.enum(['WORKING', 'NATURAL'])
export const hours = z.strictObject({ hours: z.number().positive().max(10_000), clock })
export const days = z.strictObject({ days: atLeastOne, clock })
export const channel = z.enum(['PHONE', 'EMAIL', 'VISIT', 'IM', 'VIDEO', 'SMS'])
export const segment = z.enum(['B', 'C'])
export const calendarPeriod = z.enum(['WEEK', 'MONTH', 'QUARTER', 'HALF_YEAR', 'YEAR'])

/** Posts and roles a ladder or an obligation can name. */
export const post = z.enum([
  'ASSIGNEE',
  'ACCOUNT_MANAGER',
  'DEDICATED_MANAGER',
  'CARE_SPECIALIST',
  'CARE_MANAGER',
  'SALES_ASSISTANT',
  'UNIT_HEAD',
  'BRANCH_HEAD',
  'GENERAL_MANAGER',
  'MANAGEMENT_COMMITTEE',
  'PROGRAMME_LEAD',
  'SEGMENT_TEAM',
  'EVENT_TEAM',
])

/** One group of customers, its dimension in front because GENERAL and NEW mean three things (`class:KEY`, `tier:NEW`). */
export const audience = z.string().regex(/^(class|tier|stage|segment|tag|group):[A-Z][A-Z0-9_]*$/)
/** Customers in any of the groups. */
export const audiences = z.array(audience).min(1)

/** One executable rule: what it says, the clause it comes from, and the paths of the parameters that govern it. */
export const policyRule = z.strictObject({
  id: ruleId,
  title: words,
  clause: z.strictObject({ document: words, place: words }),
  text: words,
  keys: z.array(z.string().regex(/^[A-Za-z][\w-]*(\.[\w-]+)+$/)).max(20),
})
export type PolicyRule = z.infer<typeof policyRule>
export const rules = z.array(policyRule).max(300)

/** How often: every so many calendar months, weeks or days, or so many times in each calendar period. */
export const cadence = z.union([
  z.strictObject({ months: z.int().min(1).max(120) }),
  z.strictObject({ weeks: z.int().min(1).max(520) }),
  z.strictObject({ days: z.int().min(1).max(3660) }),
  z.strictObject({ each: calendarPeriod, times: z.int().min(1).max(12) }),
])

/** What a rule owes to each customer of a group, again and again. */
export const obligation = z.strictObject({
  rule: ruleId,
  title: words,
  enabled: z.boolean(),
  appliesTo: audiences,
  every: cadence,
  /** Ends after so many times; without it the obligation lasts while the customer is in the group. */
  atMost: atLeastOne.optional(),
  action: code,
  channels: z.array(channel).min(1),
  checklist: z.array(words),
  evidence: z.array(code).min(1),
  /** Who does it: the owner of the customer, by whatever name; with `pool`, whoever of the people who hold the post has least to do. */
  assignee: post,
  pool: z.boolean().optional(),
  /** Cases in which whoever does it may release itself; any other release is asked of `care.waive.approver`. */
  waiveFor: z.array(words).min(1).optional(),
  /** False for reminders that stay out of the on-time rate. */
  counted: z.boolean(),
})

/** One step of a ladder: how much of the time has passed, and who hears of it. */
export const ladderStep = z.strictObject({ percent: z.int().min(1).max(500), post })

/** An objection a section raises itself, in the form `problems.ts` reads. */
export const objection = (path: (string | number)[], reason: string, facts: Record<string, string | number> = {}) => ({
  code: 'custom' as const,
  path,
  params: { reason, facts },
})
