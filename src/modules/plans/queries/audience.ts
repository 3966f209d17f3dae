import { type RawBuilder, sql } from 'kysely'

/** Customers of a dimension by its own index, as rows with an `id`. */
const ofGroup: Readonly<Record<string, (code: string) => RawBuilder<unknown>>> = {
  // Written out, so that the index of key customers serves.
  class: (code) => sql`select id from customers_public_name where class = ${sql.lit(code)}`,
  tier: (code) => sql`select customer_id as id from tiering_public_tier where tier = ${code}`,
  stage: (code) => sql`select customer_id as id from tiering_public_tier where stage = ${code}`,
  segment: (code) => sql`select id from customers_public_care where segment = ${code}`,
  tag: (code) => sql`select customer_id as id from tiering_public_tier where tags @> array[${code}]::text[]`,
}

const withOrders = sql`select customer_id as id from purchases_public_facts where valid_orders > 0`
const newByStage = sql`select t.customer_id as id from tiering_public_tier t join purchases_public_facts f on f.customer_id = t.customer_id
  where t.stage = 'NEW' and f.valid_orders > 0`
const nobody = sql`select id from customers_public_name where false`

/** `newByTier`: the driving model has a tier NEW, which then says who is new (§0.1.3). */
function membersOf(audience: string, newByTier: boolean): RawBuilder<unknown> {
  const [dimension = '', code = ''] = audience.split(':')
  if (audience === 'group:HAS_ORDERS') return withOrders
  if (audience === 'group:NEW_CUSTOMER') return newByTier ? membersOf('tier:NEW', newByTier) : newByStage
  return ofGroup[dimension]?.(code) ?? nobody
}

/** Ids of the customers in any of the groups of a policy, each once. */
export const customersIn = (audiences: readonly string[], newByTier: boolean): RawBuilder<unknown> =>
  sql`(${sql.join(
    (audiences.length === 0 ? ['none'] : audiences).map((audience) => membersOf(audience, newByTier)),
    sql` union `,
  )})`
