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

/** The rule whose visit serves a yearly visit too, and that one, where a customer is owed both. */
export type Together = { visit: Pick<CareRule, 'ruleId'>; yearly: Pick<CareRule, 'ruleId'> } | null

/** C12 among a customer's open duties: each yearly visit with the visit that serves it, the first of its year that is not yet made. */
export function servedVisits<D extends Pick<Duty, 'ruleId' | 'dueOn'>>(together: Together, open: readonly D[]): Map<D, D> {
  if (!together) return new Map()
  const visits = open.filter(({ ruleId }) => ruleId === together.visit.ruleId).sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1))
  return new Map(
    open.flatMap((duty) => {
      const visit = duty.ruleId === together.yearly.ruleId ? visits.find((one) => yearOf(one) === yearOf(duty)) : undefined
      return visit ? [[duty, visit] as const] : []
    }),
  )
}
