import { Kysely, type LimitNode, PostgresDialect, PostgresQueryCompiler, sql, ValueNode } from 'kysely'
import pg from 'pg'
import type { Log } from '../log.ts'
import type { DB, Tx } from './db.ts'

/** Where a database is and who asks. `role` is taken on at connect when the login may do more than the application should. */
export type Target = {
  host: string
  port: number
  user: string
  password?: string | undefined
  database: string
  ssl?: boolean | undefined
  role?: string | undefined
}

const int8 = 20
const date = 1082
const types = new pg.TypeOverrides()
types.setTypeParser(int8, (text) => {
  const n = Number(text)
  if (!Number.isSafeInteger(n)) throw new Error(`bigint ${text} is beyond the safe integers`)
  return n
})
types.setTypeParser(date, (text) => text)

export type PoolOptions = {
  schema: string
  /** Short statements for people: starting parallel workers would cost more than it saves. */
  short?: boolean
  readOnly?: boolean
  max?: number
  statementTimeoutMs?: number
  name: string
  log: Log
}

/** A pool bound for life to one schema: `search_path` is set at connect and never changed. */
export function openPool(target: Target, options: PoolOptions): pg.Pool {
  const settings = [
    `-c search_path=${options.schema}`,
    '-c TimeZone=UTC',
    `-c statement_timeout=${options.statementTimeoutMs ?? 60_000}`,
    '-c idle_in_transaction_session_timeout=120000',
    ...(options.short ? ['-c max_parallel_workers_per_gather=0'] : []),
    ...(options.readOnly ? ['-c default_transaction_read_only=on'] : []),
    ...(target.role ? [`-c role=${target.role}`] : []),
  ]
  const pool = new pg.Pool({
    host: target.host,
    port: target.port,
    user: target.user,
    password: target.password,
    database: target.database,
    ssl: target.ssl ?? false,
    max: options.max ?? 10,
    idleTimeoutMillis: 60_000,
    connectionTimeoutMillis: 10_000,
    application_name: options.name,
    options: settings.join(' '),
    types,
  })
  const lost = (error: Error) => options.log.warn({ reason: error.message }, 'database connection lost')
  pool.on('error', lost)
  pool.on('connect', (client) => void client.on('error', lost))
  return pool
}

const statementNames = new Map<string, string>()
const maxStatements = 400

/** Searches and filters over lists: their best plan depends on the values, so they are planned each time. */
const planDependsOnValues = /@>|&&|\blike\b|any\(|\^@|\bstrpos\(|\/\* asked \*\//

/** Marks a condition somebody put together: its text is of their making, so no connection keeps a plan or a name for it. */
export const asked = sql.raw('/* asked */')

const plannedOnce = '/* plan once */'
/** For the front of a statement whose one plan is right for all values, although it looks as if it were not. */
export const planOnce = sql`${sql.raw(plannedOnce)}`

/** A name for a statement text, so that each connection parses and plans it once; undefined once the list is full. */
function statementName(text: string): string | undefined {
  if (planDependsOnValues.test(text) && !text.includes(plannedOnce)) return undefined
  const known = statementNames.get(text)
  if (known !== undefined) return known
  if (statementNames.size >= maxStatements) return undefined
  const name = `k${statementNames.size}`
  statementNames.set(text, name)
  return name
}

/** What Kysely asks of a connection, with statements named. */
const named = (client: pg.PoolClient) => ({
  query: (text: unknown, parameters?: unknown[]) => {
    if (typeof text !== 'string') return client.query(text as never)
    const name = statementName(text)
    return name === undefined ? client.query(text, parameters) : client.query({ name, text, values: parameters ?? [] })
  },
})

/**
 * Writes the size of a page out: of a limit that it cannot see the planner thinks a tenth of the table, and so never keeps one plan
 * for all values.
 */
class PageCompiler extends PostgresQueryCompiler {
  protected override visitLimit(node: LimitNode): void {
    if (ValueNode.is(node.limit) && Number.isSafeInteger(node.limit.value)) this.append(`limit ${node.limit.value}`)
    else super.visitLimit(node)
  }
}

class PageDialect extends PostgresDialect {
  override createQueryCompiler(): PageCompiler {
    return new PageCompiler()
  }
}

const dialect = (connect: () => Promise<unknown>) => new PageDialect({ pool: { connect, end: async () => {} } as unknown as pg.Pool })

/** Kysely over a pool: a connection a statement. */
export const kyselyOver = (pool: pg.Pool): Kysely<DB> =>
  new Kysely<DB>({
    dialect: dialect(async () => {
      const client = await pool.connect()
      return { ...named(client), release: () => client.release() }
    }),
  })

const kyselyOfClient = new WeakMap<pg.PoolClient, Kysely<DB>>()
const clientOfTx = new WeakMap<object, pg.PoolClient>()

function kyselyOn(client: pg.PoolClient): Kysely<DB> {
  const known = kyselyOfClient.get(client)
  if (known) return known
  const made = new Kysely<DB>({ dialect: dialect(async () => ({ ...named(client), release: () => {} })) })
  kyselyOfClient.set(client, made)
  clientOfTx.set(made, client)
  return made
}

/** The connection under a transaction; for COPY and cursors inside `platform/db` only. */
export function connectionOf(tx: object): pg.PoolClient {
  const client = clientOfTx.get(tx)
  if (!client) throw new Error('not a transaction opened by inTransaction')
  return client
}

/** Runs `work` in one transaction on one connection; rolls back on any error. */
export async function inTransaction<T>(pool: pg.Pool, work: (tx: Tx) => Promise<T>, begin = 'begin'): Promise<T> {
  const client = await pool.connect()
  try {
    await client.query(begin)
    const result = await work(kyselyOn(client) as Tx)
    await client.query('commit')
    client.release()
    return result
  } catch (error) {
    await client.query('rollback').then(
      () => client.release(),
      (broken: Error) => client.release(broken),
    )
    throw error
  }
}
