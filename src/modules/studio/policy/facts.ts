import type { Day } from '../../../core/day.ts'
import type { CareFacts } from '../../care/policy/facts.ts'

/** Where a run by the text would put a customer. */
export type Judged = { tierBefore: string | null; outcome: { tier: string; stage: string; tags: readonly string[] } }

export const isMove = ({ tierBefore, outcome }: Judged): boolean => tierBefore !== outcome.tier

/** What planning would look at once tiers had been run on `asOf`. A first tier is no move (CARE-28). */
export function factsAfter(facts: CareFacts, judged: Judged | undefined, asOf: Day): CareFacts {
  if (!judged) return facts
  const { tierBefore, outcome } = judged
  const moved = tierBefore !== null && isMove(judged) ? { tierChangedOn: asOf, tierBefore } : {}
  return { ...facts, tier: outcome.tier, stage: outcome.stage, tags: outcome.tags, ...moved }
}
