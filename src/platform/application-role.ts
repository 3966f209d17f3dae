import { createHmac } from 'node:crypto'
import type pg from 'pg'
import type { Target } from './db/connect.ts'
import { type DeploymentOptions, deploymentSchema } from './deployment-options.ts'

const roleOf = (key: string) => `kewei_app_${key}`
const rolePassword = (secret: string, key: string) => createHmac('sha256', secret).update(`role:${key}`).digest('base64url')

/** How the application itself connects to a company: by a login of its own, or by taking its role on. */
export function appTarget(options: DeploymentOptions, base: Target, key: string): Target {
  if (!options.ownCluster) return { ...base, role: roleOf(key) }
  return { ...base, user: roleOf(key), password: rolePassword(options.secret, key) }
}

/** What the application's role may do in a company's schema: everything but rewriting the audit trail or the tables' shape. */
export async function grantApplication(owner: pg.Pool, options: DeploymentOptions, key: string): Promise<void> {
  const role = roleOf(key)
  const login = options.ownCluster ? `login password '${rolePassword(options.secret, key)}'` : 'nologin'
  const client = await owner.connect()
  try {
    await client.query('begin')
    // Two processes that open a company for the first time take turns.
    await client.query('select pg_advisory_xact_lock(hashtextextended($1, 7))', [`role:${key}`])
    const exists = await client.query('select 1 from pg_roles where rolname = $1', [role])
    await client.query(`${exists.rowCount ? 'alter' : 'create'} role "${role}" ${login}`)
    await client.query(grantsOf(key, role))
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}

const grantsOf = (key: string, role: string): string => `
  grant "${role}" to current_user;
  grant usage on schema "${key}" to "${role}";
  grant select, insert, update, delete on all tables in schema "${key}" to "${role}";
  grant usage on all sequences in schema "${key}" to "${role}";
  revoke insert, update, delete on "${key}".migration from "${role}";
  revoke update, delete on "${key}".event, "${key}".event_seal from "${role}";
  revoke update on "${key}".event_value from "${role}";
  grant usage on schema ${deploymentSchema} to "${role}";
  grant execute on function ${deploymentSchema}.enqueue to "${role}";
  grant select, insert, update, delete on ${deploymentSchema}.rate_window to "${role}";
`
