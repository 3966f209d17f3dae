import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import type pg from 'pg'

export type Migration = { number: number; name: string; sql: string; hash: string }

/** The numbered `.sql` files of a folder, in order: `0001-name.sql`. */
export function readMigrations(folder: URL): Migration[] {
  return readdirSync(folder)
    .filter((f) => /^\d{4}-[a-z0-9-]+\.sql$/.test(f))
    .sort()
    .map((file) => {
      const sql = readFileSync(new URL(file, folder), 'utf8')
      return { number: Number(file.slice(0, 4)), name: file.slice(5, -4), sql, hash: createHash('sha256').update(sql).digest('hex') }
    })
}

export class NewerDatabase extends Error {}

/**
 * Brings one schema to the newest migration: forward only, each in its own transaction, one runner at a time
 * (advisory lock). Refuses a database that holds migrations this program does not know.
 */
export async function migrate(owner: pg.Pool, schema: string, migrations: Migration[]): Promise<number[]> {
  const client = await owner.connect()
  try {
    await client.query('select pg_advisory_lock(hashtextextended($1, 7))', [`migrate:${schema}`])
    await client.query(`create schema if not exists "${schema}"`)
    await client.query(`set search_path = "${schema}"`)
    await client.query(
      'create table if not exists migration (number int primary key, name text not null, hash text not null, applied_at timestamptz not null default now())',
    )
    const done = await client.query<{ number: number }>('select number from migration order by number')
    const newest = migrations.at(-1)?.number ?? 0
    if (done.rows.some((r) => r.number > newest)) throw new NewerDatabase(`schema ${schema} was made by a newer Kewei`)
    const missing = migrations.filter((m) => !done.rows.some((r) => r.number === m.number))
    for (const m of missing) await applyOne(client, m)
    return missing.map((m) => m.number)
  } finally {
    await client.query('reset search_path')
    await client.query('select pg_advisory_unlock_all()')
    client.release()
  }
}

async function applyOne(client: pg.PoolClient, m: Migration): Promise<void> {
  await client.query('begin')
  try {
    await client.query(m.sql)
    await client.query('insert into migration (number, name, hash) values ($1, $2, $3)', [m.number, m.name, m.hash])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}
