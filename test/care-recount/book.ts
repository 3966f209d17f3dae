import type { Day } from './days.ts'

/** One duty as the recount keeps it. */
export type Duty = {
  rule: string
  kind: string
  period: string
  due: Day
  from: Day
  to: Day
  state: 'OPEN' | 'DONE' | 'WAIVED' | 'ENDED'
  doneOn: Day | null
  /** Ended only because another was planned in its place. */
  again: boolean
  channel: string | null
  /** When the customer was said to have been told, with the report. */
  told: Day | null
  person: number | null
  /** Whose duty it is, though a deputy may do it; 'POOL' where specialists share it. */
  of: number | null | 'POOL'
  unit: number | null
  tier: string
  class: 'KEY' | 'GENERAL'
}

/** Who shares out visits, which unit lies in which, and who is away with whom in their place. */
export type Crew = {
  specialists: { id: number; unitId: number }[]
  parents: Map<number, number>
  away: Away[]
  /** By what id each absence is known, should it end early. */
  ended: Map<Away, number>
}
type Away = { person: number; deputy: number; from: Day; until: Day }

/** A customer with what the recount knows of it on the day it is looked at. */
export type Customer = {
  no: string
  class: 'KEY' | 'GENERAL'
  tier: string
  stage: string
  /** Every tier with the day it was found on, oldest first. */
  tiers: { on: Day; tier: string }[]
  /** Days of orders above zero, ascending. */
  orders: Day[]
  owner: number | null
  unit: number | null
  /** Whose it was when it was planned last. */
  planned: { owner: number | null; unit: number | null } | null
  contacts: Day[]
  duties: Duty[]
}

export type Every = { months: number } | { days: number } | { each: 'QUARTER' | 'YEAR'; times: 1 }
export type Obligation = {
  rule: string
  enabled: boolean
  appliesTo: string[]
  every: Every
  atMost?: number
  action: string
  pool?: boolean
  counted: boolean
}
export type Occasion = { rule: string; enabled: boolean; trigger: string; appliesTo: string[]; dueDays: number; surprise: boolean }

/** What the recount reads of a policy document, as it is written. */
export type Policy = {
  care: {
    appliesTo: string[]
    horizonDays: number
    window: { beforeDays: number; afterDays: number }
    stopAt: string[]
    obligations: Obligation[]
    occasions: Occasion[]
    preparation: { leadDays: number }
    notice: { daysBefore: number }
    strategyReview: { appliesTo: string[]; within: { days: number }; openAtMost: number }
  }
  visits: { obligations: Obligation[]; coverage: { leastDaysInTier: number } }
  customers: { verification: { focus: string[]; focusDays: number; otherDays: number } }
  keyAccounts: { manager: { appliesTo: string[]; assignWithin: { days: number } } }
}

/** Whether a customer is in one of the groups, by the groups the shipped policy names; who is new is a matter of the stage (§0.1.3). */
export function isIn(groups: readonly string[], c: Pick<Customer, 'class' | 'tier' | 'stage' | 'orders'>): boolean {
  for (const group of groups) {
    if (group === `class:${c.class}` || group === `tier:${c.tier}` || group === `stage:${c.stage}`) return true
    if (group === 'group:HAS_ORDERS' && c.orders.length > 0) return true
    if (group === 'group:NEW_CUSTOMER' && c.stage === 'NEW' && c.orders.length > 0) return true
  }
  return false
}
