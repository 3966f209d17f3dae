import { type Day, daysBetween, daysInMonth } from '../../../core/day.ts'
import { allow, type Decision, refuse } from '../../../core/decision.ts'
import type { AnnualState } from '../contract/annual.ts'

/** CARE-25: when the plan of a year is to be approved, on `annualDue` (month and day) of the year before. */
export function annualDueOn(year: number, annualDue: string): Day {
  const [month = 12, dayOfMonth = 31] = annualDue.split('-').map(Number)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${year - 1}-${two(month)}-${two(Math.min(dayOfMonth, daysInMonth(year - 1, month)))}`
}

/** Years whose plan may be owed on a day, with when: the running one and the next. */
export const yearsAbout = (today: Day, annualDue: string): { year: number; dueOn: Day }[] => {
  const now = Number(today.slice(0, 4))
  return [now, now + 1].map((year) => ({ year, dueOn: annualDueOn(year, annualDue) }))
}

/** The last year whose plan was due by a day. */
export function yearDueBy(on: Day, annualDue: string): { year: number; dueOn: Day } {
  const next = Number(on.slice(0, 4)) + 1
  const year = annualDueOn(next, annualDue) <= on ? next : next - 1
  return { year, dueOn: annualDueOn(year, annualDue) }
}

export const annualSteps = ['BEFORE_30', 'BEFORE_7', 'LATE'] as const
export type AnnualStep = (typeof annualSteps)[number]

/** So many days after its day nobody is told of it any more. */
const mostLate = 90

/** What is to be told on a day of a plan that is not approved yet: a month ahead, a week ahead, and once the day has passed. */
export function annualStep(dueOn: Day, today: Day): AnnualStep | null {
  const left = daysBetween(today, dueOn)
  if (left < 0) return left >= -mostLate ? 'LATE' : null
  if (left <= 7) return 'BEFORE_7'
  return left <= 30 ? 'BEFORE_30' : null
}

type Parents = ReadonlyMap<number, number | null>
/** How far the plan of a unit (null: of the company) is for a year. */
export type AnnualStanding = { year: number; unitId: number | null; approvedOn: Day | null }

/** A unit, those above it, and the company. */
function upwards(unitId: number | null, parentOf: Parents): (number | null)[] {
  const path: (number | null)[] = []
  for (let at = unitId; at !== null && !path.includes(at); at = parentOf.get(at) ?? null) path.push(at)
  return [...path, null]
}

/** Whether customers of a unit are planned for in a year: by the approved plan of the unit, of one above it, or of the company. */
export function isPlanned(unitId: number | null, year: number, by: Day, plans: readonly AnnualStanding[], parentOf: Parents): boolean {
  const above = upwards(unitId, parentOf)
  return plans.some((plan) => plan.year === year && plan.approvedOn !== null && plan.approvedOn <= by && above.includes(plan.unitId))
}

/**
 * Whose plan of a year is still to be approved: units that plan for themselves (they have one, or had one the year before), and the
 * company (null) as long as customers of some unit are planned for by nobody. `served`: units that have customers.
 */
export function annualOwed(
  year: number,
  today: Day,
  plans: readonly AnnualStanding[],
  { served, parentOf }: { served: readonly (number | null)[]; parentOf: Parents },
): (number | null)[] {
  const planned = (unitId: number | null) => isPlanned(unitId, year, today, plans, parentOf)
  const own = plans.flatMap((plan) => (plan.unitId !== null && [year - 1, year].includes(plan.year) ? [plan.unitId] : []))
  const units = [...new Set(own)].sort((a, b) => a - b).filter((unitId) => !planned(unitId))
  return served.some((unitId) => !planned(unitId)) ? [null, ...units] : units
}

/** As long as it waits for a decision it stays as it was asked; approved, it stands. */
export function mayChange(state: AnnualState): Decision<true> {
  if (state === 'DRAFT') return allow(true)
  return refuse(state === 'ASKED' ? 'annual-plan-asked' : 'annual-plan-approved')
}

/** Nobody approves a plan that says nothing. */
export const missingToAsk = ({ goals, actions }: { goals: readonly string[]; actions: readonly unknown[] }): string[] => [
  ...(goals.length === 0 ? ['goals'] : []),
  ...(actions.length === 0 ? ['actions'] : []),
]
