import type { z } from 'zod'
import type { Say } from '../../core/text.ts'

/** One wrong field, with the words for it. */
export type FieldError = { readonly path: string; readonly message: string }
type Wrong = { readonly reason: string; readonly facts?: Readonly<Record<string, unknown>> }

const bound = (issue: { readonly origin: string }, word: { text: string; list: string; other: string }): string =>
  issue.origin === 'string' ? word.text : issue.origin === 'array' ? word.list : word.other

/** The same reason codes as the server's, so that both speak the same words. */
function wrongOf(issue: z.core.$ZodIssue): Wrong {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined || issue.input === null) return { reason: 'missing' }
      return { reason: issue.expected === 'number' || issue.expected === 'int' ? 'not-a-number' : 'wrong-type' }
    case 'too_small':
      if (issue.origin === 'string' && Number(issue.minimum) === 1) return { reason: 'missing' }
      return { reason: bound(issue, { text: 'too-short', list: 'too-few', other: 'too-small' }), facts: { min: Number(issue.minimum) } }
    case 'too_big':
      return { reason: bound(issue, { text: 'too-long', list: 'too-many', other: 'too-big' }), facts: { max: Number(issue.maximum) } }
    case 'invalid_format':
      return { reason: `not-a-${issue.format}` }
    case 'invalid_value':
      return { reason: 'not-one-of' }
    default:
      return { reason: /^[a-z-]+$/.test(issue.message) ? issue.message : 'wrong-value' }
  }
}

/** What is wrong with the values before they are sent; the first error of each field. */
export function check(schema: z.ZodType, values: unknown, say: Say): FieldError[] {
  const parsed = schema.safeParse(values, { reportInput: true })
  if (parsed.success) return []
  const first = new Map<string, string>()
  for (const issue of parsed.error.issues) {
    const path = issue.path.map(String).join('.')
    const { reason, facts } = wrongOf(issue)
    if (!first.has(path)) first.set(path, say(`reason.${reason}`, facts))
  }
  return [...first].map(([path, message]) => ({ path, message }))
}

/** Required fields that are still empty. */
export const missingFields = (required: readonly string[], values: Readonly<Record<string, unknown>>): string[] =>
  required.filter((name) => {
    const value = values[name]
    return (
      value === undefined ||
      value === null ||
      value === '' ||
      (typeof value === 'string' && value.trim() === '') ||
      (Array.isArray(value) && value.length === 0)
    )
  })
