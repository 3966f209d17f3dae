import type { Day } from '../../core/day.ts'
import { decodeCursor, type Page, toPage } from '../../core/page.ts'
import { found, invalidField } from '../../core/problem.ts'
import { type Locale, nearestLocale } from '../../core/text.ts'
import type { Db } from '../../platform/db/db.ts'
import type { Scope } from '../../platform/scope.ts'
import {
  type DeputyShown,
  type Person,
  type Post,
  type Role,
  type SessionPerson,
  scopeKinds,
  themes,
  type Unit,
  unitKinds,
} from './contract.ts'
import type { Grant } from './policy/rights.ts'
import type { UnitUse } from './policy/units.ts'

/** The code if it is one of the known ones; the database checks the same list, so anything else is a fault. */
function oneOf<T extends string>(codes: readonly T[], code: string): T {
  const known = codes.find((c) => c === code)
  if (known === undefined) throw new Error(`unknown code ${code}`)
  return known
}

const localeOf = (code: string): Locale => nearestLocale(code) ?? 'zh-CN'
const likeText = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`

export async function readCompany(db: Db): Promise<{ name: string; setUpAt: Date | null }> {
  const row = await db.selectFrom('company_profile').select(['name', 'set_up_at']).executeTakeFirstOrThrow()
  return { name: row.name, setUpAt: row.set_up_at }
}

const people = (db: Db, scope: Scope) => {
  const all = db.selectFrom('person as p').leftJoin('unit as u', 'u.id', 'p.unit_id')
  if (scope.all) return all
  return all.where((e) =>
    e.or([e('p.unit_id', '=', e.fn.any(e.val([...scope.unitIds]))), e('p.id', '=', e.fn.any(e.val([...scope.ownerIds])))]),
  )
}

const personColumns = [
  'p.id',
  'p.version',
  'p.login',
  'p.name',
  'p.unit_id as unitId',
  'p.active',
  'p.phone',
  'p.email',
  'p.password_hash',
  'u.name as unitName',
] as const

type PersonRow = Omit<Person, 'roles' | 'hasPassword'> & { password_hash: string | null }

async function withRoles(db: Db, rows: readonly PersonRow[]): Promise<Person[]> {
  const ids = rows.map((row) => row.id)
  const roles = await db
    .selectFrom('person_role')
    .selectAll()
    .where((e) => e('person_id', '=', e.fn.any(e.val(ids))))
    .orderBy('role_key')
    .execute()
  const rolesOf = Map.groupBy(roles, (role) => role.person_id)
  return rows.map(({ password_hash, ...row }) => ({
    ...row,
    hasPassword: password_hash !== null,
    roles: (rolesOf.get(row.id) ?? []).map((role) => role.role_key),
  }))
}

export type PeopleFilter = {
  after?: string | undefined
  limit: number
  unitId?: number | undefined
  role?: string | undefined
  active?: boolean | undefined
  text?: string | undefined
}

/** People by name; `unitId` means that unit alone. */
export async function readPeople(db: Db, scope: Scope, { after, limit, unitId, role, active, text }: PeopleFilter): Promise<Page<Person>> {
  let page = people(db, scope).select(personColumns)
  if (unitId !== undefined) page = page.where('p.unit_id', '=', unitId)
  if (active !== undefined) page = page.where('p.active', '=', active)
  if (role !== undefined) page = page.where('p.id', 'in', db.selectFrom('person_role').select('person_id').where('role_key', '=', role))
  if (text) page = page.where((e) => e.or([e('p.name', 'ilike', likeText(text)), e('p.login', 'ilike', likeText(text))]))
  if (after !== undefined) {
    const [name, id] = decodeCursor(after, 2) ?? []
    if (typeof name !== 'string' || typeof id !== 'number') throw invalidField('after', 'bad-cursor')
    page = page.where((e) => e.or([e('p.name', '>', name), e.and([e('p.name', '=', name), e('p.id', '>', id)])]))
  }
  const rows = await page
    .orderBy('p.name')
    .orderBy('p.id')
    .limit(limit + 1)
    .execute()
  return toPage(await withRoles(db, rows), limit, (person) => [person.name, person.id])
}

export async function readPerson(db: Db, scope: Scope, id: number): Promise<Person> {
  const row = await people(db, scope).select(personColumns).where('p.id', '=', id).executeTakeFirst()
  const [person] = await withRoles(db, [found(row, 'person')])
  return found(person, 'person')
}

export const readPersonPosts = (db: Db, id: number): Promise<{ key: string; unitId: number | null }[]> =>
  db
    .selectFrom('person_post')
    .select(['post_key as key', 'unit_id as unitId'])
    .where('person_id', '=', id)
    .orderBy('post_key')
    .orderBy('unit_id')
    .execute()

export async function readAssisted(db: Db, assistantId: number): Promise<number[]> {
  const rows = await db.selectFrom('assistance').select('person_id').where('assistant_id', '=', assistantId).orderBy('person_id').execute()
  return rows.map((row) => row.person_id)
}

/** Colleagues by name, for pickers: everybody who works here, whatever the reader's reach over customers. */
export async function readPeopleOptions(db: Db, text: string | undefined, limit: number) {
  let options = db
    .selectFrom('person as p')
    .leftJoin('unit as u', 'u.id', 'p.unit_id')
    .select(['p.id', 'p.name', 'p.unit_id as unitId', 'u.name as unitName'])
    .where('p.active', '=', true)
  if (text) options = options.where('p.name', 'ilike', likeText(text))
  return options.orderBy('p.name').orderBy('p.id').limit(limit).execute()
}

/** Which of these people are active. */
export async function activeAmong(db: Db, ids: readonly number[]): Promise<Set<number>> {
  const rows = await db
    .selectFrom('person')
    .select('id')
    .where('active', '=', true)
    .where((e) => e('id', '=', e.fn.any(e.val([...ids]))))
    .execute()
  return new Set(rows.map((row) => row.id))
}

export async function isLoginTaken(db: Db, login: string, exceptId?: number): Promise<boolean> {
  const row = await db.selectFrom('person').select('id').where('login', '=', login).executeTakeFirst()
  return row !== undefined && row.id !== exceptId
}

/** How the person is shown to themselves; permissions come from who asks. */
export async function readSessionPerson(db: Db, id: number, permissions: ReadonlySet<string>): Promise<SessionPerson> {
  const row = found(
    await db.selectFrom('person').select(['id', 'name', 'login', 'locale', 'theme']).where('id', '=', id).executeTakeFirst(),
    'person',
  )
  const post = await db
    .selectFrom('person_post')
    .innerJoin('post', 'post.key', 'person_post.post_key')
    .select('post.name')
    .where('person_id', '=', id)
    .orderBy('post.id')
    .limit(1)
    .executeTakeFirst()
  return {
    ...row,
    locale: localeOf(row.locale),
    theme: oneOf(themes, row.theme),
    post: post?.name ?? null,
    permissions: [...permissions].sort(),
  }
}

export async function readUnits(db: Db): Promise<Unit[]> {
  const rows = await db
    .selectFrom('unit')
    .select(['id', 'version', 'name', 'kind', 'parent_id as parentId'])
    .orderBy('name')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ ...row, kind: oneOf(unitKinds, row.kind) }))
}

export async function readUnitUse(db: Db, id: number): Promise<UnitUse> {
  const count = async (table: 'unit' | 'person' | 'person_post', column: 'parent_id' | 'unit_id') => {
    const { n } = await db
      .selectFrom(table)
      .select((e) => e.fn.countAll<number>().as('n'))
      .where(column, '=', id)
      .executeTakeFirstOrThrow()
    return n
  }
  return { units: await count('unit', 'parent_id'), people: await count('person', 'unit_id'), posts: await count('person_post', 'unit_id') }
}

const roleColumns = ['key', 'version', 'name', 'permissions', 'scope', 'masked', 'built_in as builtIn'] as const

export async function readRoles(db: Db): Promise<Role[]> {
  const rows = await db
    .selectFrom('role')
    .select(roleColumns)
    .select((e) =>
      e
        .selectFrom('person_role')
        .select((c) => c.fn.countAll<number>().as('n'))
        .whereRef('person_role.role_key', '=', 'role.key')
        .as('people'),
    )
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ ...row, people: row.people ?? 0, scope: oneOf(scopeKinds, row.scope) }))
}

export async function readGrants(db: Db, roleKeys: readonly string[]): Promise<(Grant & { key: string })[]> {
  const rows = await db
    .selectFrom('role')
    .select(['key', 'permissions', 'scope', 'masked'])
    .where((e) => e('key', '=', e.fn.any(e.val([...roleKeys]))))
    .execute()
  return rows.map((row) => ({ ...row, scope: oneOf(scopeKinds, row.scope) }))
}

/** Active people who hold every permission and have a password to come in with. */
export async function countAdministrators(db: Db): Promise<number> {
  const { n } = await db
    .selectFrom('person as p')
    .innerJoin('person_role as pr', 'pr.person_id', 'p.id')
    .innerJoin('role as r', 'r.key', 'pr.role_key')
    .select((e) => e.fn.count<number>('p.id').distinct().as('n'))
    .where('p.active', '=', true)
    .where('p.password_hash', 'is not', null)
    .where((e) => e(e.val('*'), '=', e.fn.any('r.permissions')))
    .where('r.scope', '=', 'ALL')
    .executeTakeFirstOrThrow()
  return n
}

export async function readPosts(db: Db): Promise<Post[]> {
  const posts = await db.selectFrom('post').select(['key', 'name', 'version']).orderBy('id').execute()
  const holders = await db
    .selectFrom('person_post as pp')
    .innerJoin('person as p', 'p.id', 'pp.person_id')
    .select(['pp.post_key', 'p.id as personId', 'p.name as personName', 'pp.unit_id as unitId'])
    .where('p.active', '=', true)
    .orderBy('p.name')
    .orderBy('p.id')
    .execute()
  const holdersOf = Map.groupBy(holders, (holder) => holder.post_key)
  return posts.map((post) => ({ ...post, holders: (holdersOf.get(post.key) ?? []).map(({ post_key: _, ...holder }) => holder) }))
}

export type DeputyFilter = { id?: number; personId?: number | undefined; on?: Day | undefined }

export function readDeputies(db: Db, { id, personId, on }: DeputyFilter): Promise<DeputyShown[]> {
  let deputies = db
    .selectFrom('deputy as d')
    .innerJoin('person as p', 'p.id', 'd.person_id')
    .innerJoin('person as s', 's.id', 'd.deputy_id')
    .select(['d.id', 'd.person_id as personId', 'd.deputy_id as deputyId', 'd.from_on as fromOn', 'd.until_on as untilOn'])
    .select(['p.name as personName', 's.name as deputyName'])
  if (id !== undefined) deputies = deputies.where('d.id', '=', id)
  if (personId !== undefined) deputies = deputies.where('d.person_id', '=', personId)
  if (on !== undefined) deputies = deputies.where('d.from_on', '<=', on).where('d.until_on', '>=', on)
  return deputies.orderBy('d.from_on', 'desc').orderBy('d.id').limit(1000).execute()
}

export const readSessions = (db: Db, personId: number) =>
  db
    .selectFrom('session')
    .select(['id', 'created_at as createdAt', 'seen_at as seenAt', 'expires_at as expiresAt', 'source', 'agent', 'token_hash as hash'])
    .where('person_id', '=', personId)
    .orderBy('seen_at', 'desc')
    .orderBy('id')
    .execute()

export const readTokens = (db: Db, personId: number) =>
  db
    .selectFrom('api_token')
    .select([
      'id',
      'name',
      'permissions',
      'created_at as createdAt',
      'expires_at as expiresAt',
      'used_at as usedAt',
      'revoked_at as revokedAt',
    ])
    .where('person_id', '=', personId)
    .orderBy('id', 'desc')
    .execute()
