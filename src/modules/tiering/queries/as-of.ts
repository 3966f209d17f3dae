import { sql } from 'kysely'
import type { Day } from '../../../core/day.ts'
import type { Db } from '../../../platform/db/db.ts'

/** The standing of a customer that held at the end of a day, as it was found then, and its last move between tiers by then. */
export type KeptStanding = {
  customerId: number
  tier: string
  stage: string
  tags: string[]
  policyVersion: number
  movedOn: Day | null
  tierBefore: string | null
}

/** What the history of tiers says of these customers on a day; one that was first judged later is left out. */
export async function keptStandings(db: Db, customerIds: readonly number[], asOf: Day): Promise<KeptStanding[]> {
  const { rows } = await sql<KeptStanding>`
    select c.id as "customerId", h.tier, h.stage, h.tags, h.policy_version as "policyVersion", m.on_day as "movedOn", m.tier_before as "tierBefore"
    from unnest(${sql.val([...customerIds])}::bigint[]) as c(id)
    cross join lateral (select tier, stage, tags, policy_version from tier_history
      where customer_id = c.id and on_day <= ${asOf}::date order by id desc limit 1) h
    left join lateral (select on_day, tier_before from tier_history
      where customer_id = c.id and on_day <= ${asOf}::date and tier_before <> tier order by id desc limit 1) m on true`.execute(db)
  return rows
}
