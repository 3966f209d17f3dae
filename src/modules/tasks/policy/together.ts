import { z } from 'zod'
import { type Day, daysBetween } from '../../../core/day.ts'
import type { Basis } from '../contract.ts'

const document = z.object({ care: z.object({ mergeDays: z.number() }).optional() })

/** How many days may lie between duties that one appointment serves; without a policy only those of one day. */
export const mergeDaysOf = (policy: object): number => document.parse(policy).care?.mergeDays ?? 0

/** An open task as far as it matters with what it can be done. Empty channels: any. */
export type Keepable = {
  customerId: number | null
  ruleId: string | null
  kind: string
  basis: Basis | null
  facts: Readonly<Record<string, unknown>> | null
  dueOn: Day
  windowFrom: Day
  windowTo: Day
  plannedOn: Day | null
  channels: readonly string[]
}

export type Merging = { mergeDays: number; today: Day }

/** Work inside the company: no meeting with the customer does it. */
const inside: readonly string[] = ['ASSIGN_MANAGER', 'STRATEGY_REVIEW']

/**
 * C12, VIS-06: whether one appointment may serve two open tasks. They are the same customer's, one channel fits both, and either the
 * policy has one serve the other or the days they would be done on lie within `mergeDays`.
 */
export function mayShare(a: Keepable, b: Keepable, merging: Merging): boolean {
  if (a.customerId === null || a.customerId !== b.customerId) return false
  if (inside.includes(a.kind) || inside.includes(b.kind) || !haveChannel(a, b)) return false
  return serveEachOther(a, b) || daysApart(a, b, merging.today) <= merging.mergeDays
}

/** Whether planning has written into the facts of either that this one visit is for both. */
export const serveEachOther = (a: Keepable, b: Keepable): boolean => names(a, b) || names(b, a)

/** `visit` says that it serves the other, or the other that `visit` serves it; the due day tells which of a rule's duties is meant. */
function names(visit: Keepable, other: Keepable): boolean {
  const { serves, servesDueOn } = visit.facts ?? {}
  if (Array.isArray(serves) && serves.includes(other.ruleId) && servesDueOn === other.dueOn) return true
  const { servedBy, servedByDueOn } = other.facts ?? {}
  return servedBy !== undefined && servedBy === visit.ruleId && servedByDueOn === visit.dueOn
}

const haveChannel = ({ channels: a }: Keepable, { channels: b }: Keepable): boolean =>
  a.length === 0 || b.length === 0 || a.some((channel) => b.includes(channel))

/** Days from one to the other; 0 when they can fall on one day. */
function daysApart(a: Keepable, b: Keepable, today: Day): number {
  const [first, second] = [daysFor(a, today), daysFor(b, today)]
  return Math.max(0, daysBetween(first.to, second.from), daysBetween(second.to, first.from))
}

/** When it would be done: as agreed; within its period where that is its window; else on the due day. What is past, is for today. */
function daysFor({ plannedOn, basis, windowFrom, windowTo, dueOn }: Keepable, today: Day): { from: Day; to: Day } {
  const fromToday = (day: Day): Day => (day < today ? today : day)
  if (plannedOn !== null) return { from: fromToday(plannedOn), to: fromToday(plannedOn) }
  const [from, to] = basis === 'CALENDAR' ? [windowFrom, windowTo] : [dueOn, dueOn]
  return { from: fromToday(from), to: fromToday(to) }
}
