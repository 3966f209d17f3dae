import type { Facts } from '../../../core/decision.ts'
import { type PlansDocument, plansDocument, type Strategy } from './section.ts'

/** Every tier that one of the models can put a customer into, in the order the policy lists its tiers. */
export function tiersNamed({ tiering }: PlansDocument): string[] {
  const { high, mid, low } = tiering.spendTenure.tiers
  const named = [...new Set([...tiering.table.map(({ tier }) => tier), high, mid, low])]
  const place = (code: string): number => {
    const at = tiering.tiers.findIndex((tier) => tier.code === code)
    return at < 0 ? tiering.tiers.length : at
  }
  return named.sort((a, b) => place(a) - place(b))
}

/** CARE-18: tiers customers can stand in for which the policy has no strategy. */
export const tiersWithoutStrategy = (document: PlansDocument): string[] =>
  tiersNamed(document).filter((tier) => !document.care.plans.strategies.some((strategy) => strategy.tier === tier))

/** What a whole policy, each of whose sections is well-formed, leaves open of CARE-18. */
export function openStrategies(policy: object): { path: string; reason: string; facts: Facts }[] {
  const read = plansDocument.safeParse(policy)
  if (!read.success) return []
  const nameOf = (code: string): string => read.data.tiering.tiers.find((tier) => tier.code === code)?.name ?? code
  return tiersWithoutStrategy(read.data).map((tier) => ({
    path: 'plans.strategies',
    reason: 'tier-without-strategy',
    facts: { tier: nameOf(tier) },
  }))
}

/** What a plan for a customer of a tier starts from: the strategies of its tier. */
export const strategiesFor = (tier: string | null, { care }: PlansDocument): Strategy[] =>
  care.plans.strategies.filter((strategy) => strategy.tier === tier)
