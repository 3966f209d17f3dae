import type { Band, Cell, Origin, Stage, TieringDocument } from './section.ts'

const cell = (band: Band, stage: Stage, tier: string, origin: Origin, rule: string): Cell => ({ band, stage, tier, origin, rule })
const byDefault = (band: Band, stage: Stage, tier: string) => cell(band, stage, tier, 'DEFAULT', 'SEG-15')

/** The six cells the written source decides (SEG-10…13). */
export const SOURCE_CELLS: Cell[] = [
  cell('TOP', 'MATURE', 'CORE', 'SOURCE', 'SEG-10'),
  cell('UPPER', 'GROWTH', 'POTENTIAL', 'SOURCE', 'SEG-11'),
  cell('MIDDLE', 'NEW', 'GENERAL', 'SOURCE', 'SEG-12'),
  cell('MIDDLE', 'MATURE', 'GENERAL', 'SOURCE', 'SEG-12'),
  cell('BOTTOM', 'DECLINE', 'CHURN_RISK', 'SOURCE', 'SEG-13'),
  cell('BOTTOM', 'LOST', 'CHURN_RISK', 'SOURCE', 'SEG-13'),
]

/** The fourteen cells the source leaves open, as agreed in SEG-15; what the gap finder proposes. */
export const DEFAULT_CELLS: Cell[] = [
  byDefault('TOP', 'NEW', 'POTENTIAL'),
  byDefault('TOP', 'GROWTH', 'POTENTIAL'),
  byDefault('TOP', 'DECLINE', 'CHURN_RISK'),
  byDefault('TOP', 'LOST', 'CHURN_RISK'),
  byDefault('UPPER', 'NEW', 'POTENTIAL'),
  byDefault('UPPER', 'MATURE', 'GENERAL'),
  byDefault('UPPER', 'DECLINE', 'CHURN_RISK'),
  byDefault('UPPER', 'LOST', 'CHURN_RISK'),
  byDefault('MIDDLE', 'GROWTH', 'GENERAL'),
  byDefault('MIDDLE', 'DECLINE', 'CHURN_RISK'),
  byDefault('MIDDLE', 'LOST', 'CHURN_RISK'),
  byDefault('BOTTOM', 'NEW', 'GENERAL'),
  byDefault('BOTTOM', 'GROWTH', 'GENERAL'),
  byDefault('BOTTOM', 'MATURE', 'CHURN_RISK'),
]

/** The agreed defaults of every tiering parameter: what the shipped packs say, and what tests start from. */
export const STANDARD_TIERING: TieringDocument = {
  drives: 'RFM_LC',
  rfm: {
    r: { high: 30, mid: 90 },
    f: { windowDays: 90, high: 4, mid: 1 },
    m: { windowMonths: 12, high: 500000, mid: 100000 },
    scores: { high: 5, mid: 3, low: 1 },
  },
  bands: [12, 8, 5],
  lifecycle: {
    lost: { days: 180, gaps: 3, gapDefault: 0 },
    decline: { drop: 30, months: 6, minTenureMonths: 12 },
    new: { tenureMonths: 12 },
    growth: { rise: 10, months: 6 },
  },
  table: [...SOURCE_CELLS, ...DEFAULT_CELLS],
  spendTenure: { mode: 'OR', amount: { high: 500000, mid: 100000 }, tenureYears: { high: 3, mid: 1 }, windowMonths: 12 },
  tags: {
    tenure: { oldMonths: 12 },
    frequency: { windowMonths: 12, high: 3, low: 1 },
    value: { windowMonths: 12, high: 1000000, mid: 500000 },
    active: { months: 3 },
    risk: { drop: 30, months: 3, minBase: 0 },
  },
}
