import { z } from 'zod'
import type { InputOf } from '../../../core/endpoint.ts'
import type { Failure } from '../../../platform/web/failure.ts'
import type { FormValues } from '../../../ui/form/form-state.ts'
import type { ProblemLike } from '../../../ui/problem.tsx'
import { type ContactRules, logInteraction, type VisitRecord, visitFields, visitRecord } from '../contract.ts'

type LogInput = InputOf<typeof logInteraction>

/** A form is flat: `visit.place` is its field `visitPlace`. */
export const visitKey = (field: keyof VisitRecord): string => `visit${field.slice(0, 1).toUpperCase()}${field.slice(1)}`

/**
 * The fields of a contact beside its channel and what was said, for the schema of a form. A visit has its record, in which
 * what the policy asks for is required (CARE-34).
 */
export function contactShape(rules: Pick<ContactRules, 'visitFields'>, channel: unknown): z.ZodRawShape {
  const { contactId, needs, worries } = logInteraction.input.shape
  return { contactId, needs, worries, ...(channel === 'VISIT' ? visitShape(rules) : {}) }
}

const visitShape = ({ visitFields: asked }: Pick<ContactRules, 'visitFields'>): z.ZodRawShape =>
  Object.fromEntries(
    visitFields.map((field) => {
      const { maxLength } = visitRecord.shape[field].unwrap().unwrap()
      const text = z
        .string()
        .trim()
        .max(maxLength ?? 200)
      return [visitKey(field), asked.includes(field) ? text.min(1) : text.nullable().default(null)]
    }),
  )

const textOf = (value: unknown): string | null => (typeof value === 'string' && value.trim() !== '' ? value : null)
const wordsOf = (value: unknown): string[] => (Array.isArray(value) ? value.filter((v) => typeof v === 'string') : [])

/** What a form with those fields says of a contact. What was typed for a visit goes when it was none after all. */
export const contactOf = (values: FormValues): Required<Pick<LogInput, 'contactId' | 'needs' | 'worries' | 'visit'>> => ({
  contactId: typeof values.contactId === 'number' ? values.contactId : null,
  needs: wordsOf(values.needs),
  worries: wordsOf(values.worries),
  visit:
    values.channel === 'VISIT'
      ? visitRecord.parse(Object.fromEntries(visitFields.map((field) => [field, textOf(values[visitKey(field)])])))
      : null,
})

/** A record as such a form shows it. */
export const flatVisit = (visit: z.input<typeof visitRecord> | null): FormValues =>
  Object.fromEntries(visitFields.flatMap((field) => (visit?.[field] ? [[visitKey(field), visit[field]]] : [])))

/** Issues of the server under the names of the form's fields. */
export const flatProblem = (problem: Failure | undefined): ProblemLike | undefined =>
  problem && {
    code: problem.code,
    rule: problem.rule,
    message: problem.message,
    facts: problem.facts,
    requestId: problem.requestId,
    issues: problem.issues.map((issue) => ({
      ...issue,
      path: issue.path.replace(/^(?:contact\.)?visit\.([a-z])/, (_, letter: string) => `visit${letter.toUpperCase()}`),
    })),
  }
