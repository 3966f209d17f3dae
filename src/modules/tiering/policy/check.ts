import type { Facts } from '../../../core/decision.ts'
import { BANDS, type Band, type Cell, STAGES, type Stage, type TieringSection } from './section.ts'

/** Something to say about a section before it may be published. An ERROR forbids it. */
export type Finding = {
  level: 'ERROR' | 'WARNING'
  code:
    | 'THRESHOLDS_OUT_OF_ORDER'
    | 'TIER_LISTED_TWICE'
    | 'TIER_UNKNOWN'
    | 'CELL_MISSING'
    | 'CELL_TWICE'
    | 'CELL_CONTRADICTED'
    | 'BAND_UNREACHABLE'
  /** Where in the section, joined by dots: `rfm.r`, `table.3`. */
  path: string
  rule: string
  facts: Facts
}

/** A pair of band and stage the table says nothing about. `sums` are the totals that fall there, `cases` the score combinations. */
export type Gap = { band: Band; stage: Stage; sums: number[]; cases: number }

type Scored = Pick<TieringSection, 'bands'> & { rfm: Pick<TieringSection['rfm'], 'scores'> }

/** Everything wrong or odd with a section whose values are each well-formed. Empty means it may be published. */
export function checkTiering(section: TieringSection): Finding[] {
  return [...outOfOrder(section), ...wrongTiers(section), ...wrongCells(section), ...unreachableBands(section)]
}

/** SEG-15: the reachable cells the table leaves open, in table order, with the number of score combinations each covers. */
export function findGaps(section: Scored & Pick<TieringSection, 'table'>): Gap[] {
  const reachable = reachableSums(section)
  const covered = new Set(section.table.map(key))
  return BANDS.flatMap((band) => STAGES.map((stage) => ({ band, stage, ...reachable[band] }))).filter(
    (pair) => pair.cases > 0 && !covered.has(key(pair)),
  )
}

/** SEG-08: which totals the three scores can add up to, by band, and in how many of the 27 combinations. */
export function reachableSums({ bands, rfm: { scores } }: Scored): Record<Band, { sums: number[]; cases: number }> {
  const reached: Record<Band, { sums: number[]; cases: number }> = {
    TOP: { sums: [], cases: 0 },
    UPPER: { sums: [], cases: 0 },
    MIDDLE: { sums: [], cases: 0 },
    BOTTOM: { sums: [], cases: 0 },
  }
  const points = [scores.low, scores.mid, scores.high]
  for (const r of points) {
    for (const f of points) {
      for (const m of points) {
        const band = reached[bandOf(bands, r + f + m)]
        band.cases++
        if (!band.sums.includes(r + f + m)) band.sums.push(r + f + m)
      }
    }
  }
  for (const band of BANDS) reached[band].sums.sort((a, b) => a - b)
  return reached
}

/** The band of a total: the first whose lower bound it reaches. */
export function bandOf(bands: TieringSection['bands'], total: number): Band {
  if (total >= bands[0]) return 'TOP'
  if (total >= bands[1]) return 'UPPER'
  return total >= bands[2] ? 'MIDDLE' : 'BOTTOM'
}

const key = ({ band, stage }: Pick<Cell, 'band' | 'stage'>) => `${band} ${stage}`

function outOfOrder({ rfm, bands, spendTenure, tags }: TieringSection): Finding[] {
  const falling: [path: string, rule: string, values: readonly number[]][] = [
    ['rfm.r', 'SEG-04', [rfm.r.mid, rfm.r.high]],
    ['rfm.f', 'SEG-05', [rfm.f.high, rfm.f.mid]],
    ['rfm.m', 'SEG-06', [rfm.m.high, rfm.m.mid]],
    ['rfm.scores', 'SEG-07', [rfm.scores.high, rfm.scores.mid, rfm.scores.low]],
    ['bands', 'SEG-09', bands],
    ['spendTenure.amount', 'SEG-17', [spendTenure.amount.high, spendTenure.amount.mid]],
    ['spendTenure.tenureYears', 'SEG-17', [spendTenure.tenureYears.high, spendTenure.tenureYears.mid]],
    ['tags.frequency', 'TAG-06', [tags.frequency.high, tags.frequency.low]],
    ['tags.value', 'TAG-08', [tags.value.high, tags.value.mid]],
  ]
  return falling
    .filter(([, , values]) => values.some((value, i) => i > 0 && value >= values[i - 1]!))
    .map(([path, rule, values]) => ({ level: 'ERROR', code: 'THRESHOLDS_OUT_OF_ORDER', path, rule, facts: { values } }))
}

function wrongTiers({ tiers, table, spendTenure }: TieringSection): Finding[] {
  const known = new Set(tiers.map((tier) => tier.code))
  const used = [
    ...table.map(({ tier, rule }, i) => ({ path: `table.${i}.tier`, tier, rule })),
    ...Object.entries(spendTenure.tiers).map(([level, tier]) => ({ path: `spendTenure.tiers.${level}`, tier, rule: 'SEG-17' })),
  ]
  const twice = tiers.flatMap((tier, i): Finding[] =>
    tiers.findIndex((other) => other.code === tier.code) < i
      ? [{ level: 'ERROR', code: 'TIER_LISTED_TWICE', path: `tiers.${i}`, rule: 'SEG-09', facts: { tier: tier.code } }]
      : [],
  )
  const unknown = used
    .filter(({ tier }) => !known.has(tier))
    .map(({ path, tier, rule }): Finding => ({ level: 'ERROR', code: 'TIER_UNKNOWN', path, rule, facts: { tier } }))
  return [...twice, ...unknown]
}

function wrongCells(section: TieringSection): Finding[] {
  const repeated = section.table.flatMap((cell, i): Finding[] => {
    const first = section.table.findIndex((other) => key(other) === key(cell))
    if (first === i) return []
    const code = section.table[first]!.tier === cell.tier ? 'CELL_TWICE' : 'CELL_CONTRADICTED'
    const facts = { band: cell.band, stage: cell.stage, tier: cell.tier, firstTier: section.table[first]!.tier, firstAt: first }
    return [{ level: 'ERROR', code, path: `table.${i}`, rule: cell.rule, facts }]
  })
  const missing = findGaps(section).map(
    (gap): Finding => ({ level: 'ERROR', code: 'CELL_MISSING', path: 'table', rule: 'SEG-15', facts: gap }),
  )
  return [...repeated, ...missing]
}

function unreachableBands(section: TieringSection): Finding[] {
  const reachable = reachableSums(section)
  return BANDS.filter((band) => reachable[band].cases === 0).map((band) => ({
    level: 'WARNING',
    code: 'BAND_UNREACHABLE',
    path: 'bands',
    rule: 'SEG-08',
    facts: { band },
  }))
}
