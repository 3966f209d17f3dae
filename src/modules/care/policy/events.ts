import { addWorkdays } from '../../../core/calendar/work-calendar.ts'
import { addDays, type Day } from '../../../core/day.ts'
import type { Facts } from '../../../core/decision.ts'
import type { CarePlan, Profile } from './compile.ts'
import type { CareFacts, Duty, Past, Span } from './facts.ts'
import { freshPeriod, isOfPeriod, rowsOf } from './past.ts'

/** Adds what something that happened sets off: a customer without a manager (KA-08, KA-09), a move between tiers (CARE-28). */
export function eventDuties(plan: CarePlan, profile: Profile, facts: CareFacts, past: readonly Past[], span: Span, owed: Duty[]): void {
  if (profile.managerRule !== null && facts.ownerId === null) addManager(plan, profile.managerRule, past, span, owed)
  if (facts.tierChangedOn) addStrategyReview(plan, profile, facts, facts.tierChangedOn, past, span, owed)
}

type Event = { ruleId: string; kind: string; period: string; on: Day; within: { days: number; clock: 'WORKING' | 'NATURAL' }; facts: Facts }

function eventDuty({ calendar }: CarePlan, { ruleId, kind, period, on, within, facts }: Event): Duty {
  const dueOn = within.clock === 'WORKING' ? addWorkdays(calendar, on, within.days) : addDays(on, within.days)
  return {
    ruleId,
    kind,
    period,
    dueOn,
    windowFrom: on,
    windowTo: dueOn,
    counted: true,
    basis: 'EVENT',
    facts: { eventOn: on, days: within.days, clock: within.clock, ...facts },
  }
}

/** One open task is enough, whichever of the two rules made it; a waived one is an answer. */
function addManager(plan: CarePlan, ruleId: string, past: readonly Past[], { today }: Span, owed: Duty[]): void {
  const asked = past.filter((row) => row.kind === 'ASSIGN_MANAGER' && row.state !== 'ENDED').sort((a, b) => (a.period < b.period ? -1 : 1))
  const last = asked.at(-1)
  if (last?.state === 'WAIVED') return
  const { assignWithin } = plan.document.keyAccounts.manager
  const open = asked.find((row) => row.state === 'OPEN')
  if (open && open.dueOn < today) return
  const event = { kind: 'ASSIGN_MANAGER', within: assignWithin, facts: {} }
  if (open) owed.push(keep(open, eventDuty(plan, { ...event, ruleId: open.ruleId, period: open.period, on: open.windowFrom })))
  else owed.push(eventDuty(plan, { ...event, ruleId, period: freshPeriod(rowsOf(ruleId, past, today), today), on: today }))
}

/** Owed to who belongs to the reviewed groups before or after the move, no more than so many at once. One that is planned is not repeated. */
function addStrategyReview(
  plan: CarePlan,
  profile: Profile,
  facts: CareFacts,
  changedOn: Day,
  past: readonly Past[],
  { today }: Span,
  owed: Duty[],
): void {
  const { tierBefore = null } = facts
  if (changedOn > today) return
  if (!profile.reviewed && !(tierBefore !== null && plan.profileOf({ ...facts, tier: tierBefore }).reviewed)) return
  const { within, openAtMost } = plan.document.care.strategyReview
  const rows = rowsOf('CARE-28', past, today)
  if (rows.all.some((row) => row.state !== 'ENDED' && isOfPeriod(row, changedOn))) return
  if (rows.all.filter((row) => row.state === 'OPEN').length >= openAtMost) return
  const tiers = { tier: facts.tier, tierBefore }
  const period = freshPeriod(rows, changedOn)
  const duty = eventDuty(plan, { ruleId: 'CARE-28', kind: 'STRATEGY_REVIEW', period, on: changedOn, within, facts: tiers })
  if (duty.dueOn >= today) owed.push(duty)
}

/** A task that stands keeps its days whatever the calendar says since. */
const keep = ({ dueOn, windowFrom, windowTo }: Past, duty: Duty): Duty => ({ ...duty, dueOn, windowFrom, windowTo })
