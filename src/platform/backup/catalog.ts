import type pg from 'pg'
import { quoted } from '../db/copy-table.ts'

export type TableShape = { name: string; columns: string[] }

/** Every table of a schema with the columns that hold something of their own, by name. */
export async function tablesOf(client: pg.PoolClient, schema: string): Promise<TableShape[]> {
  const { rows } = await client.query<TableShape>(
    `select c.relname::text as name, array_agg(a.attname::text order by a.attnum) as columns
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     where c.relnamespace = to_regnamespace($1) and c.relkind in ('r', 'p') and not c.relispartition
     group by c.relname order by c.relname collate "C"`,
    [quoted(schema)],
  )
  return rows
}

export type SequenceState = { name: string; last: number | null }

/** Every sequence of a schema with the number it gave out last. */
export async function sequencesOf(client: pg.PoolClient, schema: string): Promise<SequenceState[]> {
  const { rows } = await client.query<SequenceState>(
    'select sequencename::text as name, last_value as last from pg_sequences where schemaname = $1 order by sequencename collate "C"',
    [schema],
  )
  return rows
}

/** Statements that take away, and put back, what would slow a load down or ask for an order of tables. */
export type Fittings = { remove: string[]; putBack: string[] }

/** Foreign keys, and indexes no constraint stands on. The schema must be the connection's own (`search_path`). */
export async function fittingsOf(client: pg.PoolClient, schema: string): Promise<Fittings> {
  const keys = await client.query<{ remove: string; put: string }>(
    `select format('alter table %I.%I drop constraint %I', $1::text, t.relname, c.conname) as remove,
       format('alter table %I.%I add constraint %I %s', $1::text, t.relname, c.conname, pg_get_constraintdef(c.oid)) as put
     from pg_constraint c join pg_class t on t.oid = c.conrelid
     where t.relnamespace = to_regnamespace($2) and c.contype = 'f' and c.conparentid = 0 order by t.relname, c.conname`,
    [schema, quoted(schema)],
  )
  const indexes = await client.query<{ remove: string; put: string }>(
    `select format('drop index %I.%I', $1::text, i.relname) as remove, pg_get_indexdef(i.oid) as put
     from pg_index x join pg_class i on i.oid = x.indexrelid
     where i.relnamespace = to_regnamespace($2) and not i.relispartition
       and not exists (select 1 from pg_constraint c where c.conindid = i.oid) order by i.relname`,
    [schema, quoted(schema)],
  )
  const remove = [...keys.rows, ...indexes.rows].map((r) => r.remove)
  return { remove, putBack: [...indexes.rows, ...keys.rows].map((r) => r.put) }
}

/** Statements that give everybody in one schema the rights they have in another of the same shape. */
export async function grantsLike(client: pg.PoolClient, like: string, schema: string): Promise<string[]> {
  const { rows } = await client.query<{ grant: string }>(
    `select format('grant %s on %s %I.%I to %I', string_agg(a.privilege_type, ', '),
         case when c.relkind = 'S' then 'sequence' else 'table' end, $2::text, c.relname, r.rolname) as grant
     from pg_class c cross join lateral aclexplode(c.relacl) a join pg_roles r on r.oid = a.grantee
     where c.relnamespace = to_regnamespace($3) and a.grantee <> c.relowner group by c.relkind, c.relname, r.rolname
     union all
     select format('grant %s on schema %I to %I', string_agg(a.privilege_type, ', '), $2::text, r.rolname)
     from pg_namespace n cross join lateral aclexplode(n.nspacl) a join pg_roles r on r.oid = a.grantee
     where n.nspname = $1 and a.grantee <> n.nspowner group by r.rolname`,
    [like, schema, quoted(like)],
  )
  return rows.map((r) => r.grant)
}
