import type { Day } from '../../../core/day.ts'
import type { Say } from '../../../core/text.ts'
import { grouped, yuan } from '../../../ui/figures.ts'
import type { TierLike } from '../../../ui/tier.tsx'
import type { Explanation } from '../policy/explain.ts'
import type { Band, Cell, Tier, TieringSection } from '../policy/section.ts'

/** What `tiering.why` answers: the explanation, the customer, the policy's words and its table. */
export type Explained = Explanation & {
  readonly customerId: number
  readonly customerNo: string
  readonly customerName: string
  readonly policyVersion: number
  readonly policyTitle: string
  readonly since: Day | null
  readonly storedTier: string | null
  readonly clauses: readonly {
    readonly id: string
    readonly title: string
    readonly clause: { readonly document: string; readonly place: string }
    readonly text: string
  }[]
  readonly tiers: readonly Tier[]
  readonly points: TieringSection['rfm']['scores']
  readonly table: { readonly cells: readonly Cell[]; readonly bands: Readonly<Record<Band, { sums: number[]; cases: number }>> }
}

/** The contract leaves the answer open beyond its head; the room's action builds it from `explain`, so this is its shape. */
export const asExplained = (reply: object): Explained => reply as Explained

const shipped = new Set(['CORE', 'POTENTIAL', 'GENERAL', 'NEW', 'CHURN_RISK'])

/** A tier with the policy's own word where it is none of the shipped five. */
export function tierOf(code: string, tiers: readonly Tier[]): TierLike {
  const tier = tiers.find((t) => t.code === code)
  return { code, ...(tier && !shipped.has(code) ? { name: tier.name } : {}), ...(tier ? { rank: tier.rank } : {}) }
}

export const tierWord = (code: string, tiers: readonly Tier[], say: Say): string => tierOf(code, tiers).name ?? say(`tier.${code}`)

/** `50 万`, `1.2 万`, `800 元`: short enough for a band, exact for round thresholds. */
export function shortMoney(fen: number, say: Say): string {
  const wan = fen / 1_000_000
  if (Math.abs(wan) < 1) return say('why.yuan', { amount: yuan(fen).replace(/\.00$/, '') })
  const decimals = Number.isInteger(wan) ? 0 : Number.isInteger(wan * 10) ? 1 : 2
  return say('why.wan', { amount: grouped(wan, decimals), thousands: grouped(wan * 10, Math.max(0, decimals - 1)) })
}

/** The change from one amount to another in percent, with its sign; undefined when there is nothing to compare with. */
export function changePercent(now: number, before: number): string | undefined {
  if (before <= 0) return undefined
  const percent = ((now - before) / before) * 100
  return `${percent > 0 ? '+' : percent < 0 ? '−' : ''}${grouped(Math.abs(percent), 1)}%`
}
