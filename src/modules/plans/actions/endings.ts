import { z } from 'zod'
import type { Event } from '../../../core/event.ts'
import { type ChangeContext, change, changeMany } from '../../../platform/action.ts'
import { jobKind, startJob } from '../../../platform/jobs/job.ts'
import { type NewNotice, notify } from '../../notifications/actions/telling.ts'
import * as contract from '../contract.ts'
import { resultOf } from '../policy/plan.ts'
import { type Standing, standingsOf } from '../queries/standing.ts'
import { type Ending, lockOver, type StoredPlan, endPlans as saveEndings } from '../store.ts'
import { tellAnnual } from './annual-reminders.ts'
import { type PolicyNow, policyIfAny, policyNow } from './policy-now.ts'

export const endPlans = change(contract.endPlans, async (context) => {
  await policyNow(context.tx, context.company, context.now)
  return { result: { jobId: await startJob(context, endJob, {}) }, nothingChanged: true }
})

type Done = { ended: number; more: boolean }

/** What one plan came to, and where its customer and its owner are. */
type Ended = { plan: StoredPlan; ending: Ending; standing: Standing | undefined }

/**
 * Ends some plans that ran until before today, and tells whoever looks after the customers. An ended plan is not found again, so run
 * twice, at once or killed, it comes to the same.
 */
const endSome = changeMany<{ limit: number }, Done>('plans.end-some', 'care.plan', async (context, { limit }) => {
  const { tx, company, now } = context
  const policy = await policyIfAny(tx, company, now)
  if (policy === undefined) return { result: { ended: 0, more: false }, events: [] }
  const over = await lockOver(tx, policy.today, limit)
  const standings = await standingsOf(
    tx,
    over.map((plan) => plan.customer_id),
  )
  const ended = over.map((plan): Ended => {
    const standing = standings.get(plan.customer_id)
    const tierAfter = standing?.tier ?? null
    const result = resultOf(plan.goal, tierAfter, policy.document.tiering.tiers)
    return { plan, ending: { id: plan.id, tierAfter, result }, standing }
  })
  await saveEndings(
    tx,
    ended.map(({ ending }) => ending),
    policy.today,
    now,
  )
  await tellOwners(context, policy, ended)
  return { result: { ended: over.length, more: over.length === limit }, events: ended.map((one) => eventOf(one, policy)) }
})

function eventOf({ plan, ending }: Ended, { version: policyVersion }: PolicyNow): Event {
  const { id, version, customer_id: customerId, title, goal, tier_before } = plan
  const after = { title, state: 'ENDED', goal, tier_before, tier_after: ending.tierAfter, result: ending.result }
  const facts = { goal, tierBefore: tier_before, tierAfter: ending.tierAfter, until: plan.until_on }
  return contract.planEnded({ id, version: version + 1, customerId }, after, { rule: 'CARE-24', policyVersion, facts })
}

async function tellOwners(context: ChangeContext, { version, document }: PolicyNow, ended: readonly Ended[]): Promise<void> {
  const notices = ended.flatMap(({ plan, ending, standing }): NewNotice[] => {
    if (standing?.ownerId == null) return []
    const about = { kind: 'PLAN_ENDED' as const, subject: { kind: 'PLAN' as const, id: plan.id }, step: '' }
    const facts = { plan: plan.title, result: ending.result, dueOn: plan.until_on }
    const cause = { rule: 'CARE-24', policyVersion: version }
    return [{ personId: standing.ownerId, ...about, customerId: plan.customer_id, cause, facts }]
  })
  await notify(context, notices, { digestAbove: document.care.reminders.digestAbove })
}

const place = z.object({ ended: z.number(), told: z.boolean() })

/** CARE-24 and CARE-25 night by night: plans that are over end, then people hear of plans of years that are not approved. */
export const endJob = jobKind({
  kind: 'plans.end',
  permission: 'care.plan',
  input: z.strictObject({ chunk: z.int().min(1).max(5_000).default(2_000) }),
  async run(context, { chunk: limit }) {
    let { ended, told } = context.cursor === undefined ? { ended: 0, told: false } : place.parse(context.cursor)
    for (let more = !told; more; ) {
      const before = ended
      const done = await context.chunk(endSome, { limit }, (d) => ({
        cursor: { ended: before + d.ended, told: false },
        done: before + d.ended,
      }))
      ended += done.ended
      more = done.more
    }
    if (!told) told = await context.chunk(tellAnnual, null, () => ({ cursor: { ended, told: true } }))
    return { ended }
  },
})
