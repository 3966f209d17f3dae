import type { Facts } from './decision.ts'

export type Values = Readonly<Record<string, unknown>>

/** A fact worth keeping: audit trail, timeline, undo, and what reactions listen to. */
export type Event = {
  /** `subject.verb`, e.g. `customer.changed`. */
  readonly name: string
  readonly subject: { readonly kind: string; readonly id: number; readonly version?: number }
  /** The customer whose timeline shows it, if any. */
  readonly customerId?: number
  readonly before?: Values
  readonly after?: Values
  /** Why it happened, when a rule of the policy caused it. */
  readonly cause?: { readonly rule: string; readonly policyVersion: number; readonly facts: Facts }
}

/** Names of the fields that differ between before and after, sorted; all of them for a creation or deletion. */
export function changedFields(before: Values | undefined, after: Values | undefined): string[] {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])
  return [...names].filter((n) => JSON.stringify(before?.[n]) !== JSON.stringify(after?.[n])).sort()
}

/** Only the values of the fields that differ: what an event keeps of a change. */
export function differences(before: Values, after: Values): { before: Values; after: Values } {
  const names = changedFields(before, after)
  const pick = (from: Values): Values => Object.fromEntries(names.map((n) => [n, from[n] ?? null]))
  return { before: pick(before), after: pick(after) }
}
