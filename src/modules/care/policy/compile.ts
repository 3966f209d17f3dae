import type { WorkCalendar } from '../../../core/calendar/work-calendar.ts'
import { type Day, dayNumber } from '../../../core/day.ts'
import { appliesTo, hasNewTier, tagsNamed, type Who } from './applies.ts'
import { type CareRule, careRules } from './rules.ts'
import type { CareDocument, Occasion } from './section.ts'

/** A policy made ready for planning a million customers. */
export type CarePlan = {
  document: CareDocument
  rules: readonly CareRule[]
  occasions: readonly Occasion[]
  /** Every rule planning may have made tasks for, switched off ones too. */
  ruleIds: ReadonlySet<string>
  /** The rules whose duties a pool shares, each with the post of its people. */
  pools: ReadonlyMap<string, string>
  calendar: WorkCalendar
  liveOn: number
  newByTier: boolean
  profileOf: (who: Who) => Profile
}

/** What holds for all customers of one class, tier, stage, segment and so on. */
export type Profile = {
  rules: readonly CareRule[]
  /** In the first half of the first cycle. */
  early: boolean
  /** Recurring duties end here; winning back begins. */
  stopped: boolean
  /** KA-09 for key accounts, else KA-08; null: no manager of their own. */
  managerRule: 'KA-08' | 'KA-09' | null
  reviewed: boolean
  /** The rule whose visit serves a yearly visit too (C12), and that one. */
  together: { visit: CareRule; yearly: CareRule } | null
}

/** Prepares a checked document. `calendar` must reach beyond the horizon; `liveOn` is the day from which first due days are laid out. */
export function compileCare(document: CareDocument, calendar: WorkCalendar, liveOn: Day): CarePlan {
  const { care, visits, keyAccounts } = document
  const rules = careRules(document, calendar)
  const newByTier = hasNewTier(document.tiering)
  const named = [care.appliesTo, care.start.first, care.stopAt, care.strategyReview.appliesTo, keyAccounts.manager.appliesTo]
  return {
    document,
    rules,
    occasions: care.occasions.filter(({ enabled }) => enabled),
    ruleIds: new Set(
      [...care.obligations, ...care.occasions, ...visits.obligations].map(({ rule }) => rule).concat('MD-13', 'KA-08', 'KA-09'),
    ),
    pools: new Map(
      [...care.obligations, ...visits.obligations].flatMap(({ rule, enabled, pool, assignee }) =>
        enabled && pool && assignee !== undefined ? [[rule, assignee] as const] : [],
      ),
    ),
    calendar,
    liveOn: dayNumber(liveOn),
    newByTier,
    profileOf: rememberedProfiles(
      (who) => profileOf(document, rules, newByTier, who),
      tagsNamed([...named.flat(), ...rules.flatMap((rule) => [...rule.appliesTo, ...rule.except])]),
    ),
  }
}

function profileOf({ care, keyAccounts }: CareDocument, all: readonly CareRule[], newByTier: boolean, who: Who): Profile {
  const isIn = (audiences: readonly string[]) => appliesTo(audiences, who, newByTier)
  const stopped = isIn(care.stopAt)
  const owed = isIn(care.appliesTo) && !stopped
  const rules = owed ? all.filter((rule) => isIn(rule.appliesTo) && !isIn(rule.except)) : []
  const visit = rules.find((rule) => rule.kind === 'PRODUCT_VISIT' && rule.cadence.repeats === 'ROLLING')
  const yearly = rules.find((rule) => rule.kind === 'ANNUAL_VISIT' && rule.cadence.repeats === 'PERIODIC' && rule.cadence.byYear)
  return {
    rules,
    early: isIn(care.start.first),
    stopped,
    managerRule: isIn(keyAccounts.manager.appliesTo) ? (who.class === 'KEY' ? 'KA-09' : 'KA-08') : null,
    reviewed: isIn(care.strategyReview.appliesTo),
    together: visit && yearly ? { visit, yearly } : null,
  }
}

/** Customers share few profiles: each is worked out once. Only tags that a group names make a difference. */
function rememberedProfiles(compute: (who: Who) => Profile, tags: readonly string[]): (who: Who) => Profile {
  const known = new Map<string, Profile>()
  return (who) => {
    const own = tags.length === 0 ? '' : tags.filter((tag) => who.tags.includes(tag)).join()
    const key = `${who.class}/${who.tier}/${who.stage}/${who.segment}/${who.validOrders > 0}/${own}`
    const profile = known.get(key)
    if (profile) return profile
    const fresh = compute(who)
    known.set(key, fresh)
    return fresh
  }
}
