import { createHash } from 'node:crypto'
import { type Compilable, sql } from 'kysely'
import { expect, test } from 'vitest'
import { testOffice } from '../../../test/office.ts'
import { binaryBatches, binaryRows } from './binary-rows.ts'
import { inTransaction } from './connect.ts'
import type { Tx } from './db.ts'

const office = await testOffice()
const kinds = ['int8', 'int4', 'day', 'text', 'bytes'] as const
type Row = readonly [number, number | null, number | null, string | null, Buffer | null]

/** Rows of very different sizes, some fields null: long ones do not fit into what arrives at once. */
const rowsUpTo = (count: number): Compilable => {
  const query = sql`select i::int8 * 5000000000, nullif(i % 7, 3)::int4, date '2026-01-01' + i, case when i % 5 > 0 then repeat('客', i % 90) end,
      case when i % 11 > 0 then convert_to(repeat(md5(i::text), (i * i) % 900), 'UTF8') end
    from generate_series(1, ${sql.lit(count)}::int) i order by i`
  return { compile: () => query.compile(office.company.db) }
}

const md5 = (text: string) => createHash('md5').update(text).digest('hex')
const expected = (i: number): Row => [
  i * 5_000_000_000,
  i % 7 === 3 ? null : i % 7,
  20_454 + i,
  i % 5 > 0 ? '客'.repeat(i % 90) : null,
  i % 11 > 0 ? Buffer.from(md5(String(i)).repeat((i * i) % 900)) : null,
]

const reading = <T>(work: (tx: Tx) => Promise<T>) => inTransaction(office.company.write, work)

test('batches are the rows of the select, whole and in order, however they arrive', async () => {
  const count = 1_500
  const rows = await reading(async (tx) => {
    const all: Row[] = []
    for await (const batch of binaryBatches<Row>(tx, rowsUpTo(count), kinds)) for (const row of batch) all.push(row)
    return all
  })
  expect(rows.length).toBe(count)
  const shown = (row: Row | undefined) => row?.map(String).join()
  const strange = rows.findIndex((row, i) => shown(row) !== shown(expected(i + 1)))
  expect(strange).toBe(-1)
})

test('no row, and all at once', async () => {
  expect(await reading((tx) => binaryRows<Row>(tx, rowsUpTo(0), kinds))).toEqual([])
  expect((await reading((tx) => binaryRows<Row>(tx, rowsUpTo(3), kinds))).map(([id]) => id)).toEqual([5e9, 10e9, 15e9])
})

test('whoever stops early may ask the connection something else', async () => {
  const after = await reading(async (tx) => {
    await expect(async () => {
      for await (const _ of binaryBatches<Row>(tx, rowsUpTo(2_000), kinds)) throw new Error('enough')
    }).rejects.toThrow('enough')
    const { rows } = await sql<{ two: number }>`select 1 + 1 as two`.execute(tx)
    return rows
  })
  expect(after).toEqual([{ two: 2 }])
})
