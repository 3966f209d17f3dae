import { z } from 'zod'

export const BANDS = ['TOP', 'UPPER', 'MIDDLE', 'BOTTOM'] as const
export const STAGES = ['NEW', 'GROWTH', 'MATURE', 'DECLINE', 'LOST'] as const
export const DRIVES = ['RFM_LC', 'SPEND_TENURE'] as const
export const ORIGINS = ['SOURCE', 'DEFAULT'] as const

export type Band = (typeof BANDS)[number]
export type Stage = (typeof STAGES)[number]
export type Drives = (typeof DRIVES)[number]
export type Origin = (typeof ORIGINS)[number]

const isWholeFen = (yuan: number): boolean => Math.abs(yuan * 100 - Math.round(yuan * 100)) < 1e-4
const yuan = z.number().positive().max(1e12).refine(isWholeFen, 'finer than a fen')
const yuanOrNothing = z.number().min(0).max(1e12).refine(isWholeFen, 'finer than a fen')
const days = z.int().positive().max(36500)
const months = z.int().positive().max(600)
const dropPercent = z.int().min(1).max(100)
const risePercent = z.int().min(1).max(1000)
const perMonth = z.number().positive().max(1000).refine(isWholeFen, 'more than two decimals')
const code = z.string().regex(/^[A-Z][A-Z0-9_]{0,31}$/)

const highAndMid = <T extends z.ZodType>(value: T) => z.strictObject({ high: value, mid: value })

/** A tier a policy may name. Rank 1 is the highest; two tiers may share a rank. */
export const tierSchema = z.strictObject({ code, name: z.string().trim().min(1).max(40), rank: z.int().min(1).max(99) })
export type Tier = z.infer<typeof tierSchema>

export const DEFAULT_TIERS: Tier[] = [
  { code: 'CORE', name: '核心客户', rank: 1 },
  { code: 'POTENTIAL', name: '潜力客户', rank: 2 },
  { code: 'GENERAL', name: '一般客户', rank: 3 },
  { code: 'NEW', name: '新客户', rank: 4 },
  { code: 'CHURN_RISK', name: '流失风险客户', rank: 5 },
]

/** One cell of the decision table. `origin` says whether the written source decides it or this product's agreed default. */
export const cellSchema = z.strictObject({
  band: z.enum(BANDS),
  stage: z.enum(STAGES),
  tier: code,
  origin: z.enum(ORIGINS),
  rule: z.string().trim().min(1).max(40),
})
export type Cell = z.infer<typeof cellSchema>

/** The `tiering` section of a policy. Amounts in yuan; windows are (as-of − n, as-of]. Empty or zero thresholds are refused (SEG-21). */
export const tieringSection = z.strictObject({
  drives: z.enum(DRIVES),
  tiers: z.array(tierSchema).min(1).max(16).default(DEFAULT_TIERS),
  rfm: z.strictObject({
    r: highAndMid(days),
    f: z.strictObject({ windowDays: days, high: z.int().positive(), mid: z.int().positive() }),
    m: z.strictObject({ windowMonths: months, high: yuan, mid: yuan }),
    scores: z.strictObject({ high: z.int().min(1).max(100), mid: z.int().min(1).max(100), low: z.int().min(1).max(100) }),
  }),
  bands: z.tuple([z.int().positive(), z.int().positive(), z.int().positive()]),
  lifecycle: z.strictObject({
    lost: z.strictObject({ days, gaps: perMonth, gapDefault: z.int().min(0).max(36500) }),
    decline: z.strictObject({ drop: dropPercent, months, minTenureMonths: months }),
    new: z.strictObject({ tenureMonths: months }),
    growth: z.strictObject({ rise: risePercent, months }),
  }),
  table: z.array(cellSchema).max(200),
  spendTenure: z.strictObject({
    mode: z.enum(['OR', 'AND']),
    amount: highAndMid(yuan),
    tenureYears: highAndMid(z.int().positive().max(50)),
    windowMonths: months,
    tiers: z.strictObject({ high: code, mid: code, low: code }).default({ high: 'CORE', mid: 'POTENTIAL', low: 'NEW' }),
  }),
  tags: z.strictObject({
    tenure: z.strictObject({ oldMonths: months }),
    frequency: z.strictObject({ windowMonths: months, high: perMonth, low: perMonth }),
    value: z.strictObject({ windowMonths: months, high: yuan, mid: yuan }),
    active: z.strictObject({ months }),
    risk: z.strictObject({ drop: dropPercent, months, minBase: yuanOrNothing }),
  }),
})

/** The section as written, before defaults. */
export type TieringDocument = z.input<typeof tieringSection>
export type TieringSection = z.output<typeof tieringSection>
