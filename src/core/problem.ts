import type { Decision, Facts } from './decision.ts'

export const problemCodes = [
  'invalid',
  'signed-out',
  'forbidden',
  'not-found',
  'conflict',
  'too-large',
  'unsupported-type',
  'refused',
  'precondition-required',
  'too-many',
  'unavailable',
] as const
export type ProblemCode = (typeof problemCodes)[number]

/** One field that is wrong: where, why (a code `text.ts` has words for) and the facts for those words. */
export type FieldIssue = { path: string; reason: string; facts?: Facts }

/** Every failure a caller may see. Anything else is a fault and shows no detail. */
export class Problem extends Error {
  readonly code: ProblemCode
  /** Name of the rule or reason, e.g. `already-in-use`; looked up in the rooms' texts. */
  readonly rule: string
  readonly facts: Facts
  readonly issues: readonly FieldIssue[]

  constructor(code: ProblemCode, rule: string, facts: Facts = {}, issues: readonly FieldIssue[] = []) {
    super(`${code}: ${rule}`)
    this.name = 'Problem'
    this.code = code
    this.rule = rule
    this.facts = facts
    this.issues = issues
  }
}

/** A field-level "invalid" with one issue. */
export const invalidField = (path: string, reason: string, facts: Facts = {}): Problem =>
  new Problem('invalid', 'invalid-input', {}, [{ path, reason, facts }])

export function orThrow<T>(decision: Decision<T>): T {
  if (decision.ok) return decision.value
  throw new Problem('refused', decision.rule, decision.facts)
}

export function found<T>(row: T | undefined | null, kind: string): T {
  if (row === undefined || row === null) throw new Problem('not-found', 'not-found', { kind })
  return row
}
