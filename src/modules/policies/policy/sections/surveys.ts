import { z } from 'zod'
import { atLeastOne, code, count, days, percent } from '../parts.ts'

const codes = z.array(code).min(1)

/** Whom satisfaction surveys ask, how often, and how answers are scored. */
export const surveysSection = z.strictObject({
  unit: code,
  relation: z.strictObject({ months: atLeastOne }),
  afterEvents: z.array(code),
  dimensions: codes,
  scale: z.strictObject({ most: z.int().min(3).max(10), satisfiedFrom: z.int().min(2).max(10) }),
  recommend: z.strictObject({ most: z.literal(10), promoterFrom: z.int().min(1).max(10), detractorTo: z.int().min(0).max(9) }),
  interval: z.strictObject({ confidencePercent: z.literal(95), hideBelow: count, fewBelow: count }),
  report: z.strictObject({ within: days }),
  improve: z.strictObject({ meanBelow: z.number().positive(), dropOver: z.number().min(0) }),
  coverage: z.strictObject({ percent }),
  sampling: z.strictObject({ strata: codes, leastPerStratum: atLeastOne, methods: codes }),
  vocabulary: z.strictObject({ appeals: codes, pains: codes, latent: codes }),
  trend: z.strictObject({ months: atLeastOne }),
})
