import { z } from 'zod'
import { invalidField } from './problem.ts'

/** Position after the last row shown: opaque to callers, made by `encodeCursor`. */
export const cursor = z.string().max(600)
export const pageInput = { after: cursor.optional(), limit: z.int().min(1).max(200).default(50) }

/** A page of rows and where the next one starts; null at the end. */
export const pageOf = <T extends z.ZodType>(row: T) => z.strictObject({ rows: z.array(row), next: cursor.nullable() })

export type Page<T> = { rows: T[]; next: string | null }

const encode = (text: string) =>
  btoa(String.fromCharCode(...new TextEncoder().encode(text)))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
const decode = (text: string) =>
  new TextDecoder().decode(Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0)))

export const encodeCursor = (key: readonly (string | number | null)[]): string => encode(JSON.stringify(key)).replace(/=+$/, '')

/** The key of a cursor, or undefined when it is not one of ours with `length` parts. */
export function decodeCursor(text: string, length: number): (string | number | null)[] | undefined {
  try {
    const key: unknown = JSON.parse(decode(text))
    const fits =
      Array.isArray(key) && key.length === length && key.every((k) => k === null || typeof k === 'string' || typeof k === 'number')
    return fits ? key : undefined
  } catch {
    return undefined
  }
}

/** Splits `limit + 1` fetched rows into a page; `keyOf` names the last shown row's position. */
export function toPage<T>(rows: T[], limit: number, keyOf: (row: T) => readonly (string | number | null)[]): Page<T> {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { rows: shown, next: rows.length > limit && last !== undefined ? encodeCursor(keyOf(last)) : null }
}

/** The id a page of rows newest first starts below; undefined for the first page. Refuses a cursor that is none. */
export function idBelow(after: string | undefined): number | undefined {
  if (after === undefined) return undefined
  const id = decodeCursor(after, 1)?.[0]
  if (typeof id !== 'number' || !Number.isSafeInteger(id)) throw invalidField('after', 'bad-cursor')
  return id
}
