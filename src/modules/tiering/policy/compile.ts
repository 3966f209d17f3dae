import { plusMonths } from '../../../core/day.ts'
import { bandOf, checkTiering } from './check.ts'
import { BANDS, type Cell, STAGES, type Tier, type TieringSection } from './section.ts'
import { leavingDay, tabled, type Window } from './windows.ts'

/** A window the rules look through, with the day on which a purchase leaves it. */
export type Edge = Window & { leaves: (day: number) => number }
/** A tenure the rules ask for, in months, with its anniversary. */
export type Milestone = { months: number; reached: (firstOn: number) => number }

/**
 * A section made ready for a million customers: amounts in fen, ratios in hundredths, windows and tenures listed once
 * and named by their place in the list (`edge`, `milestone`), tiers by their place in `tiers`.
 */
export type TieringRules = {
  section: TieringSection
  tiers: readonly Tier[]
  drivenBySpend: boolean
  r: { high: number; mid: number }
  f: { high: number; mid: number }
  m: { high: number; mid: number }
  /** Points by level: low, mid, high. */
  scores: readonly [number, number, number]
  /** Band by `r * 9 + f * 3 + m` of the three levels. */
  bandByLevels: Uint8Array
  /** Cell by `band * 5 + stage`. A band no score reaches has none. */
  cells: readonly (Cell | undefined)[]
  tierByCell: Uint8Array
  lost: { days: number; gapHundredths: number; gapDefault: number }
  decline: { keepPercent: number }
  growth: { reachPercent: number }
  spend: { all: boolean; high: number; mid: number }
  /** Place of the spend-tenure model's tiers: low, mid, high. */
  tierBySpend: readonly [number, number, number]
  frequency: { highHundredths: number; lowHundredths: number; windowMonths: number }
  value: { high: number; mid: number }
  risk: { keepPercent: number; minBase: number }
  edges: readonly Edge[]
  edge: Record<EdgeName, number>
  milestones: readonly Milestone[]
  milestone: Record<MilestoneName, number>
}

type EdgeName =
  | 'frequencyScore' | 'amountScore' | 'declineNow' | 'declineBefore' | 'growthNow' | 'growthBefore' | 'spend'
  | 'frequencyTag' | 'valueTag' | 'active' | 'riskNow' | 'riskBefore' | 'riskYearAgo' | 'riskYearAgoBefore' // biome-ignore format: one list
type MilestoneName = 'declines' | 'grownUp' | 'old' | 'loyal' | 'settled'

/** Prepares a section for use. Throws when `checkTiering` finds an ERROR: such a section must not come into force. */
export function compileTiering(section: TieringSection): TieringRules {
  const wrong = checkTiering(section).find((finding) => finding.level === 'ERROR')
  if (wrong) throw new Error(`tiering.${wrong.path}: ${wrong.code} ${JSON.stringify(wrong.facts)}`)
  const { rfm, lifecycle, spendTenure, tags } = section
  return {
    section,
    tiers: section.tiers,
    drivenBySpend: section.drives === 'SPEND_TENURE',
    r: rfm.r,
    f: rfm.f,
    m: { high: hundredths(rfm.m.high), mid: hundredths(rfm.m.mid) },
    ...compileTable(section),
    lost: { days: lifecycle.lost.days, gapHundredths: hundredths(lifecycle.lost.gaps), gapDefault: lifecycle.lost.gapDefault },
    decline: { keepPercent: 100 - lifecycle.decline.drop },
    growth: { reachPercent: 100 + lifecycle.growth.rise },
    spend: { all: spendTenure.mode === 'AND', high: hundredths(spendTenure.amount.high), mid: hundredths(spendTenure.amount.mid) },
    frequency: {
      highHundredths: hundredths(tags.frequency.high),
      lowHundredths: hundredths(tags.frequency.low),
      windowMonths: tags.frequency.windowMonths,
    },
    value: { high: hundredths(tags.value.high), mid: hundredths(tags.value.mid) },
    risk: { keepPercent: 100 - tags.risk.drop, minBase: hundredths(tags.risk.minBase) },
    ...compileEdges(section),
    ...compileMilestones(section),
  }
}

const hundredths = (value: number): number => Math.round(value * 100)

function compileTable({ tiers, bands, rfm: { scores }, table, spendTenure }: TieringSection) {
  const place = (code: string) => tiers.findIndex((tier) => tier.code === code)
  const points = [scores.low, scores.mid, scores.high] as const
  const level = (i: number) => points[i % 3]!
  const cells = BANDS.flatMap((band) => STAGES.map((stage) => table.find((cell) => cell.band === band && cell.stage === stage)))
  return {
    scores: points,
    bandByLevels: Uint8Array.from({ length: 27 }, (_, i) =>
      BANDS.indexOf(bandOf(bands, level(Math.floor(i / 9)) + level(Math.floor(i / 3)) + level(i))),
    ),
    cells,
    tierByCell: Uint8Array.from(cells, (cell) => (cell ? place(cell.tier) : 0)),
    tierBySpend: [place(spendTenure.tiers.low), place(spendTenure.tiers.mid), place(spendTenure.tiers.high)] as const,
  }
}

function compileEdges({ rfm, lifecycle, spendTenure, tags }: TieringSection) {
  const edges: Edge[] = []
  const at = (unit: Window['unit'], length: number): number => {
    const known = edges.findIndex((edge) => edge.unit === unit && edge.length === length)
    return known >= 0 ? known : edges.push({ unit, length, leaves: leaving(unit, length) }) - 1
  }
  const risk = tags.risk.months
  const edge: Record<EdgeName, number> = {
    frequencyScore: at('DAY', rfm.f.windowDays),
    amountScore: at('MONTH', rfm.m.windowMonths),
    declineNow: at('MONTH', lifecycle.decline.months),
    declineBefore: at('MONTH', 2 * lifecycle.decline.months),
    growthNow: at('MONTH', lifecycle.growth.months),
    growthBefore: at('MONTH', 2 * lifecycle.growth.months),
    spend: at('MONTH', spendTenure.windowMonths),
    frequencyTag: at('MONTH', tags.frequency.windowMonths),
    valueTag: at('MONTH', tags.value.windowMonths),
    active: at('MONTH', tags.active.months),
    riskNow: at('MONTH', risk),
    riskBefore: at('MONTH', 2 * risk),
    riskYearAgo: at('MONTH', 12),
    riskYearAgoBefore: at('MONTH', 12 + risk),
  }
  return { edges, edge }
}

function compileMilestones({ lifecycle, spendTenure, tags }: TieringSection) {
  const milestones: Milestone[] = []
  const at = (months: number): number => {
    const known = milestones.findIndex((milestone) => milestone.months === months)
    return known >= 0 ? known : milestones.push({ months, reached: anniversary(months) }) - 1
  }
  const milestone: Record<MilestoneName, number> = {
    declines: at(lifecycle.decline.minTenureMonths),
    grownUp: at(lifecycle.new.tenureMonths),
    old: at(tags.tenure.oldMonths),
    loyal: at(12 * spendTenure.tenureYears.high),
    settled: at(12 * spendTenure.tenureYears.mid),
  }
  return { milestones, milestone }
}

const leavings = new Map<number, (day: number) => number>()
const anniversaries = new Map<number, (day: number) => number>()

function leaving(unit: Window['unit'], length: number): (day: number) => number {
  if (unit === 'DAY') return (day) => day + length
  return remember(leavings, length, (day) => leavingDay({ unit, length }, day))
}

const anniversary = (months: number) => remember(anniversaries, months, (day) => plusMonths(day, months))

function remember(known: Map<number, (day: number) => number>, months: number, compute: (day: number) => number) {
  const table = known.get(months) ?? tabled(compute)
  known.set(months, table)
  return table
}
