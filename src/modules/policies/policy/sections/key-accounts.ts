import { z } from 'zod'
import { atLeastOne, audiences, code, count, days, percent, post, yuan } from '../parts.ts'

const priority = z.enum(['HIGH', 'NORMAL'])

/** How a customer becomes and stays a key customer, and what that brings. */
export const keyAccountsSection = z.strictObject({
  application: z.strictObject({ minAnnualAmount: yuan, orTier: code, approver: post }),
  number: z.strictObject({ prefix: code, digits: z.int().min(3).max(8), reused: z.literal(false) }),
  review: z.strictObject({ months: atLeastOne, remindDaysBefore: count }),
  manager: z.strictObject({ appliesTo: audiences, assignWithin: days, maxCustomers: atLeastOne }),
  plan: z.strictObject({ appliesTo: audiences, strategicAfterCoreYears: atLeastOne, needsFrameworkContract: z.boolean() }),
  priority: z.strictObject({ contracts: priority, production: priority }),
  delayPenalty: z.strictObject({ baseAmount: yuan, multiplier: z.number().min(1).max(10), excusedBy: z.array(code), approver: post }),
  file: z.strictObject({ completenessPercent: percent }),
  stability: z.strictObject({ windowMonths: atLeastOne }),
})
