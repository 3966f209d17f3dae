import { type Day, day as dayShape } from '../../../core/day.ts'
import type { Say } from '../../../core/text.ts'

/** What the timeline shows of one recorded event; `values` are column names and what they became. */
export type Recorded = {
  readonly name: string
  /** When it was recorded; of an order its own time. */
  readonly at: string
  /** Nobody where the program did it by itself. */
  readonly by: string | null
  readonly fields: readonly string[]
  readonly values: Readonly<Record<string, unknown>> | null
  readonly ruleId: string | null
  readonly policyVersion: number | null
}

export type Said = {
  readonly title: string
  readonly text?: string | undefined
  /** The title says who it was. */
  readonly names?: boolean
  readonly folds?: boolean
}
export type Sentence = (e: Recorded, say: Say) => Said

/** Who did it, as a person reads it. */
export const byWords = (e: Recorded, say: Say): string => e.by ?? say('timeline.by-itself')

export const textOf = (values: Recorded['values'], key: string): string => (typeof values?.[key] === 'string' ? values[key] : '')
export const wordsOf = (values: Recorded['values'], key: string): string[] => {
  const value = values?.[key]
  return Array.isArray(value) ? value.map(String) : []
}
export const dayOf = (values: Recorded['values'], key: string): Day | undefined => dayShape.safeParse(values?.[key]).data

/** Long words are cut where they would fill the screen. */
export const brief = (words: string, length = 120): string => (words.length > length ? `${words.slice(0, length)}…` : words)

/** Words of a code, or the fallback where nobody gave any: an unknown key is said as its last part. */
export const saidOr = (say: Say, prefix: string, code: string, otherwise: string): string => {
  const words = say(`${prefix}.${code}`)
  return words === code.split('.').at(-1) ? otherwise : words
}

export const joined = (...parts: readonly (string | undefined)[]): string => parts.filter(Boolean).join(' · ')

const fieldOf = (column: string): string => column.replace(/_([a-z0-9])/g, (_, c: string) => c.toUpperCase())

/** Codes, numbers and times that mean nothing to a reader as they stand. */
const unreadable =
  /(_code|_id|_at|_class|^segment|^kind|^status|^channel|^direction|^calendar|_calendar|_capital|role|attitude|gender|is_key)$/

/** The fields of a change, each with what it became where a reader understands that. */
export function changes(e: Recorded, words: string, say: Say): string {
  const named = e.fields.map((column) => {
    const value = e.values?.[column]
    const label = say(`${words}.${fieldOf(column)}`)
    const readable = typeof value === 'string' && value !== '' && value.length <= 40 && !unreadable.test(column)
    return readable ? say('timeline.became', { field: label, value }) : label
  })
  return named.slice(0, 4).join('；') + (named.length > 4 ? say('timeline.and-more', { count: named.length - 4 }) : '')
}
