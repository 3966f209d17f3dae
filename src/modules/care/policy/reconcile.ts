import type { Day } from '../../../core/day.ts'
import { appliesTo, dimensionOf } from './applies.ts'
import type { CarePlan } from './compile.ts'
import type { Owed } from './duties.ts'
import type { CareFacts, Duty, Past } from './facts.ts'
import { isOfPeriod, periodOf } from './past.ts'
import { periodicKinds } from './rules.ts'

export const endReasons = ['TIER_CHANGED', 'CLASS_CHANGED', 'STAGE_CHANGED', 'POLICY_CHANGED', 'RESCHEDULED'] as const
export type EndReason = (typeof endReasons)[number]

/** A policy task as it stands. `class` and `tier` as they were when it was planned, where known. */
export type StandingTask = Past & { id: number; tier?: string | null; class?: string | null }

export type Reconciled = {
  insert: Duty[]
  end: { id: number; reason: EndReason }[]
  /** Open tasks whose purpose has been met otherwise: a manager was assigned. They are done, not ended. */
  met: number[]
}

const nothing: readonly StandingTask[] = []

/**
 * What brings a customer's tasks in line with what is owed: duties to insert, and open tasks not yet due that are no longer
 * owed, each with the reason. `tasks` are those given to `dutiesOf`, in every state. Strategy reviews whose day did not move, and the
 * tasks of other rooms, are left alone. Doing it twice does nothing more.
 */
export function reconcile(plan: CarePlan, facts: CareFacts, { owed }: Owed, tasks: readonly StandingTask[], asOf: Day): Reconciled {
  const stands = (duty: Duty) => tasks.some((task) => task.period === duty.period && task.ruleId === duty.ruleId)
  const insert = owed.filter((duty) => !stands(duty))
  const open = tasks.length === 0 ? nothing : tasks.filter((task) => task.state === 'OPEN')
  const isMet = (task: StandingTask) => task.kind === 'ASSIGN_MANAGER' && facts.ownerId !== null
  const isOwed = (task: StandingTask) => owed.some((duty) => duty.period === task.period && duty.ruleId === task.ruleId)
  const isAnew = (task: StandingTask) => insert.some((duty) => duty.ruleId === task.ruleId && isOfPeriod(duty, periodOf(task)))
  return {
    insert,
    end: open
      .filter((task) => task.dueOn > asOf && (isPlannedHere(plan, task) || isAnew(task)) && !isMet(task) && !isOwed(task))
      .map((task) => ({ id: task.id, reason: isAnew(task) ? 'RESCHEDULED' : reasonOf(plan, facts, task) })),
    met: open.filter(isMet).map(({ id }) => id),
  }
}

/** A rule that left the document altogether is known by the kind of its tasks. */
const isPlannedHere = ({ ruleIds }: CarePlan, { ruleId, kind }: StandingTask): boolean =>
  ruleIds.has(ruleId) || periodicKinds.includes(kind)

function reasonOf(plan: CarePlan, facts: CareFacts, task: StandingTask): EndReason {
  const profile = plan.profileOf(facts)
  const { care, keyAccounts } = plan.document
  if (task.kind === 'ASSIGN_MANAGER')
    return profile.managerRule === null ? moved(keyAccounts.manager.appliesTo, facts, task) : 'RESCHEDULED'
  const occasion = plan.occasions.find(({ rule }) => rule === task.ruleId)
  if (occasion) return occasionReason(plan, profile.stopped, occasion.appliesTo, facts, task)
  const audiences = plan.rules.filter(({ ruleId }) => ruleId === task.ruleId).flatMap((rule) => rule.appliesTo)
  if (audiences.length === 0) return 'POLICY_CHANGED'
  if (profile.rules.some(({ ruleId }) => ruleId === task.ruleId)) return 'RESCHEDULED'
  if (profile.stopped) return moved(care.stopAt, facts, task)
  const inCare = appliesTo(care.appliesTo, facts, plan.newByTier)
  return moved(inCare ? newCustomers(audiences, plan.newByTier) : care.appliesTo, facts, task)
}

/** The day itself moved or went, unless it was the customer that left those to whom the occasion applies. */
function occasionReason(plan: CarePlan, stopped: boolean, audiences: readonly string[], facts: CareFacts, task: StandingTask): EndReason {
  if (stopped) return moved(plan.document.care.stopAt, facts, task)
  return appliesTo(audiences, facts, plan.newByTier) ? 'RESCHEDULED' : moved(newCustomers(audiences, plan.newByTier), facts, task)
}

/** Who is new is a matter of the tier or of the stage (§0.1.3). */
const newCustomers = (audiences: readonly string[], newByTier: boolean): string[] =>
  audiences.map((audience) => (audience === 'group:NEW_CUSTOMER' ? (newByTier ? 'tier:NEW' : 'stage:NEW') : audience))

/**
 * Which change took the customer out of the groups: the class if the groups speak of it and it is known to differ, or they
 * speak of neither tier nor stage; else the tier if they speak of it. Orders and tags count as a matter of the stage.
 */
function moved(audiences: readonly string[], facts: CareFacts, task: StandingTask): EndReason {
  const dimensions = audiences.map(dimensionOf)
  const otherClass = task.class == null ? !dimensions.includes('tier') && !dimensions.includes('stage') : task.class !== facts.class
  if (dimensions.includes('class') && otherClass) return 'CLASS_CHANGED'
  return dimensions.includes('tier') ? 'TIER_CHANGED' : 'STAGE_CHANGED'
}
