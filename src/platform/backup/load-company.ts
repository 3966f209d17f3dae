import type pg from 'pg'
import { Problem } from '../../core/problem.ts'
import { loadTable, quoted } from '../db/copy-table.ts'
import { type Migration, migrate } from '../db/migrate.ts'
import { fittingsOf, sequencesOf, tablesOf } from './catalog.ts'
import type { CompanyManifest } from './manifest.ts'
import type { Archive } from './read-archive.ts'
import type { BackupProgress } from './write-archive.ts'

type Load = {
  owner: pg.Pool
  archive: Archive
  company: CompanyManifest
  schema: string
  migrations: Migration[]
  progress: BackupProgress
}

/**
 * Builds a schema that holds a company of an archive: made as the archive's Kewei made it, filled, then migrated forward.
 * Whatever stood under this schema's name before is dropped.
 */
export async function loadCompany(load: Load): Promise<void> {
  const { owner, company, schema, migrations } = load
  await dropSchema(owner, schema)
  await migrate(owner, schema, migrations.slice(0, company.migrations.length))
  const client = await owner.connect()
  try {
    await client.query(`set search_path = ${quoted(schema)}`)
    await checkShape(client, schema, company)
    await fill(client, load)
  } finally {
    await client.query('reset search_path').catch(() => {})
    client.release()
  }
  await migrate(owner, schema, migrations)
}

export const dropSchema = (owner: pg.Pool | pg.PoolClient, schema: string): Promise<unknown> =>
  owner.query(`drop schema if exists ${quoted(schema)} cascade`)

/** The archive must hold exactly the tables and sequences its migrations make; columns are checked by the load itself. */
async function checkShape(client: pg.PoolClient, schema: string, { key, tables, sequences }: CompanyManifest): Promise<void> {
  const text = (things: { name: string; columns?: string[] }[]) =>
    JSON.stringify(things.map((t) => [t.name, [...(t.columns ?? [])].sort()]).sort())
  const sameTables = text(await tablesOf(client, schema)) === text(tables)
  if (
    !sameTables ||
    text(sequences.map(({ name }) => ({ name }))) !== text((await sequencesOf(client, schema)).map(({ name }) => ({ name })))
  ) {
    throw new Problem('refused', 'archive-of-other-kind', { company: key })
  }
}

async function fill(client: pg.PoolClient, { archive, company, schema, progress }: Load): Promise<void> {
  const { remove, putBack } = await fittingsOf(client, schema)
  for (const statement of remove) await client.query(statement)
  // Migrations put first rows into some tables; the archive has them all.
  if (company.tables.length > 0) await client.query(`truncate ${company.tables.map((t) => quoted(t.name)).join(', ')}`)
  const total = company.tables.reduce((sum, t) => sum + t.rows, 0)
  let done = 0
  for (const table of company.tables) {
    await progress({ step: 'LOADING', done, total })
    const rows = await loadTable(client, table.name, table.columns, archive.rowsOf(table))
    if (rows !== table.rows) throw new Problem('refused', 'archive-damaged', { place: `${company.key}/tables/${table.name}` })
    done += rows
  }
  for (const [i, statement] of putBack.entries()) {
    await progress({ step: 'INDEXING', done: i, total: putBack.length })
    await client.query(statement)
  }
  for (const { name, last } of company.sequences) {
    if (last !== null) await client.query('select setval($1::regclass, $2)', [`${quoted(schema)}.${quoted(name)}`, last])
  }
  for (const { name } of company.tables) await client.query(`analyze ${quoted(name)}`)
}
