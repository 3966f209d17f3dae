import type { Day } from '../../../core/day.ts'
import { found } from '../../../core/problem.ts'
import type { Db } from '../../../platform/db/db.ts'
import type { Scope } from '../../../platform/scope.ts'
import { type Customer, type CustomerFields, customerFieldNames, tagGroups } from '../contract.ts'
import { maskPhone } from '../policy/phones.ts'
import { baseTags } from '../policy/tags.ts'
import { columnOf } from '../policy/values.ts'
import { customersInScope } from '../queries.ts'
import { basisPoints } from './rows.ts'

const fieldColumns = customerFieldNames.map((f) => `c.${columnOf(f)} as ${f}` as 'c.name')
const maskable: readonly (keyof CustomerFields)[] = ['phone', 'fax']

/** Columns whoever may not see phones in full sees masked. */
export const maskedColumns: readonly string[] = maskable.map(columnOf)

/** One customer in scope with the names of what it refers to; an agent out of sight is not named. */
const oneCustomer = (db: Db, scope: Scope, id: number) =>
  db
    .selectFrom('customer as c')
    .leftJoin('tiering_public_tier as t', 't.customer_id', 'c.id')
    .leftJoin('organisation_public_person as p', 'p.id', 'c.owner_id')
    .leftJoin('organisation_public_unit as u', 'u.id', 'c.unit_id')
    .leftJoin('customer as a', (join) => join.onRef('a.id', '=', 'c.agent_id').on(customersInScope(scope, 'a')))
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

export async function readCustomer(db: Db, scope: Scope, id: number): Promise<Customer> {
  const r = found(await oneCustomer(db, scope, id), 'customer') as unknown as CustomerFields & Record<string, unknown>
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

/** A phone cell as whoever may not see it in full sees it. */
export const masked = (value: unknown): string | null => (typeof value === 'string' ? maskPhone(value) : null)

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
