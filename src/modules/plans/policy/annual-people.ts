import { principalsOf } from '../../approvals/policy.ts'
import type { People } from '../../care/policy/reminders-people.ts'
import { whoMay } from '../../notifications/policy.ts'
import { deputiesOn } from '../../organisation/policy/deputies.ts'

/** Who approves the plan of a year, and who sees to it: for the company the lead of the programme, for a unit its head. */
export const approver = 'GENERAL_MANAGER'
const planner = (unitId: number | null): string => (unitId === null ? 'PROGRAMME_LEAD' : 'UNIT_HEAD')

/** Whom the plan of a unit, or of the company, is to be told about; where nobody holds the post, whoever may plan. Deputies too. */
export function plannersOf(unitId: number | null, { organisation, grants, names }: People): number[] {
  const holders = principalsOf({ askedBy: null, decider: { post: planner(unitId), unitId } }, organisation)
  const told = holders.length > 0 ? holders : whoMay('plans.annual', unitId, grants, organisation.parentOf)
  const all = told.flatMap((id) => [id, ...deputiesOn(organisation.deputies, id, organisation.today)])
  return [...new Set(all)].filter((id) => names.has(id)).sort((a, b) => a - b)
}
