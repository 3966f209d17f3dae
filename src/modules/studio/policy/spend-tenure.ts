import { z } from 'zod'
import { tieringSection } from '../../tiering/policy/section.ts'
import type { SpendTenureMatrix } from '../contract.ts'

const levels = ['LOW', 'MID', 'HIGH'] as const
type Level = (typeof levels)[number]

const rules: Readonly<Record<Level, string>> = { HIGH: 'SEG-17', MID: 'SEG-18', LOW: 'SEG-19' }
const agreed: Readonly<Record<Level, string>> = { HIGH: 'CORE', MID: 'POTENTIAL', LOW: 'NEW' }

const number = z.number().nullable().catch(null)
const bounds = z.object({ high: number, mid: number }).catch({ high: null, mid: null })
const code = z.string().min(1).max(40).nullable().catch(null)
const section = tieringSection.shape.spendTenure.shape
const readable = z
  .object({
    mode: section.mode.nullable().catch(null),
    amount: bounds,
    tenureYears: bounds,
    tiers: z
      .object({ high: code, mid: code, low: code })
      .catch({ high: null, mid: null, low: null })
      .default(section.tiers.parse(undefined)),
  })
  .catch({
    mode: null,
    amount: { high: null, mid: null },
    tenureYears: { high: null, mid: null },
    tiers: { high: null, mid: null, low: null },
  })

/**
 * The spend-tenure table as far as it can be read: OR takes the higher of the two levels, AND the lower (SEG-17 to SEG-19); without either
 * only cells of equal levels are decided.
 */
export function spendTenureOf(raw: unknown, knows: (code: string) => boolean): SpendTenureMatrix {
  const { mode, amount, tenureYears, tiers } = readable.parse(raw)
  const named: Readonly<Record<Level, string | null>> = { HIGH: tiers.high, MID: tiers.mid, LOW: tiers.low }
  function cellOf(amountAt: number, tenureAt: number) {
    const tenure = levels[tenureAt] ?? 'LOW'
    const decides = mode === 'OR' ? Math.max(amountAt, tenureAt) : Math.min(amountAt, tenureAt)
    const level = levels[decides] ?? 'LOW'
    const isDecided = mode !== null || amountAt === tenureAt
    const tier = isDecided ? named[level] : null
    if (tier !== null) return { tenure, tier, by: 'SOURCE' as const, ruleId: rules[level], proposal: null }
    const proposal = isDecided && knows(agreed[level]) ? agreed[level] : null
    return { tenure, tier, by: 'HOLE' as const, ruleId: null, proposal }
  }
  const places = levels.map((_, place) => place)
  const rows = places.toReversed().map((at) => ({ amount: levels[at] ?? 'LOW', cells: places.map((tenureAt) => cellOf(at, tenureAt)) }))
  return { mode, rows, amounts: amount, years: tenureYears, holes: rows.flatMap((row) => row.cells).filter((c) => c.tier === null).length }
}
