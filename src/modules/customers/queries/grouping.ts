import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { industriesBelow } from '../../../core/industries.ts'
import { sections } from '../../../core/industry-sections.ts'
import { type CustomerGrouping, customerGroupings } from '../contract.ts'

/** What customers are grouped by; an industry first by its division, as a column cannot know the sections. */
export const groupKeys: Readonly<Record<CustomerGrouping, RawBuilder<string | null>>> = {
  tier: sql`t.tier`,
  stage: sql`t.stage`,
  class: sql`c.class`,
  owner: sql`c.owner_id::text`,
  unit: sql`c.unit_id::text`,
  region: sql`c.macro_region`,
  province: sql`c.province_code`,
  industry: sql`left(c.industry_code, 2)`,
}

/** The condition of one group of a list, written `tier.CORE`; `tier.` are those without. */
export function inGroup(within: string): RawBuilder<SqlBool> {
  const [name, key = ''] = within.split('.')
  const by = customerGroupings.find((g) => g === name)
  if (by === undefined) return sql`false`
  const column = groupKeys[by]
  if (by !== 'industry') return key === '' ? sql`${column} is null` : sql`${column} = ${key}`
  const divisions = (key === '' ? sections().map((s) => s.code) : [key]).flatMap((section) => industriesBelow(section).map((d) => d.code))
  const among = sql<SqlBool>`${column} = any(${sql.val(divisions)}::text[])`
  return key === '' ? sql`(c.industry_code is null or not ${among})` : among
}
