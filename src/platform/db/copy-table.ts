import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'

/** How COPY writes values as text, whatever the server's own settings are. */
const settings = `set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0; set local timezone = 'UTC';
  set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres'; set local bytea_output = 'hex'; set local extra_float_digits = 1;
  set local client_encoding = 'UTF8'`

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`
const listed = (names: readonly string[]): string => names.map(quoted).join(', ')

/** Runs `work` on one connection that sees the database as it is now, however long it takes. */
export async function inSnapshot<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  try {
    await client.query(`begin isolation level repeatable read read only; ${settings}`)
    const result = await work(client)
    await client.query('commit')
    client.release()
    return result
  } catch (error) {
    // A COPY that was left in its middle cannot be rolled back politely: the connection goes.
    client.release(true)
    throw error
  }
}

/** A table's rows as COPY text, a line each. `select` also reads a table in partitions. */
export const tableText = (client: pg.PoolClient, table: string, columns: readonly string[]): Readable =>
  client.query(copyTo(`copy (select ${listed(columns)} from ${quoted(table)}) to stdout`))

/** Fills a table from COPY text; answers how many rows came in. */
export async function loadTable(
  client: pg.PoolClient,
  table: string,
  columns: readonly string[],
  text: AsyncIterable<Buffer>,
): Promise<number> {
  await client.query('begin')
  try {
    await client.query(settings)
    const sink = client.query(copyFrom(`copy ${quoted(table)} (${listed(columns)}) from stdin`))
    await pipeline(Readable.from(text), sink)
    await client.query('commit')
    return sink.rowCount
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}
