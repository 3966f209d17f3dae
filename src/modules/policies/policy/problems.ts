import type { z } from 'zod'
import type { Facts } from '../../../core/decision.ts'

export const policyProblemReasons = [
  'too-large',
  'too-complex',
  'too-deep',
  'empty',
  'syntax',
  'many-documents',
  'alias-refused',
  'tag-refused',
  'wrong-key',
  'forbidden-key',
  'duplicate-key',
  'unknown-key',
  'missing',
  'wrong-type',
  'wrong-value',
  'wrong-format',
  'too-small',
  'too-big',
  'duplicate-rule',
  'unknown-parameter',
] as const

/**
 * One thing wrong in a policy text: where (dotted path, and the line when it can be pointed at), why
 * (`policyProblemReasons`, or a section's own reason such as `weights-not-100`) and the facts for the words.
 */
export type PolicyProblem = { path: string; line?: number; reason: string; facts: Facts }

/** How many problems are told at once: more than people read, few enough to find the lines of. */
export const mostProblems = 100

type Segments = readonly PropertyKey[]

/** Turns what zod objects to into at most `mostProblems` problems; `at` tells the line of a path. */
export function problemsOf(error: z.core.$ZodError, at: (path: Segments) => number | undefined): PolicyProblem[] {
  const objections = error.issues.flatMap((issue) => problemsOfIssue(issue, []))
  return objections.slice(0, mostProblems).map(({ segments, reason, facts }) => located(segments, reason, facts, at))
}

function located(segments: Segments, reason: string, facts: Facts, at: (path: Segments) => number | undefined): PolicyProblem {
  const line = at(segments)
  return { path: segments.map(String).join('.'), ...(line === undefined ? {} : { line }), reason, facts }
}

type Objection = { segments: Segments; reason: string; facts: Facts }

function problemsOfIssue(issue: z.core.$ZodIssue, above: Segments): Objection[] {
  const segments = [...above, ...issue.path]
  const one = (reason: string, facts: Facts = {}): Objection[] => [{ segments, reason, facts }]
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ segments: [...segments, key], reason: 'unknown-key', facts: { key } }))
    case 'invalid_type':
      return issue.input === undefined ? one('missing') : one('wrong-type', { expected: issue.expected })
    case 'invalid_value':
      return issue.input === undefined ? one('missing') : one('wrong-value', { allowed: issue.values.map(String) })
    case 'too_small':
      return one('too-small', { least: Number(issue.minimum) })
    case 'too_big':
      return one('too-big', { most: Number(issue.maximum) })
    case 'invalid_format':
      return one('wrong-format', { format: issue.format })
    case 'invalid_union':
      return nearestBranch(issue, segments)
    case 'custom':
      return one(String(issue.params?.reason ?? 'wrong-value'), factsOf(issue.params?.facts))
    default:
      return one('wrong-value')
  }
}

/** Of the shapes a value might have had, the one it misses by least is the one its writer meant. */
function nearestBranch(issue: z.core.$ZodIssueInvalidUnion, segments: Segments): Objection[] {
  const branches = issue.errors.map((errors) => errors.flatMap((inner) => problemsOfIssue(inner, segments)))
  branches.sort((a, b) => a.length - b.length)
  return branches[0] ?? [{ segments, reason: 'wrong-value', facts: {} }]
}

function factsOf(value: unknown): Facts {
  if (typeof value !== 'object' || value === null) return {}
  return Object.fromEntries(Object.entries(value).map(([name, fact]) => [name, typeof fact === 'number' ? fact : String(fact)]))
}
