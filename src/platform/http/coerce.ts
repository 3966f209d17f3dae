import { z } from 'zod'

const unwrapped = (schema: z.ZodType): z.ZodType => {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return unwrapped(schema.unwrap() as z.ZodType)
  if (schema instanceof z.ZodCodec) return unwrapped(schema.in as z.ZodType)
  return schema
}

/** A query or path text as the schema's own kind of value; what does not fit stays text and is refused by the schema. */
function value(schema: z.ZodType, text: string): unknown {
  const kind = unwrapped(schema)
  if (kind instanceof z.ZodNumber) return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text
  if (kind instanceof z.ZodBoolean) return text === 'true' ? true : text === 'false' ? false : text
  if (kind instanceof z.ZodString || kind instanceof z.ZodEnum || kind instanceof z.ZodISODate) return text
  if (kind instanceof z.ZodArray && !text.startsWith('['))
    return text === '' ? [] : text.split(',').map((part) => value(kind.element as z.ZodType, part))
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** Texts from the path and the query, each read as its field's kind; a repeated or unknown name is passed on to be refused. */
export function coerce(schema: z.ZodType, texts: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const shape: Record<string, z.ZodType> = schema instanceof z.ZodObject ? schema.shape : {}
  // From entries, so that a field called `__proto__` is one of its own and is refused like any unknown one.
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => {
      const field = Object.hasOwn(shape, name) ? shape[name] : undefined
      return [name, field && typeof text === 'string' ? value(field, text) : text]
    }),
  )
}
