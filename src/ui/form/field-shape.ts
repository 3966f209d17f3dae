import { z } from 'zod'
import { day } from '../../core/day.ts'
import { instant } from '../../core/instant.ts'
import { enteredFen, fen } from '../../core/money.ts'

export type FieldKind = 'text' | 'long-text' | 'number' | 'money' | 'day' | 'instant' | 'choice' | 'choices' | 'switch'

/** What a schema says about one field, enough to draw it. */
export type FieldShape = {
  readonly kind: FieldKind
  readonly required: boolean
  /** An empty field becomes null rather than nothing. */
  readonly nullable: boolean
  readonly options: readonly string[]
  readonly maxLength: number | undefined
  readonly whole: boolean
  readonly format: string | undefined
}

type Peeled = { readonly inner: z.ZodType; readonly required: boolean; readonly nullable: boolean }

/** The schema under `optional`, `nullable`, `default` and the like. */
function peel(schema: z.ZodType): Peeled {
  let required = true
  let nullable = false
  let inner: z.core.$ZodType = schema
  for (;;) {
    if (inner instanceof z.ZodOptional || inner instanceof z.ZodDefault || inner instanceof z.ZodPrefault) required = false
    else if (inner instanceof z.ZodNullable) nullable = true
    else if (!(inner instanceof z.ZodReadonly || inner instanceof z.ZodNonOptional)) break
    inner = inner.def.innerType
  }
  return { inner: inner as z.ZodType, required: required && !nullable, nullable }
}

const stringShape = (inner: z.ZodString | z.ZodStringFormat): Partial<FieldShape> => ({
  maxLength: inner.maxLength ?? undefined,
  format: inner.format ?? undefined,
  ...(inner.maxLength !== null && inner.maxLength > 200 ? { kind: 'long-text' as const } : {}),
})

function kindOf(inner: z.ZodType): Partial<FieldShape> {
  if (inner === fen || inner === enteredFen) return { kind: 'money' }
  if (inner === instant) return { kind: 'instant' }
  if (inner === day || inner instanceof z.ZodISODate) return { kind: 'day' }
  if (inner instanceof z.ZodISODateTime) return { kind: 'instant' }
  if (inner instanceof z.ZodEnum) return { kind: 'choice', options: inner.options.map(String) }
  if (inner instanceof z.ZodArray && inner.element instanceof z.ZodEnum)
    return { kind: 'choices', options: inner.element.options.map(String) }
  if (inner instanceof z.ZodBoolean) return { kind: 'switch' }
  if (inner instanceof z.ZodNumber) return { kind: 'number', whole: inner.format?.includes('int') ?? false }
  if (inner instanceof z.ZodPipe) return kindOf(inner.in as z.ZodType)
  if (inner instanceof z.ZodString || inner instanceof z.ZodStringFormat) return stringShape(inner)
  return {}
}

/** Shape of one field's schema. `fen`, `enteredFen` and `day` of core are recognised; an amount bounded otherwise needs `kind="money"` on its field. */
export function fieldShape(schema: z.ZodType): FieldShape {
  const { inner, required, nullable } = peel(schema)
  return { kind: 'text', options: [], maxLength: undefined, whole: false, format: undefined, ...kindOf(inner), required, nullable }
}

/** Shapes of all fields of an object schema, by name. */
export const fieldShapes = (schema: z.ZodObject): Readonly<Record<string, FieldShape>> =>
  Object.fromEntries(Object.entries(schema.shape).map(([name, field]) => [name, fieldShape(field as z.ZodType)]))
