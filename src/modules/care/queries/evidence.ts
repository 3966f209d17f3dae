import { sql } from 'kysely'
import { z } from 'zod'
import type { Day } from '../../../core/day.ts'
import type { Db } from '../../../platform/db/db.ts'
import type { Evidence, RuleEvidence } from '../../../platform/house.ts'
import { lately } from '../../../platform/lately.ts'
import { type Scope, sightText } from '../../../platform/scope.ts'
import { customersInScope } from '../../customers/queries.ts'
import { aheadOfCore, careByTier } from '../policy/core-first.ts'
import { careOccasion } from '../policy/section.ts'

type Context = Parameters<RuleEvidence['read']>[0]
type Period = { from: Day; until: Day }

const many = 20_000
const prepared = ['COOPERATION_ANNIVERSARY', 'IMPORTANT_DATE', 'GREETING_DAY']
const preparing = z.object({
  care: z.object({ occasions: z.array(careOccasion), preparation: z.looseObject({ leadDays: z.int() }) }),
})

/** EVT-04, and of VIS-06 how its visits were put together with other duties (C12). */
const evidenceOfDuties: RuleEvidence = {
  rules: ['EVT-04', 'VIS-06'],
  read: (context, rule, period) => (rule === 'EVT-04' ? preparedInTime(context, period) : visitsShared(context, period)),
}

/** What the policy in force gives each tier. */
const evidenceOfPolicy: RuleEvidence = {
  rules: ['CARE-16', 'CARE-19'],
  ofNow: true,
  read: ({ policy }, rule) => Promise.resolve(coreAndOthers(policy, rule)),
}

/** What shows that the rules of this room are kept which owe no duties of their own. */
export const evidenceOfCare: readonly RuleEvidence[] = [evidenceOfDuties, evidenceOfPolicy]

/** CARE-16: tiers that are looked after at all. CARE-19: tiers that are not looked after more often than the core. */
function coreAndOthers(policy: object, rule: string): Evidence {
  const tiers = careByTier(policy) ?? []
  const asked = rule === 'CARE-16' ? tiers : tiers.filter(({ tier }) => tier !== 'CORE')
  const missed = rule === 'CARE-16' ? tiers.filter(({ rules }) => rules.length === 0).length : aheadOfCore(policy).length
  return {
    asked: asked.length,
    kept: asked.length - missed,
    lines: tiers.map(({ tier, times }) => ({ word: `yearly.${tier}`, value: Math.round(times * 10) / 10 })),
    to: '/policies',
  }
}

/** EVT-04: duties of days that matter in the period, and how many were planned as long before as preparing takes. */
async function preparedInTime({ db, scope, now, policy }: Context, period: Period): Promise<Evidence> {
  const { occasions, preparation } = preparing.parse(policy).care
  const of = occasions.filter(({ enabled, trigger }) => enabled && prepared.includes(trigger))
  const leads = of.map(({ rule, dueDays }) => ({ rule, days: preparation.leadDays + dueDays }))
  const { answer } = await lately(
    { db, now },
    {
      key: `EVT-04 ${sightText(scope)} ${period.from} ${period.until} ${JSON.stringify(leads)}`,
      count: () => countPrepared(db, scope, leads, period),
      isCostly: ({ asked }) => asked > many,
    },
  )
  const { asked, kept } = answer
  const lines = [
    { word: 'lead-days', value: preparation.leadDays },
    { word: 'prepared-late', value: asked - kept },
  ]
  return { asked, kept, lines, to: '/tasks' }
}

async function countPrepared(db: Db, scope: Scope, leads: readonly { rule: string; days: number }[], { from, until }: Period) {
  const { rows } = await sql<{ asked: number; kept: number }>`
    select count(*)::int as asked,
      count(*) filter (where (m.created_at at time zone 'Asia/Shanghai')::date <= m.due_on - o.days)::int as kept
    from unnest(${sql.val(leads.map(({ rule }) => rule))}::text[], ${sql.val(leads.map(({ days }) => days))}::int[]) as o(rule_id, days)
    join tasks_public_made m on m.rule_id = o.rule_id and m.window_to between ${from}::date and ${until}::date and m.state <> 'ENDED'
    join customers_public_name c on c.id = m.customer_id
    where ${customersInScope(scope, 'c')}`.execute(db)
  return rows[0] ?? { asked: 0, kept: 0 }
}

/** C12: follow-up visits done whose window ends in the period, and how many were one appointment with other duties. */
async function visitsShared({ db, scope, now }: Context, period: Period): Promise<Evidence> {
  const { answer } = await lately(
    { db, now },
    {
      key: `VIS-06 ${sightText(scope)} ${period.from} ${period.until}`,
      count: () => countShared(db, scope, period),
      isCostly: ({ done }) => done > many,
    },
  )
  const lines = [
    { word: 'visits-done', value: answer.done },
    { word: 'visits-shared', value: answer.shared },
  ]
  return { asked: null, kept: null, lines, to: null }
}

async function countShared(db: Db, scope: Scope, { from, until }: Period) {
  const { rows } = await sql<{ done: number; shared: number }>`
    select count(*)::int as done, count(*) filter (where exists (
      select from tasks_public_made o
      where o.customer_id = m.customer_id and o.interaction_id = m.interaction_id and o.id <> m.id and o.state = 'DONE'))::int as shared
    from tasks_public_made m join customers_public_name c on c.id = m.customer_id
    where m.rule_id = 'VIS-06' and m.window_to between ${from}::date and ${until}::date and m.state = 'DONE'
      and ${customersInScope(scope, 'c')}`.execute(db)
  return rows[0] ?? { done: 0, shared: 0 }
}
