import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely'
import { decodeCursor, type Page, toPage } from '../../core/page.ts'
import { found, invalidField } from '../../core/problem.ts'
import type { Db } from '../../platform/db/db.ts'
import type { DB } from '../../platform/db/tables.ts'
import type { Scope } from '../../platform/scope.ts'
import { customersInScope } from '../customers/queries.ts'
import { type Names, type TrailEntry, type TrailFilter, type TrailRow, trailRow } from './contract.ts'
import { type Pointed, pointedAt, withoutSensitive } from './policy.ts'

/** Events joined with the name of the customer they are about. */
const trail = (db: Db) => db.selectFrom('event as e').leftJoin('customers_public_name as c', 'c.id', 'e.customer_id')

type Joined = ExpressionBuilder<DB & { e: DB['event']; c: DB['customers_public_name'] }, 'e' | 'c'>

/** Who does not see the whole book sees what happened to customers in their sight, and nothing of the house itself. */
function inSight(eb: Joined, scope: Scope): Expression<SqlBool> {
  if (scope.all) return eb.lit(true)
  const seen = [
    ...(scope.ownerIds.length > 0 ? [eb('c.owner_id', 'in', [...scope.ownerIds])] : []),
    ...(scope.unitIds.length > 0 ? [eb('c.unit_id', 'in', [...scope.unitIds])] : []),
  ]
  return eb.or(seen)
}

const literal = (text: string): string => text.replace(/[\\%_]/g, '\\$&')

/** The filter, with the event names whose words on screen hold `q` beside it: `names`. */
export type TrailSearch = TrailFilter & { names: readonly string[] }

function conditions(eb: Joined, f: TrailSearch): Expression<SqlBool>[] {
  const q = f.q === undefined ? undefined : `%${literal(f.q)}%`
  const inWords =
    q === undefined
      ? []
      : [eb('e.actor_name', 'ilike', q), eb('c.name', 'ilike', q), ...(f.names.length > 0 ? [eb('e.name', 'in', [...f.names])] : [])]
  return [
    ...(f.from ? [eb('e.at', '>=', f.from)] : []),
    ...(f.until ? [eb('e.at', '<', f.until)] : []),
    ...(f.actor ? [eb('e.actor_name', 'ilike', `%${literal(f.actor)}%`)] : []),
    ...(f.event ? [eb('e.name', 'like', `${literal(f.event)}%`)] : []),
    ...(f.subjectKind ? [eb('e.subject_kind', '=', f.subjectKind)] : []),
    ...(f.subjectId === undefined ? [] : [eb('e.subject_id', '=', f.subjectId)]),
    ...(f.customerId === undefined ? [] : [eb('e.customer_id', '=', f.customerId)]),
    ...(f.jobId === undefined ? [] : [eb('e.job_id', '=', f.jobId)]),
    ...(inWords.length > 0 ? [eb.or(inWords)] : []),
  ]
}

/** One subject, customer or job has its events in an index by number; everything else is walked by time. */
const isNarrow = (f: TrailFilter): boolean => f.subjectKind !== undefined || f.customerId !== undefined || f.jobId !== undefined

function before(eb: Joined, f: TrailFilter, after: string): Expression<SqlBool> {
  const key = decodeCursor(after, 2)
  const at = new Date(String(key?.[0]))
  const id = Number(key?.[1])
  if (!key || Number.isNaN(at.getTime()) || !Number.isSafeInteger(id)) throw invalidField('after', 'bad-cursor')
  if (isNarrow(f)) return eb('e.id', '<', id)
  return eb.and([eb('e.at', '<=', at), eb.or([eb('e.at', '<', at), eb('e.id', '<', id)])])
}

const columns = [
  ...([
    'e.id',
    'e.at',
    'e.name',
    'e.actor_kind',
    'e.actor_id',
    'e.actor_name',
    'e.subject_kind',
    'e.subject_id',
    'e.subject_version',
  ] as const),
  ...(['e.customer_id', 'c.name as customer_name', 'e.job_id', 'e.fields', 'e.rule_id', 'e.policy_version'] as const),
] as const

/** A page of the trail, newest first. */
export async function searchTrail(
  db: Db,
  scope: Scope,
  filter: TrailSearch,
  page: { after?: string | undefined; limit: number },
): Promise<Page<TrailRow>> {
  let q = trail(db)
    .select(columns)
    .where((eb) => eb.and([inSight(eb, scope), ...conditions(eb, filter)]))
  const { after } = page
  if (after !== undefined) q = q.where((eb) => before(eb, filter, after))
  const sorted = isNarrow(filter) ? q.orderBy('e.id', 'desc') : q.orderBy('e.at', 'desc').orderBy('e.id', 'desc')
  const rows = await sorted.limit(page.limit + 1).execute()
  return toPage(rows.map(toRow), page.limit, (r) => [r.at.toISOString(), r.id])
}

type Row = {
  id: number
  at: Date
  name: string
  actor_kind: string
  actor_id: number | null
  actor_name: string
  subject_kind: string
  subject_id: number
  subject_version: number | null
  customer_id: number | null
  customer_name: string | null
  job_id: number | null
  fields: string[]
  rule_id: string | null
  policy_version: number | null
}

const actorKind = trailRow.shape.actor.shape.kind

const toRow = (r: Row): TrailRow => ({
  id: r.id,
  at: r.at,
  name: r.name,
  actor: { kind: actorKind.parse(r.actor_kind), id: r.actor_id, name: r.actor_name },
  subject: { kind: r.subject_kind, id: r.subject_id, version: r.subject_version },
  customer: r.customer_id === null ? null : { id: r.customer_id, name: r.customer_name },
  jobId: r.job_id,
  fields: r.fields,
  rule: r.rule_id,
  policyVersion: r.policy_version,
})

/** One entry with its values; contact details of persons are left out for who sees them masked. */
export async function readEntry(db: Db, scope: Scope, id: number): Promise<TrailEntry> {
  const row = found(
    await trail(db)
      .leftJoin('event_value as v', 'v.event_id', 'e.id')
      .select(columns)
      .select(['e.request_id', 'e.change_id', 'e.facts', 'e.value_hash', 'v.value'])
      .where((eb) => eb.and([eb('e.id', '=', id), inSight(eb, scope)]))
      .executeTakeFirst(),
    'event',
  )
  const seal = await db.selectFrom('event_seal').select('id').where('last_event_id', '>=', id).limit(1).executeTakeFirst()
  const shown = (text: string | null): Record<string, unknown> | null => {
    if (text === null) return null
    const value: unknown = JSON.parse(text)
    return objectOf(scope.masked ? withoutSensitive(value) : value)
  }
  const values = shown(row.value)
  const [before, after] = [objectOf(values?.['before']), objectOf(values?.['after'])]
  return {
    ...toRow(row),
    requestId: row.request_id,
    changeId: row.change_id,
    facts: shown(row.facts),
    before,
    after,
    names: await namesOf(db, scope, pointedAt(row.subject_kind, [before, after])),
    erased: row.value_hash !== null && row.value === null,
    sealed: seal !== undefined,
    masked: scope.masked,
  }
}

/** Today's names of what an entry points at; of customers only those in sight. */
async function namesOf(db: Db, scope: Scope, pointed: Pointed): Promise<Names> {
  const ids = (kind: 'person' | 'unit' | 'customer') => sql.val([...pointed[kind]].map(Number).filter(Number.isSafeInteger))
  const keys = (kind: 'role' | 'post') => sql.val([...pointed[kind]].map(String))
  const byId = (kind: 'person' | 'unit' | 'customer') => sql<boolean>`id = any(${ids(kind)}::bigint[])`
  const byKey = (kind: 'role' | 'post') => sql<boolean>`key = any(${keys(kind)}::text[])`
  const people = db.selectFrom('organisation_public_person').select(['id as key', 'name']).where(byId('person'))
  const units = db.selectFrom('organisation_public_unit').select(['id as key', 'name']).where(byId('unit'))
  const customers = db.selectFrom('customers_public_name as c').select(['c.id as key', 'c.name']).where(customersInScope(scope, 'c'))
  const roles = db.selectFrom('organisation_public_role').select(['key', 'name']).where(byKey('role'))
  const posts = db.selectFrom('organisation_public_post').select(['key', 'name']).where(byKey('post'))
  const named = (rows: readonly { key: string | number; name: string }[]) => Object.fromEntries(rows.map((r) => [r.key, r.name]))
  return {
    person: pointed.person.size > 0 ? named(await people.execute()) : {},
    unit: pointed.unit.size > 0 ? named(await units.execute()) : {},
    customer: pointed.customer.size > 0 ? named(await customers.where(byId('customer')).execute()) : {},
    role: pointed.role.size > 0 ? named(await roles.execute()) : {},
    post: pointed.post.size > 0 ? named(await posts.execute()) : {},
  }
}

const objectOf = (value: unknown): Record<string, unknown> | null => (typeof value === 'object' && value !== null ? { ...value } : null)
