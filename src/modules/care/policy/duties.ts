import { type Day, dayNumber } from '../../../core/day.ts'
import { dayText } from './cadence.ts'
import type { CarePlan, Profile } from './compile.ts'
import { eventDuties } from './events.ts'
import type { CareFacts, Duty, Past, Span } from './facts.ts'
import { addOccasions } from './occasions.ts'
import { addPeriodic } from './periodic.ts'
import { addRolling } from './rolling.ts'
import { fractionOf } from './start.ts'
import { saysTogether, yearsOfVisits } from './together.ts'

/** `owed`: every unsettled duty due in the span, planned already or not (a planned strategy review only where its day moved). `reviewOn`: when to look again. */
export type Owed = { owed: Duty[]; reviewOn: Day | null }

/**
 * What the policy owes one customer from `asOf` to `until`, both included. `past` are all policy tasks of the customer
 * so far; what is open and was due earlier stays as it is and is not repeated. A yearly visit that another visit serves is
 * owed together with it, even beyond `until`. If neither facts nor tasks change but for adding what this says, planning
 * as far ahead again on a later day says nothing new before `reviewOn`.
 */
export function dutiesOf(plan: CarePlan, facts: CareFacts, past: readonly Past[], asOf: Day, until: Day): Owed {
  const span: Span = { asOf: dayNumber(asOf), until: dayNumber(until), today: asOf }
  const profile = plan.profileOf(facts)
  const owed: Duty[] = []
  let beyond = addRecurring(plan, profile, facts, past, span, owed)
  if (profile.together) saysTogether(profile.together, owed, past, span)
  eventDuties(plan, profile, facts, past, span, owed)
  if (!profile.stopped) beyond = Math.min(beyond, addOccasions(plan, facts, past, span, owed))
  return { owed, reviewOn: beyond === Number.POSITIVE_INFINITY ? null : dayText(beyond - (span.until - span.asOf)) }
}

/** Rolling rules come before periodic ones, which may have to wait for a visit that serves them. */
function addRecurring(plan: CarePlan, profile: Profile, facts: CareFacts, past: readonly Past[], span: Span, owed: Duty[]): number {
  if (profile.rules.length === 0) return Number.POSITIVE_INFINITY
  const start = {
    liveOn: plan.liveOn,
    spread: plan.document.care.start.spread,
    early: profile.early,
    place: fractionOf(facts.customerNo),
  }
  const customer = { facts, past, start }
  let beyond = Number.POSITIVE_INFINITY
  for (const rule of profile.rules) {
    if (rule.cadence.repeats === 'ROLLING') beyond = Math.min(beyond, addRolling(rule, rule.cadence, customer, span, owed))
  }
  for (const rule of profile.rules) {
    if (rule.cadence.repeats !== 'PERIODIC') continue
    const wanted = rule === profile.together?.yearly ? yearsOfVisits(profile.together.visit, owed) : []
    beyond = Math.min(beyond, addPeriodic(rule, rule.cadence, past, span, wanted, owed))
  }
  return beyond
}
