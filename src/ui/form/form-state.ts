import { createContext, use } from 'react'
import type { FieldShape } from './field-shape.ts'

export type FormValues = Readonly<Record<string, unknown>>

/** What a `Form` tells the fields inside it. */
export type FormState = {
  readonly values: FormValues
  readonly shapes: Readonly<Record<string, FieldShape>>
  readonly set: (name: string, value: unknown) => void
  /** After leaving a field it may show what is wrong. */
  readonly touch: (name: string) => void
  readonly errorOf: (name: string) => string | undefined
  readonly labelOf: (name: string, label?: string) => string
  /** A field tells its label, so that the form can name it among the missing. */
  readonly idOf: (name: string) => string
  readonly words: string
  readonly busy: boolean
}

export const FormContext = createContext<FormState | undefined>(undefined)

/** The form around a component. Throws outside of one. */
export function useForm(): FormState {
  const form = use(FormContext)
  if (!form) throw new Error('This belongs inside a Form')
  return form
}
