import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { from as copyFrom } from 'pg-copy-streams'
import { type Day, dayNumber } from '../../core/day.ts'
import { connectionOf } from './connect.ts'
import type { DB, Tx } from './db.ts'

const head = Buffer.concat([Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), Buffer.alloc(8)])
const end = Buffer.from([0xff, 0xff])
const pageBytes = 65_536
const textOid = 25
/** Days are counted from 1970-01-01 here and from 2000-01-01 there. */
const epochDays = 10_957

/** Rows on their way into a table, in COPY's binary form: each field with its length before it, -1 for null. */
export class BinaryRows {
  private bytes = Buffer.allocUnsafe(2 * pageBytes)
  private at = 0

  private room(size: number): number {
    if (this.at + size > this.bytes.length)
      this.bytes = Buffer.concat([this.bytes.subarray(0, this.at)], Math.max(2 * this.bytes.length, this.at + size))
    const from = this.at
    this.at += size
    return from
  }

  row(fields: number): this {
    this.bytes.writeInt16BE(fields, this.room(2))
    return this
  }

  null(): this {
    this.bytes.writeInt32BE(-1, this.room(4))
    return this
  }

  int2(value: number): this {
    const at = this.room(6)
    this.bytes.writeInt32BE(2, at)
    this.bytes.writeInt16BE(value, at + 4)
    return this
  }

  int4(value: number | null): this {
    if (value === null) return this.null()
    const at = this.room(8)
    this.bytes.writeInt32BE(4, at)
    this.bytes.writeInt32BE(value, at + 4)
    return this
  }

  /** A whole number within the safe integers. */
  int8(value: number): this {
    const at = this.room(12)
    this.bytes.writeInt32BE(8, at)
    this.bytes.writeInt32BE(Math.floor(value / 4_294_967_296), at + 4)
    this.bytes.writeUInt32BE(value - Math.floor(value / 4_294_967_296) * 4_294_967_296, at + 8)
    return this
  }

  day(value: Day | null): this {
    return this.int4(value === null ? null : dayNumber(value) - epochDays)
  }

  text(value: string | null): this {
    if (value === null) return this.null()
    const size = Buffer.byteLength(value)
    const at = this.room(4 + size)
    this.bytes.writeInt32BE(size, at)
    this.bytes.write(value, at + 4)
    return this
  }

  texts(values: readonly string[]): this {
    const from = this.room(4)
    // Dimensions, no nulls inside, type of an element, and for the one dimension its size and first index.
    for (const n of values.length === 0 ? [0, 0, textOid] : [1, 0, textOid, values.length, 1]) this.bytes.writeInt32BE(n, this.room(4))
    for (const value of values) this.text(value)
    this.bytes.writeInt32BE(this.at - from - 4, from)
    return this
  }

  /** Fields that were written before, for another row. */
  again(fields: Buffer): this {
    const at = this.room(fields.length)
    fields.copy(this.bytes, at)
    return this
  }

  get isPage(): boolean {
    return this.at >= pageBytes
  }

  /** What was written since the last time. */
  take(): Buffer {
    const taken = Buffer.from(this.bytes.subarray(0, this.at))
    this.at = 0
    return taken
  }
}

/** Fields of several rows alike, encoded once. */
export const fields = (write: (rows: BinaryRows) => unknown): Buffer => {
  const rows = new BinaryRows()
  write(rows)
  return rows.take()
}

/**
 * Bulk insert by binary COPY, for runs over the whole book: the database has nothing to parse. `write` puts one row's fields in the
 * order of `columns`, each in the form of its column.
 */
export async function copyBinary<T extends keyof DB & string, Row>(
  tx: Tx,
  table: T,
  columns: readonly (keyof DB[T] & string)[],
  rows: Iterable<Row>,
  write: (rows: BinaryRows, row: Row) => unknown,
): Promise<void> {
  const names = columns.map((c) => `"${c}"`).join(', ')
  const pages = pagesOf(columns.length, rows, write)
  await pipeline(Readable.from(pages), connectionOf(tx).query(copyFrom(`copy "${table}" (${names}) from stdin (format binary)`)))
}

function* pagesOf<Row>(count: number, rows: Iterable<Row>, write: (rows: BinaryRows, row: Row) => unknown): Generator<Buffer> {
  const out = new BinaryRows()
  yield head
  for (const row of rows) {
    write(out.row(count), row)
    if (out.isPage) yield out.take()
  }
  yield Buffer.concat([out.take(), end])
}
