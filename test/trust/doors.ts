import { createHash, randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { createPerson, createRole } from '../../src/modules/organisation/contract.ts'
import type { TestOffice } from '../office.ts'

/** Runs SQL as the owner inside one company's schema. */
export async function sqlIn<Row extends object>(office: TestOffice, schema: string, text: string, values: unknown[] = []): Promise<Row[]> {
  const client = await office.deployment.owner.connect()
  try {
    await client.query(`set search_path = "${schema}"`)
    return (await client.query<Row>(text, values)).rows
  } finally {
    await client.query('reset search_path')
    client.release()
  }
}

/** Gives a person a token that acts with all of the person's rights; answers the whole header value. */
export async function tokenFor(office: TestOffice, personId: number, company = 'kewei'): Promise<string> {
  const secret = randomBytes(24).toString('base64url')
  const hash = createHash('sha256').update(secret).digest()
  await sqlIn(office, company, "insert into api_token (token_hash, name, person_id, created_at) values ($1, 'test', $2, '2026-01-01')", [
    hash,
    personId,
  ])
  return `Bearer ${company}.${secret}`
}

/** Opens a session for a person; answers the headers a browser on our own page sends. */
export async function sessionFor(office: TestOffice, personId: number, company = 'kewei'): Promise<Record<string, string>> {
  const secret = randomBytes(24).toString('base64url')
  const hash = createHash('sha256').update(secret).digest()
  await sqlIn(
    office,
    company,
    `insert into session (token_hash, person_id, created_at, seen_at, expires_at, source, agent)
     values ($1, $2, $3, $3, $3::timestamptz + interval '7 days', '192.0.2.1', 'Firefox')`,
    [hash, personId, office.now],
  )
  return { cookie: `kewei=${company}.${secret}`, origin: 'http://localhost', host: 'localhost', 'sec-fetch-site': 'same-origin' }
}

/** A person with a role of exactly these permissions and this reach, and the header by which they come in. */
export async function personWith(
  office: TestOffice,
  login: string,
  role: { permissions: string[]; scope?: 'OWN' | 'ALL'; masked?: boolean },
): Promise<{ id: number; authorization: string }> {
  const key = `r_${login}`
  await office.call(createRole, { key, name: key, scope: 'ALL', masked: false, ...role })
  const { id } = await office.call(createPerson, { login, name: login, roles: [key], unitId: null })
  return { id, authorization: await tokenFor(office, id) }
}

/** An administrator and a person who may do nothing. */
export async function twoPeople(office: TestOffice): Promise<{ adminId: number; nobodyId: number; admin: string; powerless: string }> {
  const { id } = await office.call(createPerson, { login: 'chief', name: '管理员', roles: ['admin'], unitId: null })
  const powerless = await personWith(office, 'nobody', { permissions: [] })
  return { adminId: id, nobodyId: powerless.id, admin: await tokenFor(office, id), powerless: powerless.authorization }
}

/** A hash over every row of every table, what waits in the queue, and every kept file: equal means nothing was written. */
export async function contentHash(office: TestOffice, schema = 'kewei'): Promise<string> {
  const hash = createHash('sha256')
  const add = (name: string, rows: { row: string }[]) => hash.update(`${name}\n${rows.map((r) => r.row).join('\n')}\n`)
  const tables = await sqlIn<{ name: string }>(office, schema, 'select tablename as name from pg_tables where schemaname = $1 order by 1', [
    schema,
  ])
  for (const { name } of tables) {
    const shown = name === 'api_token' ? "to_jsonb(t) - 'used_at'" : 't'
    add(name, await sqlIn(office, schema, `select (${shown})::text as row from "${name}" t order by 1`))
  }
  add('queue', await sqlIn(office, schema, "select task_identifier || coalesce(key, '') as row from graphile_worker.jobs order by 1"))
  add(
    'files',
    filesOf(office).map((f) => ({ row: `${f.name} ${f.text.length}` })),
  )
  return hash.digest('hex')
}

/** What `work` answers; fails when anything at all was written meanwhile. */
export async function untouched<T>(office: TestOffice, work: () => Promise<T>): Promise<T> {
  const before = await contentHash(office)
  const answer = await work()
  expect(await contentHash(office), 'something was written').toBe(before)
  return answer
}

export type Ask = {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH'
  url: string
  headers?: Record<string, string>
  payload?: string
  remoteAddress?: string
}

/** Every file under the deployment's file folder, read as bytes. */
export function filesOf(office: TestOffice): { name: string; text: string }[] {
  const folder = join(office.company.files.folder, '..')
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((f) => f.isFile())
    .map((f) => ({ name: join(f.parentPath, f.name).slice(folder.length), text: readFileSync(join(f.parentPath, f.name), 'latin1') }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}
