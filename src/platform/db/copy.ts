import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { from as copyFrom } from 'pg-copy-streams'
import { connectionOf } from './connect.ts'
import type { DB, Tx } from './db.ts'

export type CopyValue = string | number | boolean | null | Date | Uint8Array | readonly string[]

const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }
const escapeText = (text: string): string => (/[\\\t\n\r]/.test(text) ? text.replace(/[\\\t\n\r]/g, (c) => escapes[c] ?? c) : text)
const arrayItem = (item: string): string =>
  item.includes('"') || item.includes('\\') ? `"${item.replace(/["\\]/g, '\\$&')}"` : `"${item}"`

function field(value: CopyValue): string {
  if (value === null) return '\\N'
  if (typeof value === 'string') return escapeText(value)
  if (typeof value === 'number') return String(value)
  if (typeof value === 'boolean') return value ? 't' : 'f'
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Uint8Array) return `\\\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}`
  return escapeText(`{${value.map(arrayItem).join(',')}}`)
}

function* textChunks(rows: Iterable<readonly CopyValue[]>): Generator<string> {
  let chunk = ''
  for (const row of rows) {
    chunk += `${row.map(field).join('\t')}\n`
    if (chunk.length > 65_536) {
      yield chunk
      chunk = ''
    }
  }
  if (chunk) yield chunk
}

/** Below this an INSERT is cheaper than opening a COPY. */
const copyFromRows = 8

const parameter = (value: CopyValue): unknown =>
  value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : value

async function insertFew(tx: Tx, table: string, columns: readonly string[], rows: readonly (readonly CopyValue[])[]): Promise<void> {
  const tuple = (row: number) => `(${columns.map((_, i) => `$${row * columns.length + i + 1}`).join(', ')})`
  const text = `insert into "${table}" (${columns.map((c) => `"${c}"`).join(', ')}) values ${rows.map((_, i) => tuple(i)).join(', ')}`
  await connectionOf(tx).query({
    name: `insert ${table} ${columns.length} ${rows.length}`,
    text,
    values: rows.flat().map((v) => parameter(v as CopyValue)),
  })
}

/** Bulk insert in the given transaction, by COPY when there are many rows; the rows must already be valid. */
export async function copyInto<T extends keyof DB & string>(
  tx: Tx,
  table: T,
  columns: readonly (keyof DB[T] & string)[],
  rows: readonly (readonly CopyValue[])[],
): Promise<void> {
  if (rows.length === 0) return
  if (rows.length < copyFromRows) return insertFew(tx, table, columns, rows)
  await copyChunks(tx, table, columns, textChunks(rows))
}

/** The same for lines already in COPY's text form (tab between fields, newline at the end): for runs over the whole book. */
export async function copyLines<T extends keyof DB & string>(
  tx: Tx,
  table: T,
  columns: readonly (keyof DB[T] & string)[],
  lines: Iterable<string>,
): Promise<void> {
  await copyChunks(tx, table, columns, joined(lines))
}

/** Fields of a line as COPY's text form wants them. */
export const copyText = (values: readonly CopyValue[]): string => values.map(field).join('\t')

async function copyChunks(tx: Tx, table: string, columns: readonly string[], chunks: Iterable<string>): Promise<void> {
  const names = columns.map((c) => `"${c}"`).join(', ')
  await pipeline(Readable.from(chunks), connectionOf(tx).query(copyFrom(`copy "${table}" (${names}) from stdin`)))
}

function* joined(lines: Iterable<string>): Generator<string> {
  let chunk = ''
  for (const line of lines) {
    chunk += line
    if (chunk.length > 65_536) {
      yield chunk
      chunk = ''
    }
  }
  if (chunk) yield chunk
}
