import type { z } from 'zod'
import { type FieldIssue, Problem } from '../../core/problem.ts'
import { KnownFault } from './failures.ts'
import type { Kewei } from './kewei.ts'

type Issue = z.core.$ZodIssue

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

function issueOf(issue: Issue): FieldIssue {
  const path = `--${kebab(String(issue.path[0] ?? ''))}`
  if (issue.code === 'invalid_value') return { path, reason: 'not-a-choice', facts: { values: issue.values.map(String) } }
  if (issue.path[0] === 'asOf' || issue.path[0] === 'effective') return { path, reason: 'not-a-date' }
  return { path, reason: issue.code === 'invalid_type' && issue.input === undefined ? 'missing' : 'not-a-number' }
}

/** Options as typed, checked and turned into what they mean. Throws `invalid-input` naming each wrong one. */
export function readOptions<T extends z.ZodType>(schema: T, given: Readonly<Record<string, unknown>>): z.output<T> {
  const parsed = schema.safeParse(given, { reportInput: true })
  if (parsed.success) return parsed.data
  throw new Problem('invalid', 'invalid-input', {}, parsed.error.issues.map(issueOf))
}

/** Throws a fault in plain words when this Kewei was built without an endpoint the command needs. */
export function needEndpoint(kewei: Kewei, name: string): void {
  if (!kewei.has(name)) throw new KnownFault('endpoint-not-built', { name })
}
