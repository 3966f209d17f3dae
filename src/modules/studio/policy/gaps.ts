import { z } from 'zod'
import { tiersWithoutCare } from '../../care/policy/core-first.ts'
import { isPlain } from '../../policies/policy/paths.ts'
import { readYaml } from '../../policies/policy/read-yaml.ts'
import { reachableSums } from '../../tiering/policy/check.ts'
import { BANDS, type Band, DEFAULT_TIERS, DRIVES, ORIGINS, STAGES, type Stage, tieringSection } from '../../tiering/policy/section.ts'
import { DEFAULT_CELLS, SOURCE_CELLS } from '../../tiering/policy/standard.ts'
import type { Gaps, RfmMatrix } from '../contract.ts'
import { spendTenureOf } from './spend-tenure.ts'

const { shape } = tieringSection
const points = shape.rfm.shape.scores
const named = z.object({ code: z.string().min(1).max(40), name: z.string().max(200).catch('') })
/** A cell of which at least place and tier can be read. */
const cell = z.object({
  band: z.enum(BANDS),
  stage: z.enum(STAGES),
  tier: z.string().min(1).max(40),
  origin: z.enum(ORIGINS).catch('DEFAULT'),
  rule: z.string().nullable().catch(null),
})
type ReadCell = z.output<typeof cell>

const unreadable: Gaps = { readable: false, drives: null, tiers: [], rfm: null, spendTenure: null, withoutCare: null }

/** The tables of tiers of a text, sound or not: what cannot be read counts as not written (SEG-15, SEG-17 to SEG-19, CARE-16). */
export function gapsOf(source: string): Gaps {
  const read = readYaml(source)
  const policy = read.ok ? read.yaml.value : undefined
  const tiering = isPlain(policy) ? policy.tiering : undefined
  if (!isPlain(tiering)) return unreadable
  const tiers = tiering.tiers === undefined ? DEFAULT_TIERS : each(tiering.tiers, named)
  const knows = (code: string): boolean => tiers.some((tier) => tier.code === code)
  return {
    readable: true,
    drives: z.enum(DRIVES).nullable().catch(null).parse(tiering.drives),
    tiers: tiers.map(({ code, name }) => ({ code, name })),
    rfm: rfmOf(tiering, knows),
    spendTenure: spendTenureOf(tiering.spendTenure, knows),
    withoutCare: tiersWithoutCare(policy) ?? null,
  }
}

/** The items of a list that can be read. */
const each = <T extends z.ZodType>(list: unknown, item: T): z.output<T>[] =>
  (Array.isArray(list) ? list : []).flatMap((one) => {
    const read = item.safeParse(one)
    return read.success ? [read.data] : []
  })

function rfmOf(tiering: Readonly<Record<string, unknown>>, knows: (code: string) => boolean): RfmMatrix {
  const reached = reachOf(tiering)
  const cells = each(tiering.table, cell)
  const rows = BANDS.map((band) => ({
    band,
    sums: reached?.[band].sums ?? null,
    cases: reached?.[band].cases ?? null,
    cells: STAGES.map((stage) => cellAt(cells, band, stage, knows)),
  }))
  const within = rows.filter(({ cases }) => cases !== 0)
  return { rows, holes: within.flatMap((row) => row.cells).filter(({ by }) => by === 'HOLE').length }
}

function reachOf({ rfm, bands }: Readonly<Record<string, unknown>>) {
  const scores = points.safeParse(isPlain(rfm) ? rfm.scores : undefined)
  const bounds = shape.bands.safeParse(bands)
  return scores.success && bounds.success ? reachableSums({ rfm: { scores: scores.data }, bands: bounds.data }) : undefined
}

const agreed = [...SOURCE_CELLS, ...DEFAULT_CELLS]

/** Of two cells for one place the first counts, as in a run. */
function cellAt(cells: readonly ReadCell[], band: Band, stage: Stage, knows: (code: string) => boolean) {
  const isHere = (one: { band: Band; stage: Stage }) => one.band === band && one.stage === stage
  const written = cells.find(isHere)
  if (written) return { stage, tier: written.tier, by: written.origin, ruleId: written.rule, proposal: null }
  const usual = agreed.find(isHere)?.tier
  return { stage, tier: null, by: 'HOLE' as const, ruleId: null, proposal: usual !== undefined && knows(usual) ? usual : null }
}
