import { z } from 'zod'
import { atLeastOne, audiences, channel, clockTime, code, days, percent, post } from '../parts.ts'

const customerClass = z.enum(['KEY', 'GENERAL'])
const codes = z.array(code).min(1)

/** What a customer's file must hold, where its values come from, and how it is kept true and private. */
export const customersSection = z.strictObject({
  class: z.strictObject({ default: customerClass, ofAgentCustomers: customerClass }),
  profile: z.strictObject({
    basic: codes,
    needs: codes,
    decisionRoles: codes,
    tenureFrom: z.literal('FIRST_CONTRACT_OR_ORDER'),
  }),
  sources: z.strictObject({ priority: codes, conflicts: z.enum(['ASK', 'TAKE_FIRST']) }),
  completeness: z.strictObject({ percent, supplement: days, channels: z.array(channel).min(1), keyFields: codes }),
  verification: z.strictObject({ focus: audiences, focusDays: atLeastOne, otherDays: atLeastOne }),
  standards: z.strictObject({
    industry: z.literal('GB/T 4754-2017'),
    industryLevel: z.enum(['SECTION', 'DIVISION', 'GROUP', 'CLASS']),
    size: z.literal('STATISTICAL_2017'),
    moneyUnit: z.enum(['WAN_YUAN', 'YUAN']),
    moneyDecimals: z.int().min(0).max(2),
  }),
  tags: z.strictObject({ refreshAt: clockTime, services: codes, regions: codes, manualBy: z.array(post).min(1) }),
  segmentDefault: z.strictObject({ individualFacing: z.array(z.string().regex(/^[A-T]$/)) }),
  privacy: z.strictObject({
    maskContacts: z.boolean(),
    exportApproval: z.boolean(),
    exportRowLimit: atLeastOne,
    contactRetentionMonths: atLeastOne,
  }),
})
