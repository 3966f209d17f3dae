import type { Day } from '../../../core/day.ts'
import { bandOf } from './check.ts'
import type { TieringSection } from './section.ts'

/** The columns of the table of assessments, in order; `assessment.<field>` of the room's texts heads each. */
export const assessmentColumns = [
  { field: 'customerNo', kind: 'text', width: 14 },
  { field: 'customerName', kind: 'text', width: 32 },
  { field: 'recencyDays', kind: 'number', width: 10 },
  { field: 'r', kind: 'number', width: 8 },
  { field: 'orders', kind: 'number', width: 10 },
  { field: 'f', kind: 'number', width: 8 },
  { field: 'amount', kind: 'money', width: 16 },
  { field: 'm', kind: 'number', width: 8 },
  { field: 'total', kind: 'number', width: 10 },
  { field: 'stage', kind: 'text', width: 14 },
  { field: 'tier', kind: 'text', width: 12 },
  { field: 'origin', kind: 'text', width: 12 },
  { field: 'otherTier', kind: 'text', width: 16 },
  { field: 'value', kind: 'number', width: 10 },
  { field: 'risk', kind: 'number', width: 16 },
  { field: 'tierBefore', kind: 'text', width: 12 },
  { field: 'change', kind: 'text', width: 28 },
  { field: 'assessor', kind: 'text', width: 14 },
  { field: 'assessedOn', kind: 'date', width: 12 },
  { field: 'remark', kind: 'text', width: 24 },
] as const
export type AssessmentField = (typeof assessmentColumns)[number]['field']

/** How a customer stood in a run; without a tier it has not been judged yet. Amounts in fen. */
export type Judged = {
  customerNo: string
  customerName: string
  recencyDays: number | null
  orders: number
  amount: number
  standing: {
    r: number
    f: number
    m: number
    stage: string
    tier: string
    resolvedBy: string
    tierSpendTenure: string
    /** The tier before its last move, and the day of it; null while the first one lasts or nothing is known. */
    tierBefore: string | null
    movedOn: Day | null
  } | null
}

/** SEG-14: the chance of having left in percent; UNKNOWN when the book does not show it, null without an order. */
export type Risk = number | 'UNKNOWN' | null

const oneDecimal = (value: number): number => Math.round(value * 10) / 10

export const percentOf = (chance: number): number => oneDecimal(chance * 100)

/** SEG-14: the total of points on a scale from 0, the least that can be had, to 100, the most; one decimal. */
export function valueScore({ scores }: TieringSection['rfm'], total: number): number {
  const points = [scores.high, scores.mid, scores.low]
  const least = 3 * Math.min(...points)
  const most = 3 * Math.max(...points)
  return most === least ? 0 : oneDecimal(((total - least) / (most - least)) * 100)
}

/** The tier by the model that does not drive. */
function otherTier({ drives, bands, table }: TieringSection, { r, f, m, stage, tierSpendTenure }: NonNullable<Judged['standing']>) {
  if (drives !== 'SPEND_TENURE') return tierSpendTenure
  const band = bandOf(bands, r + f + m)
  return table.find((cell) => cell.band === band && cell.stage === stage)?.tier ?? null
}

export type AssessmentWords = {
  tier: (code: string) => string
  stage: (code: string) => string
  origin: (code: string) => string
  moved: (from: string, to: string, on: Day) => string
  stayed: string
  unknownRisk: string
}

type Cells = Record<AssessmentField, string | number | null>

/** SEG-16: one line of the table. */
export function assessmentCells(
  section: TieringSection,
  { customerNo, customerName, recencyDays, orders, amount, standing }: Judged,
  risk: Risk,
  { by, asOf }: { by: string; asOf: Day },
  words: AssessmentWords,
): Cells {
  const known = { customerNo, customerName, recencyDays, orders, amount, assessor: by, assessedOn: asOf, remark: null }
  const shown = risk === 'UNKNOWN' ? words.unknownRisk : risk
  if (!standing) return { ...notJudged, ...known, risk: shown }
  const { r, f, m, stage, tier, resolvedBy, tierBefore, movedOn } = standing
  const total = r + f + m
  const other = otherTier(section, standing)
  const before = tierBefore === null ? null : words.tier(tierBefore)
  return {
    ...known,
    ...{ r, f, m, total, value: valueScore(section.rfm, total), risk: shown },
    ...{ stage: words.stage(stage), tier: words.tier(tier), origin: words.origin(resolvedBy) },
    otherTier: other === null ? null : words.tier(other),
    tierBefore: before,
    change: before === null || movedOn === null ? words.stayed : words.moved(before, words.tier(tier), movedOn),
  }
}

const notJudged = {
  ...{ r: null, f: null, m: null, total: null, stage: null, tier: null, origin: null, otherTier: null, value: null },
  ...{ tierBefore: null, change: null },
}
