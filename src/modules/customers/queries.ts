import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Day } from '../../core/day.ts'
import { industriesBelow } from '../../core/industries.ts'
import { decodeCursor, type Page, toPage } from '../../core/page.ts'
import { found, invalidField } from '../../core/problem.ts'
import type { Db } from '../../platform/db/db.ts'
import type { Scope } from '../../platform/scope.ts'
import { type Contact, contactFieldNames } from './contract/contacts.ts'
import {
  type Customer,
  type CustomerFields,
  type CustomerFilter,
  type CustomerRow,
  customerFieldNames,
  type DuplicateHit,
  tagGroups,
} from './contract.ts'
import { maskPhone } from './policy/phones.ts'
import { likeContaining, type SearchQuery, searchQuery } from './policy/search.ts'
import { baseTags } from './policy/tags.ts'
import { columnOf } from './policy/values.ts'

/** The condition that a customer (under this alias) is in the caller's sight. */
export function customersInScope(scope: Scope, alias: string): RawBuilder<boolean> {
  if (scope.all) return sql<boolean>`true`
  const column = (name: string) => sql.ref(`${alias}.${name}`)
  return sql<boolean>`(${column('owner_id')} = any(${sql.val([...scope.ownerIds])}::bigint[]) or ${column('unit_id')} = any(${sql.val([...scope.unitIds])}::bigint[]))`
}

export async function idsInScope(db: Db, scope: Scope, ids: readonly number[]): Promise<number[]> {
  const rows = await db
    .selectFrom('customer as c')
    .select('c.id')
    .where('c.id', '=', sql<number>`any(${sql.val([...ids])}::bigint[])`)
    .where(customersInScope(scope, 'c'))
    .execute()
  return rows.map((r) => r.id)
}

const list = (values: readonly string[]) => sql<string>`any(${sql.val([...values])}::text[])`

/** The tokens and texts a search asks for, against `customer_search` under the alias `s`. */
function searched(query: SearchQuery): Expression<SqlBool>[] {
  return query.every.map(({ some }) => {
    if (some.length === 0) return sql<SqlBool>`false`
    const ways = some.map(({ all, any, contains }) => {
      const parts = [
        ...(all.length > 0 ? [sql<SqlBool>`s.tokens @> ${sql.val([...all])}::text[]`] : []),
        ...(any.length > 0 ? [sql<SqlBool>`s.tokens && ${sql.val([...any])}::text[]`] : []),
        ...(contains === null ? [] : [sql<SqlBool>`s.text like ${likeContaining(contains)}`]),
      ]
      return sql<SqlBool>`(${sql.join(parts, sql` and `)})`
    })
    return sql<SqlBool>`(${sql.join(ways, sql` or `)})`
  })
}

/** A code holds everything below it: C all of manufacturing, 34 also 3421. */
function withinIndustries(codes: readonly string[]): Expression<SqlBool> {
  const prefixes = codes.flatMap((code) => (/^[A-T]$/.test(code) ? industriesBelow(code).map((d) => d.code) : [code]))
  const byLength = [...Map.groupBy(prefixes, (p) => p.length)]
  return sql<SqlBool>`(${sql.join(
    byLength.map(([length, same]) => sql`left(c.industry_code, ${length}::int) = ${list(same)}`),
    sql` or `,
  )})`
}

/** A name or figure of one row more, fetched after the page is cut: a join each would have the planner weigh orders of joining. */
const lastOrderOn = sql<Day | null>`(select f.last_valid_on from purchases_public_facts f where f.customer_id = c.id)`
const ownerName = sql<string | null>`(select p.name from organisation_public_person p where p.id = c.owner_id)`
const unitName = sql<string | null>`(select u.name from organisation_public_unit u where u.id = c.unit_id)`

/** Customers in scope that a filter holds, joined with what the filter needs. */
function filtered(db: Db, scope: Scope, f: CustomerFilter) {
  const words = f.q === undefined ? null : searchQuery(f.q, { phones: !scope.masked })
  let q = db.selectFrom('customer as c').leftJoin('tiering_public_tier as t', 't.customer_id', 'c.id').where(customersInScope(scope, 'c'))
  if (words) {
    const inSearch = sql<SqlBool>`c.id in (select s.customer_id from customer_search s where ${sql.join(searched(words), sql` and `)})`
    q = q.where(inSearch)
  }
  if (f.tier) q = q.where('t.tier', '=', list(f.tier))
  if (f.stage) q = q.where('t.stage', '=', list(f.stage))
  if (f.class) q = q.where('c.class', '=', f.class)
  if (f.ownerId !== undefined) q = q.where('c.owner_id', '=', f.ownerId)
  if (f.unitId !== undefined) q = q.where('c.unit_id', '=', f.unitId)
  if (f.macroRegion)
    q =
      f.macroRegion.length === 1
        ? q.where('c.macro_region', '=', f.macroRegion[0] ?? '')
        : q.where('c.macro_region', '=', list(f.macroRegion))
  if (f.provinceCode) q = q.where('c.province_code', '=', list(f.provinceCode))
  if (f.industryCode) q = q.where(withinIndustries(f.industryCode))
  if (f.status) q = q.where('c.status', '=', f.status)
  if (f.agentId !== undefined) q = q.where('c.agent_id', '=', f.agentId)
  if (f.completenessBelow !== undefined)
    q = q.where(sql<SqlBool>`c.filled_fields * 10000 < c.required_fields * ${f.completenessBelow}::int`)
  if (f.lastOrderFrom !== undefined) q = q.where(lastOrderOn, '>=', f.lastOrderFrom)
  if (f.lastOrderUntil !== undefined) q = q.where(lastOrderOn, '<=', f.lastOrderUntil)
  for (const tag of f.tag ?? []) {
    q = q.where(
      sql<SqlBool>`(t.tags @> array[${tag}]::text[] or exists (select 1 from customer_tag g where g.customer_id = c.id and g.tag = ${tag}))`,
    )
  }
  return q
}

const sortKeys = {
  name: { column: 'c.name_key', down: false },
  '-name': { column: 'c.name_key', down: true },
  number: { column: 'c.customer_no', down: false },
  '-number': { column: 'c.customer_no', down: true },
  created: { column: 'c.created_at', down: false },
  '-created': { column: 'c.created_at', down: true },
  '-lastOrder': { column: 'o.last_valid_on', down: true },
} as const
export type CustomerSort = keyof typeof sortKeys

/** A list row before other rooms add their columns. */
export type BareRow = Omit<CustomerRow, 'amount12m' | 'growth'>

/** A page of customers in scope, by key. */
export async function listCustomers(
  db: Db,
  scope: Scope,
  filter: CustomerFilter,
  page: { sort: CustomerSort; after?: string | undefined; limit: number },
): Promise<Page<BareRow>> {
  const { column, down } = sortKeys[page.sort]
  const key = sql.ref<string>(column)
  const lastOrder = page.sort === '-lastOrder'
  let q = filtered(db, scope, filter)
    .$if(lastOrder, (all) => all.innerJoin('purchases_public_facts as o', 'o.customer_id', 'c.id') as typeof all)
    .select([
      'c.id',
      'c.customer_no',
      'c.name',
      'c.class',
      'c.status',
      'c.macro_region',
      'c.province_code',
      'c.industry_code',
      'c.required_fields',
      'c.filled_fields',
      'c.created_at',
    ])
    .select(['t.tier', 't.stage', 't.tags', lastOrderOn.as('last_valid_on'), ownerName.as('owner_name'), unitName.as('unit_name')])
    .select([sql<number | null>`(t.r + t.f + t.m)::int`.as('rfm'), sql<string>`${key}::text`.as('sort_key')])
  if (lastOrder) q = q.where(sql<SqlBool>`o.last_valid_on is not null`)
  if (page.after !== undefined) {
    const at = decodeCursor(page.after, 2)
    if (!at) throw invalidField('after', 'bad-cursor')
    const type = sql.raw(page.sort.endsWith('created') ? 'timestamptz' : lastOrder ? 'date' : 'text')
    q = q.where(sql<SqlBool>`(${key}, c.id) ${sql.raw(down ? '<' : '>')} (${String(at[0])}::${type}, ${at[1]}::bigint)`)
  }
  const order = down ? 'desc' : 'asc'
  const rows = await q
    .orderBy(key, order)
    .orderBy('c.id', order)
    .limit(page.limit + 1)
    .execute()
  const cut = toPage(rows, page.limit, (r) => [r.sort_key, r.id])
  return { next: cut.next, rows: cut.rows.map(toRow) }
}

type ListRow = {
  id: number
  customer_no: string
  name: string
  class: string
  status: string
  macro_region: string | null
  province_code: string | null
  industry_code: string | null
  required_fields: number
  filled_fields: number
  created_at: Date
  tier: string | null
  stage: string | null
  tags: string[] | null
  last_valid_on: string | null
  owner_name: string | null
  unit_name: string | null
  rfm: number | null
}

const basisPoints = (filled: number, required: number): number => (required === 0 ? 10_000 : Math.floor((filled * 10_000) / required))

const toRow = (r: ListRow): BareRow => ({
  id: r.id,
  customerNo: r.customer_no,
  name: r.name,
  class: r.class === 'KEY' ? 'KEY' : 'GENERAL',
  status: r.status === 'INACTIVE' ? 'INACTIVE' : 'ACTIVE',
  tier: r.tier,
  stage: r.stage,
  rfm: r.rfm,
  tags: r.tags ?? [],
  ownerName: r.owner_name,
  unitName: r.unit_name,
  macroRegion: r.macro_region,
  provinceCode: r.province_code,
  industryCode: r.industry_code,
  lastOrderOn: r.last_valid_on,
  completeness: basisPoints(r.filled_fields, r.required_fields),
  createdAt: r.created_at,
})

export const countCap = 10_000

/** How many a filter holds, counting no further than `countCap`. */
export async function countCustomers(db: Db, scope: Scope, filter: CustomerFilter): Promise<{ count: number; capped: boolean }> {
  const some = filtered(db, scope, filter)
    .select('c.id')
    .limit(countCap + 1)
    .as('some')
  const { n } = await db
    .selectFrom(some)
    .select((e) => e.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return { count: Math.min(Number(n), countCap), capped: Number(n) > countCap }
}

const fieldColumns = customerFieldNames.map((f) => `c.${columnOf(f)} as ${f}` as 'c.name')
const maskable: readonly (keyof CustomerFields)[] = ['phone', 'fax']

export async function readCustomer(db: Db, scope: Scope, id: number): Promise<Customer> {
  const row = await db
    .selectFrom('customer as c')
    .leftJoin('tiering_public_tier as t', 't.customer_id', 'c.id')
    .leftJoin('organisation_public_person as p', 'p.id', 'c.owner_id')
    .leftJoin('organisation_public_unit as u', 'u.id', 'c.unit_id')
    .leftJoin('customer as a', 'a.id', 'c.agent_id')
    .select(fieldColumns)
    .select([
      'c.id',
      'c.customer_no',
      'c.class',
      'c.macro_region',
      'c.required_fields',
      'c.filled_fields',
      'c.missing_fields',
      'c.field_sources',
      'c.created_at',
      'c.changed_at',
      'c.version',
    ])
    .select(['t.tier', 't.stage', 't.tags', 't.since_on', 'p.name as owner_name', 'u.name as unit_name', 'a.name as agent_name'])
    .where('c.id', '=', id)
    .where(customersInScope(scope, 'c'))
    .executeTakeFirst()
  const r = found(row, 'customer') as unknown as CustomerFields & Record<string, unknown>
  const byHand = await db
    .selectFrom('customer_tag')
    .select(['tag', 'tag_group'])
    .where('customer_id', '=', id)
    .orderBy('created_at')
    .execute()
  const fields = Object.fromEntries(
    customerFieldNames.map((f) => [f, scope.masked && maskable.includes(f) ? masked(r[f]) : r[f]]),
  ) as CustomerFields
  const ref = (refId: number | null, name: unknown) => (refId === null || typeof name !== 'string' ? null : { id: refId, name })
  return {
    ...fields,
    id,
    customerNo: String(r['customer_no']),
    class: r['class'] === 'KEY' ? 'KEY' : 'GENERAL',
    macroRegion: (r['macro_region'] as string | null) ?? null,
    owner: ref(fields.ownerId, r['owner_name']),
    unit: ref(fields.unitId, r['unit_name']),
    agent: ref(fields.agentId, r['agent_name']),
    tier: (r['tier'] as string | null) ?? null,
    stage: (r['stage'] as string | null) ?? null,
    tierSince: (r['since_on'] as Day | null) ?? null,
    tags: tagsOf(fields, (r['tags'] as string[] | null) ?? [], byHand),
    completeness: basisPoints(Number(r['filled_fields']), Number(r['required_fields'])),
    missing: r['missing_fields'] as string[],
    fieldSources: JSON.parse(String(r['field_sources'])) as Record<string, string>,
    createdAt: r['created_at'] as Date,
    changedAt: r['changed_at'] as Date,
    version: Number(r['version']),
  }
}

const masked = (value: unknown): string | null => (typeof value === 'string' ? maskPhone(value) : null)

function tagsOf(fields: CustomerFields, worked: readonly string[], byHand: { tag: string; tag_group: string }[]): Customer['tags'] {
  const base = baseTags({ industryCode: fields.industryCode, sizeClass: fields.sizeClass, province: fields.provinceCode })
  const groupOf = (code: string): (typeof tagGroups)[number] =>
    code.startsWith('VALUE') ? 'VALUE' : /^(TENURE|FREQ)/.test(code) ? 'BEHAVIOUR' : 'STATUS'
  return [
    ...base.map((t) => ({ ...t, byHand: false })),
    ...worked.map((code) => ({ code, group: groupOf(code), byHand: false })),
    ...byHand.map((t) => ({ code: t.tag, group: tagGroups.find((g) => g === t.tag_group) ?? ('NEED' as const), byHand: true })),
  ]
}

export async function listContacts(db: Db, scope: Scope, customerId: number): Promise<Contact[]> {
  await requireInScope(db, scope, customerId)
  const columns = contactFieldNames.map((f) => `k.${columnOf(f)} as ${f}` as 'k.name')
  const rows = await db
    .selectFrom('contact as k')
    .select(columns)
    .select(['k.id', 'k.customer_id as customerId', 'k.version'])
    .where('k.customer_id', '=', customerId)
    .orderBy('k.id')
    .execute()
  return rows.map((r) => toContact(r as unknown as Omit<Contact, 'masked'>, scope))
}

export async function readContact(db: Db, scope: Scope, id: number): Promise<Contact> {
  const row = found(await db.selectFrom('contact').select('customer_id').where('id', '=', id).executeTakeFirst(), 'contact')
  return found(
    (await listContacts(db, scope, row.customer_id)).find((c) => c.id === id),
    'contact',
  )
}

const toContact = (c: Omit<Contact, 'masked'>, scope: Scope): Contact =>
  scope.masked
    ? {
        ...c,
        mobile: masked(c.mobile),
        phone: masked(c.phone),
        email: c.email === null ? null : '***',
        wechat: c.wechat === null ? null : '***',
        birthday: null,
        masked: true,
      }
    : { ...c, masked: false }

export async function requireInScope(db: Db, scope: Scope, customerId: number): Promise<void> {
  found((await idsInScope(db, scope, [customerId]))[0], 'customer')
}

export type DuplicateKeys = {
  name?: string | undefined
  creditCode?: string | undefined
  phones: readonly string[]
  exceptId?: number | undefined
}

/** Customers that share an exact key. Out of sight only the department is told, never the name (§0.1.15). */
export async function exactDuplicates(db: Db, scope: Scope, keys: DuplicateKeys): Promise<DuplicateHit[]> {
  const base = () =>
    db
      .selectFrom('customer as c')
      .leftJoin('organisation_public_unit as u', 'u.id', 'c.unit_id')
      .select(['c.id', 'c.customer_no', 'c.name', 'u.name as unit_name', customersInScope(scope, 'c').as('visible')])
      .where('c.id', '!=', keys.exceptId ?? 0)
      .limit(5)
  const hits = async (by: DuplicateHit['by'], q: ReturnType<typeof base>): Promise<DuplicateHit[]> =>
    (await q.execute()).map((r) => ({
      by,
      customer: r.visible ? { id: r.id, customerNo: r.customer_no, name: r.name } : null,
      askUnit: r.visible ? null : r.unit_name,
    }))
  const phones = keys.phones
  const answers = await Promise.all([
    keys.creditCode ? hits('CREDIT_CODE', base().where('c.credit_code', '=', keys.creditCode)) : [],
    keys.name ? hits('NAME', base().where('c.name_identity', '=', keys.name)) : [],
    phones.length > 0
      ? hits(
          'PHONE',
          base().where(
            sql<SqlBool>`c.id in (select s.customer_id from customer_search s where s.tokens && ${sql.val(phones.map((p) => `t:${p}`))}::text[])`,
          ),
        )
      : [],
  ])
  return answers.flat()
}

type TimelineRow = {
  id: number
  name: string
  at: Date
  by: string
  fields: string[]
  value: string | null
  ruleId: string | null
  policyVersion: number | null
}

/** What was recorded about a customer, newest first. */
export async function timelineOf(
  db: Db,
  scope: Scope,
  customerId: number,
  page: { after?: string | undefined; limit: number },
): Promise<Page<TimelineRow>> {
  await requireInScope(db, scope, customerId)
  let q = db
    .selectFrom('event as e')
    .leftJoin('event_value as v', 'v.event_id', 'e.id')
    .select([
      'e.id',
      'e.name',
      'e.at',
      'e.actor_name as by',
      'e.fields',
      'v.value',
      'e.rule_id as ruleId',
      'e.policy_version as policyVersion',
    ])
    .where('e.customer_id', '=', customerId)
  if (page.after !== undefined) {
    const at = decodeCursor(page.after, 1)
    if (!at) throw invalidField('after', 'bad-cursor')
    q = q.where('e.id', '<', Number(at[0]))
  }
  const rows = await q
    .orderBy('e.id', 'desc')
    .limit(page.limit + 1)
    .execute()
  return toPage(rows, page.limit, (r) => [r.id])
}
