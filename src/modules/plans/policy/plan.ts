import { addMonths, type Day } from '../../../core/day.ts'
import { allow, type Decision, refuse } from '../../../core/decision.ts'
import type { FieldIssue } from '../../../core/problem.ts'
import type { PlanAction, PlanKind, PlanResult, PlanState } from '../contract.ts'
import type { PlansDocument } from './section.ts'

/** What a plan says beyond its words. */
export type PlanTerms = { goal: string | null; from: Day; until: Day }

/** What counts where whoever plans says nothing: from today for as long as an uplift is given; only an uplift has a goal. */
export function usualTerms(kind: PlanKind, { care }: PlansDocument, from: Day): PlanTerms {
  const { goal, months } = care.plans.uplift
  return { goal: kind === 'UPLIFT' ? goal : null, from, until: addMonths(from, months) }
}

/** Everything wrong with a plan's terms and actions; `kept` are actions that stand already, whose days may have passed. */
export function planIssues(
  { goal, from, until }: PlanTerms,
  actions: readonly PlanAction[],
  { kind, tiers, today, kept = [] }: { kind: PlanKind; tiers: readonly { code: string }[]; today: Day; kept?: readonly PlanAction[] },
): FieldIssue[] {
  const issues: FieldIssue[] = []
  if (until < from) issues.push({ path: 'until', reason: 'day-before-from', facts: { from } })
  else if (until < today) issues.push({ path: 'until', reason: 'in-the-past' })
  if (goal === null && kind === 'UPLIFT') issues.push({ path: 'goal', reason: 'missing' })
  if (goal !== null && !tiers.some(({ code }) => code === goal)) issues.push({ path: 'goal', reason: 'no-such-tier' })
  return [...issues, ...actionIssues(actions, { today, until, kept })]
}

/** New actions are due from today on, and none after the last day. */
export function actionIssues(
  actions: readonly PlanAction[],
  { today, until, kept }: { today: Day; until: Day; kept: readonly PlanAction[] },
): FieldIssue[] {
  return actions.flatMap((action, i): FieldIssue[] => {
    const { due } = action
    if (due === null || kept.some((old) => sameAction(old, action))) return []
    if (due < today) return [{ path: `actions.${i}.due`, reason: 'in-the-past' }]
    return due > until ? [{ path: `actions.${i}.due`, reason: 'after-plan-ends', facts: { until } }] : []
  })
}

export const sameAction = (a: PlanAction, b: PlanAction): boolean => a.what === b.what && a.personId === b.personId && a.due === b.due

/** An action with the task that came of it. */
export type KeptAction = PlanAction & { taskId: number | null }

/** What becomes of actions on a change: those that stay keep their task; tasks of those that went, end. */
export function mergeActions(before: readonly KeptAction[], wanted: readonly PlanAction[]): { actions: KeptAction[]; dropped: number[] } {
  const left = [...before]
  const actions = wanted.map(({ what, personId, due }): KeptAction => {
    const at = left.findIndex((old) => sameAction(old, { what, personId, due }))
    const [old] = at < 0 ? [] : left.splice(at, 1)
    return { what, personId, due, taskId: old?.taskId ?? null }
  })
  return { actions, dropped: left.flatMap(({ taskId }) => taskId ?? []) }
}

/** Only a plan that runs is changed or given up. */
export const runs = (state: PlanState): Decision<true> => (state === 'ACTIVE' ? allow(true) : refuse('plan-is-over', { state }))

/** CARE-20: nothing is to be lifted where it stands already. */
export const mayAimAt = (goal: string | null, tier: string | null, kind: PlanKind): Decision<true> =>
  kind === 'UPLIFT' && goal !== null && goal === tier ? refuse('stands-in-goal') : allow(true)

type Ranked = { code: string; rank: number }

/** Tiers that a plan for a customer can aim at: where it stands, and those the policy ranks before; all where it stands nowhere. */
export function goalsFor<T extends Ranked>(tier: string | null, tiers: readonly T[]): T[] {
  const rank = tiers.find(({ code }) => code === tier)?.rank ?? Number.POSITIVE_INFINITY
  return tiers.filter((one) => one.rank < rank || one.code === tier)
}

/**
 * CARE-24: whether a customer came as far as its plan meant it to: it stands in the goal tier at the end, or in one the policy ranks
 * before it. Null where there was no goal.
 */
export function resultOf(goal: string | null, tierAfter: string | null, tiers: readonly Ranked[]): PlanResult | null {
  if (goal === null) return null
  if (goal === tierAfter) return 'REACHED'
  const rank = (code: string | null) => tiers.find((tier) => tier.code === code)?.rank
  const [wanted, reached] = [rank(goal), rank(tierAfter)]
  return wanted !== undefined && reached !== undefined && reached < wanted ? 'REACHED' : 'MISSED'
}

/** A plan is over once its last day has passed. */
export const isOver = (until: Day, today: Day): boolean => until < today
