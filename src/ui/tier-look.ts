import type { TierKey } from './palette.ts'

const shipped: Readonly<Record<string, TierKey>> = {
  CORE: 'core',
  POTENTIAL: 'potential',
  GENERAL: 'general',
  CHURN_RISK: 'risk',
  NEW: 'fresh',
}
const byRank: readonly TierKey[] = ['core', 'potential', 'general']

/** Which of the five looks a tier wears: shipped codes their own, others by rank (1 is best), the rest the plain one. */
export const tierLook = (code: string, rank?: number): TierKey => shipped[code] ?? byRank[(rank ?? byRank.length) - 1] ?? 'general'
