import type { z } from 'zod'
import type { Facts } from '../core/decision.ts'
import { type FieldIssue, Problem } from '../core/problem.ts'

const maxDepth = 32
/** A refusal names so many faults at most: the answer must not be many times the question. */
const mostIssues = 100

/** Text PostgreSQL would refuse or change (NUL, lone surrogates), and nesting no form has: refused at the edge. */
function unstorable(value: unknown, path: string, depth: number): FieldIssue | undefined {
  if (typeof value === 'string') {
    return value.includes('\0') || !value.isWellFormed() ? { path, reason: 'unstorable-text' } : undefined
  }
  if (typeof value !== 'object' || value === null) return undefined
  if (depth >= maxDepth) return { path, reason: 'too-deep', facts: { max: maxDepth } }
  for (const [key, inner] of Object.entries(value)) {
    const at = path ? `${path}.${key}` : key
    const issue = unstorable(key, at, depth) ?? unstorable(inner, at, depth + 1)
    if (issue) return issue
  }
  return undefined
}

type ZodIssue = z.core.$ZodIssue

function reasonOf(issue: ZodIssue): FieldIssue[] {
  const path = issue.path.map(String).join('.')
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ path: path ? `${path}.${key}` : key, reason: 'unknown-field' }))
    case 'invalid_type':
      return [issue.input === undefined ? { path, reason: 'missing' } : { path, reason: 'wrong-type', facts: { expected: issue.expected } }]
    case 'too_small':
      return [
        issue.origin === 'string' && Number(issue.minimum) === 1
          ? { path, reason: 'missing' }
          : {
              path,
              reason: issue.origin === 'string' ? 'too-short' : issue.origin === 'array' ? 'too-few' : 'too-small',
              facts: { min: Number(issue.minimum) },
            },
      ]
    case 'too_big':
      return [
        {
          path,
          reason: issue.origin === 'string' ? 'too-long' : issue.origin === 'array' ? 'too-many' : 'too-big',
          facts: { max: Number(issue.maximum) },
        },
      ]
    case 'invalid_format':
      return [{ path, reason: `not-a-${issue.format}`, facts: { format: issue.format } }]
    case 'invalid_value':
      return [{ path, reason: 'not-one-of', facts: { values: issue.values.map(String) } }]
    case 'invalid_union':
      return [{ path, reason: 'wrong-shape' }]
    default:
      return [{ path, ...customReason(issue) }]
  }
}

/** A check of our own says its reason as the message, and the facts for its words as `params`. */
function customReason(issue: ZodIssue): Pick<FieldIssue, 'reason' | 'facts'> {
  if (!/^[a-z-]+$/.test(issue.message)) return { reason: 'wrong-value' }
  return { reason: issue.message, ...(issue.code === 'custom' && issue.params ? { facts: issue.params as Facts } : {}) }
}

export function issuesOf(error: z.ZodError): FieldIssue[] {
  const seen = new Set<string>()
  return error.issues
    .flatMap((issue) => reasonOf(issue as ZodIssue))
    .filter((i) => !seen.has(`${i.path} ${i.reason}`) && seen.add(`${i.path} ${i.reason}`))
    .slice(0, mostIssues)
}

/** Strict parsing of what came from outside; everything wrong is named at once. */
export function parseInput<T extends z.ZodType>(schema: T, raw: unknown): z.output<T> {
  const bad = unstorable(raw, '', 0)
  if (bad) throw new Problem('invalid', 'invalid-input', {}, [bad])
  const parsed = schema.safeParse(raw, { reportInput: true })
  if (parsed.success) return parsed.data
  throw new Problem('invalid', 'invalid-input', {}, issuesOf(parsed.error))
}
