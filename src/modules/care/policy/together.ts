import type { Duty, Past, Span } from './facts.ts'
import type { CareRule } from './rules.ts'

const yearOf = ({ dueOn }: { dueOn: string }): string => dueOn.slice(0, 4)

/** The years in which a rule's visits fall due. */
export const yearsOfVisits = ({ ruleId }: CareRule, owed: readonly Duty[]): string[] => [
  ...new Set(owed.filter((duty) => duty.ruleId === ruleId).map(yearOf)),
]

/**
 * C12: where a customer is owed both frequent visits and a yearly one, the first visit of the year that is not yet made
 * serves both. Both duties stay, each is ticked off for itself, and each says in its facts which the other is.
 */
export function saysTogether(
  { visit, yearly }: { visit: CareRule; yearly: CareRule },
  owed: Duty[],
  past: readonly Past[],
  { today }: Span,
) {
  for (const both of owed.filter(({ ruleId }) => ruleId === yearly.ruleId)) {
    const year = yearOf(both)
    const ofYear = (row: { ruleId: string; dueOn: string }) => row.ruleId === visit.ruleId && yearOf(row) === year
    const overdue = past.find((row) => row.state === 'OPEN' && row.dueOn < today && ofYear(row))
    const carrier = owed.find(ofYear)
    const served = overdue ?? carrier
    if (!served) continue
    both.facts = { ...both.facts, servedBy: served.ruleId, servedByDueOn: served.dueOn }
    if (!overdue && carrier) carrier.facts = { ...carrier.facts, serves: [both.ruleId], servesDueOn: both.dueOn }
  }
}
