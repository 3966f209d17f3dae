import type { Compilable } from 'kysely'
import { to as copyTo } from 'pg-copy-streams'
import { connectionOf } from './connect.ts'

/** PostgreSQL's binary forms; `bytes` are views into the reply, days are days since 1970-01-01, int8 within the safe integers. */
const readers = {
  int2: (b: Buffer, at: number) => b.readInt16BE(at),
  int4: (b: Buffer, at: number) => b.readInt32BE(at),
  int8: (b: Buffer, at: number) => b.readInt32BE(at) * 4_294_967_296 + b.readUInt32BE(at + 4),
  day: (b: Buffer, at: number) => b.readInt32BE(at) + 10_957,
  text: (b: Buffer, at: number, length: number) => b.toString('utf8', at, at + length),
  bytes: (b: Buffer, at: number, length: number) => b.subarray(at, at + length),
} as const
export type BinaryKind = keyof typeof readers

const integers = (value: unknown): string => {
  const list = Array.isArray(value) ? value : [value]
  if (!list.every(Number.isSafeInteger)) throw new Error('a bulk read takes whole numbers as parameters only')
  return Array.isArray(value) ? `'{${list.join(',')}}'` : String(value)
}

/** COPY takes no parameters: numbers and lists of numbers are written in, anything else is refused. */
const written = ({ sql, parameters }: { sql: string; parameters: readonly unknown[] }): string =>
  sql.replace(/\$(\d+)/g, (_, n: string) => integers(parameters[Number(n) - 1]))

const headerBytes = 19
/** Rows handed on at once while the database sends more. */
const batchSize = 256

/**
 * Runs a select by binary COPY and answers plain tuples, many times cheaper than text rows for a whole book, in batches: what is done
 * with one is done while the database works on the next. `kinds` must match the select list; the caller names the tuple's shape.
 */
export async function* binaryBatches<Row extends readonly unknown[]>(
  tx: object,
  query: Compilable,
  kinds: readonly BinaryKind[],
): AsyncGenerator<Row[], void, undefined> {
  const stream = connectionOf(tx).query(copyTo(`copy (${written(query.compile())}) to stdout (format binary)`))
  let rest: Buffer = Buffer.alloc(0)
  let at = headerBytes
  let rows: unknown[][] = []
  try {
    for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
      const bytes = rest.length === 0 ? (chunk as Buffer) : Buffer.concat([rest, chunk as Buffer])
      const end = at <= bytes.length ? rowsIn(bytes, at, kinds, rows) : at
      rest = end <= bytes.length ? bytes.subarray(end) : bytes
      at = end <= bytes.length ? 0 : end
      if (rows.length < batchSize) continue
      yield rows as unknown as Row[]
      rows = []
    }
    if (rows.length > 0) yield rows as unknown as Row[]
  } finally {
    // Whoever stops early leaves a connection that can be asked something else.
    if (!stream.readableEnded) for await (const _ of stream.iterator({ destroyOnReturn: false }));
  }
}

/** Adds the rows that stand complete in `bytes` from `from` on to `rows`; answers where the first incomplete one begins. */
function rowsIn(bytes: Buffer, from: number, kinds: readonly BinaryKind[], rows: unknown[][]): number {
  for (let start = from; ; ) {
    let at = start + 2
    if (at > bytes.length || bytes.readInt16BE(start) < 0) return start
    const row: unknown[] = new Array(kinds.length)
    for (let i = 0; i < kinds.length; i++) {
      if (at + 4 > bytes.length) return start
      const length = bytes.readInt32BE(at)
      at += 4
      if (at + length > bytes.length) return start
      row[i] = length < 0 ? null : readers[kinds[i] as BinaryKind](bytes, at, length)
      if (length > 0) at += length
    }
    rows.push(row)
    start = at
  }
}

/** The same, all at once. */
export async function binaryRows<Row extends readonly unknown[]>(
  tx: object,
  query: Compilable,
  kinds: readonly BinaryKind[],
): Promise<Row[]> {
  const rows: Row[] = []
  for await (const batch of binaryBatches<Row>(tx, query, kinds)) for (const row of batch) rows.push(row)
  return rows
}
