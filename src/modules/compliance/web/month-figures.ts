import type { TallyRow } from '../../tasks/contract/figures.ts'
import type { Figures } from '../contract.ts'
import { type Counts, figuresOf, noCounts, plus } from '../policy.ts'

export type UnitFigures = { unitId: number | null; unitName: string | null; figures: Figures }

/** Adds up the tally of judged windows by unit, of the rules that count; the weakest unit first, those without duties last. */
export function byUnit(rows: readonly TallyRow[], counted: ReadonlySet<string>): UnitFigures[] {
  const sums = new Map<number | null, { unitName: string | null; counts: Counts }>()
  for (const { ruleId, unitId, unitName, counts: c } of rows) {
    if (ruleId === null || !counted.has(ruleId)) continue
    const add = { onTime: c.onTime, late: c.late, openLate: c.overdue, waived: c.waived, notApplicable: c.notApplicable }
    sums.set(unitId, { unitName, counts: plus(sums.get(unitId)?.counts ?? noCounts, add) })
  }
  return [...sums]
    .map(([unitId, { unitName, counts }]) => ({ unitId, unitName, figures: figuresOf(counts) }))
    .sort((a, b) => (a.figures.share ?? 2) - (b.figures.share ?? 2))
}
