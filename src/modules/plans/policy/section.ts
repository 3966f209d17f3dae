import { z } from 'zod'
import { atLeastOne, audiences, code } from '../../policies/policy/parts.ts'
import { DEFAULT_TIERS, DRIVES } from '../../tiering/policy/section.ts'
import type { PlanKind } from '../contract.ts'

const strategy = z.looseObject({ tier: code, title: z.string(), actions: z.array(z.string()) })
export type Strategy = z.output<typeof strategy>

/** A checked policy document as this room reads it; the document's own schema has checked the rest. */
export const plansDocument = z.looseObject({
  care: z.looseObject({
    reminders: z.looseObject({ digestAbove: atLeastOne }),
    plans: z.looseObject({
      /** Month and day by which the plan of the next year is to be approved. */
      annualDue: z.string(),
      uplift: z.looseObject({ appliesTo: audiences, goal: code, months: atLeastOne }),
      personal: audiences,
      /** Older versions have none. */
      strategies: z.array(strategy).default([]),
    }),
  }),
  tiering: z.looseObject({
    drives: z.enum(DRIVES),
    tiers: z.array(z.looseObject({ code: z.string(), name: z.string(), rank: z.number() })).default(DEFAULT_TIERS),
    table: z.array(z.looseObject({ tier: code })),
    spendTenure: z.looseObject({
      tiers: z.looseObject({ high: code, mid: code, low: code }).default({ high: 'CORE', mid: 'POTENTIAL', low: 'NEW' }),
    }),
  }),
})
export type PlansDocument = z.output<typeof plansDocument>

/** Whose customers ought to have a plan of a kind. */
export const audiencesOf = (kind: PlanKind, { care: { plans } }: PlansDocument): readonly string[] =>
  kind === 'PERSONAL' ? plans.personal : plans.uplift.appliesTo
