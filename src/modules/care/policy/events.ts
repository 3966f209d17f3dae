import { addWorkdays } from '../../../core/calendar/work-calendar.ts'
import { addDays, type Day } from '../../../core/day.ts'
import type { Facts } from '../../../core/decision.ts'
import type { CarePlan, Profile } from './compile.ts'
import type { CareFacts, Duty, Past, Span } from './facts.ts'
import { freshPeriod, isOfPeriod, periodOf, rowsOf } from './past.ts'

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
  if (open) owed.push(standing(plan, { ...event, ruleId: open.ruleId, on: open.windowFrom }, open, past, today))
  else owed.push(eventDuty(plan, { ...event, ruleId, period: freshPeriod(rowsOf(ruleId, past, today), today), on: today }))
}

/** Owed to who belongs to the reviewed groups before or after the move, no more than so many at once. One that is planned is repeated only where its day moved. */
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
  const event = { ruleId: 'CARE-28', kind: 'STRATEGY_REVIEW', on: changedOn, within, facts: { tier: facts.tier, tierBefore } }
  const rows = rowsOf(event.ruleId, past, today)
  const planned = rows.all.find((row) => row.state !== 'ENDED' && isOfPeriod(row, changedOn))
  if (planned?.state === 'OPEN') {
    const duty = standing(plan, event, planned, past, today)
    if (duty.period !== planned.period) owed.push(duty)
  }
  if (planned) return
  if (rows.all.filter((row) => row.state === 'OPEN').length >= openAtMost) return
  const duty = eventDuty(plan, { ...event, period: freshPeriod(rows, changedOn) })
  if (duty.dueOn >= today) owed.push(duty)
}

/**
 * A task that stands, on the day it falls due by the calendar of now: as another task of its period where that day is another one. It
 * keeps its days when it is due by now or would be overdue at once.
 */
function standing(plan: CarePlan, event: Omit<Event, 'period'>, task: Past, past: readonly Past[], today: Day): Duty {
  const { period, dueOn, windowFrom, windowTo } = task
  const anew = eventDuty(plan, { ...event, period: freshPeriod(rowsOf(task.ruleId, past, today), periodOf(task)) })
  const moves = anew.dueOn !== dueOn && dueOn > today && anew.dueOn >= today
  return moves ? anew : { ...anew, period, dueOn, windowFrom, windowTo }
}
