import { quoted } from '../src/platform/db/copy-table.ts'
import type { TestOffice } from './office.ts'

type Office = Pick<TestOffice, 'deployment'>

/** A hash of the content of every table, whatever the order of its rows; the event of the restore itself is left out. */
export async function contentOf({ deployment }: Office, schema: string): Promise<Record<string, string>> {
  const tables = await deployment.owner.query<{ name: string }>(
    "select relname::text as name from pg_class where relnamespace = to_regnamespace($1) and relkind in ('r', 'p') order by 1",
    [schema],
  )
  const hashes: Record<string, string> = {}
  for (const { name } of tables.rows) {
    const restoring =
      name === 'event'
        ? "where name <> 'backup.restored'"
        : name === 'event_value'
          ? `where event_id not in (select id from ${quoted(schema)}.event where name = 'backup.restored')`
          : ''
    const { rows } = await deployment.owner.query<{ hash: string }>(
      `select count(*) || ' ' || coalesce(md5(string_agg(t::text, E'\\n' order by t::text collate "C")), '') as hash from (select * from ${quoted(schema)}.${quoted(name)} ${restoring}) t`,
    )
    hashes[name] = rows[0]?.hash ?? ''
  }
  return hashes
}

/** Constraints, indexes, views and rights of a schema, its own name and role left out of them. */
export async function shapeOf({ deployment }: Office, schema: string): Promise<string[]> {
  const { rows } = await deployment.owner.query<{ line: string }>(
    `select line from (
       select concat_ws(' ', 'constraint', conrelid::regclass, conname, pg_get_constraintdef(oid)) as line from pg_constraint where connamespace = to_regnamespace($1)
       union all select concat_ws(' ', 'index', tablename, indexdef) from pg_indexes where schemaname = $1
       union all select concat_ws(' ', 'view', viewname, definition) from pg_views where schemaname = $1
       union all select concat_ws(' ', 'right', relname, privilege_type, grantee::regrole) from pg_class, aclexplode(relacl) where relnamespace = to_regnamespace($1)
       union all select concat_ws(' ', 'right', 'schema', privilege_type, grantee::regrole) from pg_namespace, aclexplode(nspacl) where nspname = $1
     ) lines order by line`,
    [schema],
  )
  return rows.map((r) => r.line.replaceAll(`${schema}.`, '').replace(/kewei_app_\w+/, 'application')).sort()
}

/** The schemas of the deployment, by name. */
export const schemasOf = async ({ deployment }: Office): Promise<string[]> =>
  (
    await deployment.owner.query<{ name: string }>(
      "select nspname::text as name from pg_namespace where nspname !~ '^(pg_|information|graphile)' order by 1",
    )
  ).rows.map((r) => r.name)
