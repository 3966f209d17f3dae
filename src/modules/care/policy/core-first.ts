import { z } from 'zod'
import { DEFAULT_TIERS, tieringSection } from '../../tiering/policy/section.ts'
import { appliesTo, hasNewTier, type Who } from './applies.ts'
import { type CareCadence, careDocument, careObligation } from './section.ts'

const titled = careObligation.extend({ title: z.string().default('') })
const { care, tiering } = careDocument.shape

/** What a policy says of how often a tier is looked after; nothing else of it needs to be sound. */
const document = z.object({
  care: care.pick({ appliesTo: true, stopAt: true }).extend({ obligations: z.array(titled) }),
  visits: z.object({ obligations: z.array(titled) }),
  tiering: tiering.extend({
    tiers: z.array(z.looseObject({ code: z.string(), name: z.string() })).default(DEFAULT_TIERS),
    spendTenure: z.looseObject({ tiers: tieringSection.shape.spendTenure.shape.tiers }),
  }),
})
type Document = z.output<typeof document>
type Obligation = z.output<typeof titled>

/** How often a year an ordinary customer of a tier is looked after, reminders included, and by which rules. */
export type TierCare = {
  tier: string
  name: string
  times: number
  rules: readonly { rule: string; title: string; times: number }[]
}

const perYear = { WEEK: 365 / 7, MONTH: 12, QUARTER: 4, HALF_YEAR: 2, YEAR: 1 } as const

const cadenceTimes = (every: CareCadence): number => {
  if ('months' in every) return 12 / every.months
  if ('weeks' in every) return 365 / (7 * every.weeks)
  if ('days' in every) return 365 / every.days
  return perYear[every.each] * every.times
}

/** How often a year an obligation comes back; one that ends comes no more often than in all. */
export const timesAYear = ({ every, atMost }: Pick<Obligation, 'every' | 'atMost'>): number =>
  Math.min(cadenceTimes(every), atMost ?? Number.POSITIVE_INFINITY)

/**
 * Each tier the driving model knows, with what its customers get for certain: of class GENERAL, with orders, of no known stage or tag.
 * Undefined: the text does not say enough.
 */
export function careByTier(policy: unknown): TierCare[] | undefined {
  const read = document.safeParse(policy)
  if (!read.success) return undefined
  const { tiering } = read.data
  const reached = new Set<string>(
    tiering.drives === 'RFM_LC' ? tiering.table.map(({ tier }) => tier) : Object.values(tiering.spendTenure.tiers),
  )
  return tiering.tiers.filter(({ code }) => reached.has(code)).map(({ code, name }) => ({ ...owedTo(code, read.data), tier: code, name }))
}

function owedTo(tier: string, { care, visits, tiering }: Document): Pick<TierCare, 'times' | 'rules'> {
  const who: Who = { class: 'GENERAL', tier, stage: null, segment: '', tags: [], validOrders: 1 }
  const isIn = (audiences: readonly string[]) => appliesTo(audiences, who, hasNewTier(tiering))
  if (!isIn(care.appliesTo) || isIn(care.stopAt)) return { times: 0, rules: [] }
  const rules = [...care.obligations, ...visits.obligations]
    .filter((obligation) => obligation.enabled && isIn(obligation.appliesTo))
    .map((obligation) => ({ rule: obligation.rule, title: obligation.title, times: timesAYear(obligation) }))
  return { times: rules.reduce((sum, { times }) => sum + times, 0), rules }
}

/** A tier that is looked after more often than the core, and the rules it has and the core has not. */
export type AheadOfCore = { core: TierCare; ahead: TierCare; rules: TierCare['rules'] }

// Cadences are fractions of a year: equal sums may differ in the last digit.
const rounding = 1e-9

/** CARE-19: the tiers that are looked after more often than CORE; none where no customer can be CORE. */
export function aheadOfCore(policy: unknown): AheadOfCore[] {
  const tiers = careByTier(policy) ?? []
  const core = tiers.find(({ tier }) => tier === 'CORE')
  if (core === undefined) return []
  const own = new Set(core.rules.map(({ rule }) => rule))
  return tiers
    .filter(({ times }) => times > core.times + rounding)
    .map((ahead) => ({ core, ahead, rules: ahead.rules.filter(({ rule }) => !own.has(rule)) }))
}

/** CARE-16: the tiers no obligation and no visit reaches; undefined where the text does not say enough. */
export const tiersWithoutCare = (policy: unknown): string[] | undefined =>
  careByTier(policy)?.flatMap(({ tier, rules }) => (rules.length === 0 ? [tier] : []))

const hundredths = (times: number): number => Math.round(times * 100) / 100

/** What keeps a policy from being published (CARE-19), in the form the policy room tells it. */
export const careFindings = (policy: unknown) =>
  aheadOfCore(policy).map(({ core, ahead, rules }) => ({
    path: 'obligations',
    reason: 'core-not-first',
    facts: {
      tier: ahead.name,
      core: core.name,
      coreTimes: hundredths(core.times),
      times: hundredths(ahead.times),
      rules: rules.map(({ rule, title }) => (title === '' ? rule : title)),
    },
  }))
