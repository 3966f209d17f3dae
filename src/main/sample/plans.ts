import { addDays, addMonths, type Day } from '../../core/day.ts'
import { ledgersOf } from '../../modules/care/queries/as-of.ts'
import { insertNotices } from '../../modules/notifications/store.ts'
import { type PlanKind, planCreated, planEnded } from '../../modules/plans/contract.ts'
import { type KeptAction, resultOf } from '../../modules/plans/policy/plan.ts'
import { type PlansDocument, plansDocument } from '../../modules/plans/policy/section.ts'
import { strategiesFor } from '../../modules/plans/policy/strategies.ts'
import { endPlans, insertPlan } from '../../modules/plans/store.ts'
import { documentOf, newestVersion } from '../../modules/policies/queries.ts'
import { setTask } from '../../modules/tasks/actions/planning.ts'
import { standingsAsOf } from '../../modules/tiering/actions/as-of.ts'
import { changeMany } from '../../platform/action.ts'
import type { Tx } from '../../platform/db/db.ts'
import type { Told } from '../../platform/record.ts'
import { tellYears } from './annual-plans.ts'
import type { CareChunk } from './care-past.ts'
import * as words from './plan-words.ts'
import { present, type Random, randomFrom } from './random.ts'
import { at, tellAll, toldBy, type Who } from './told.ts'
import type { Customer } from './types.ts'

/** So many of each there are at most. */
const most = { PERSONAL: 26, UPLIFT: 44, REACHED: 7, MISSED: 7, past: 6 } as const
const [writesAt, endsAt] = [14 * 60 + 5, 50]

type Drawn = {
  customer: Customer
  kind: PlanKind
  from: Day
  until: Day
  goal: string | null
  tierBefore: string | null
  /** Where the customer stood when it was over; undefined while it runs. */
  tierAfter?: string | null
  random: Random
}

/** Days on which plans began and ended, counted back from today. */
const daysBack = { long: 300, middle: 150, late: 45, ended: 35, justEnded: 9, yesterday: 1 } as const
type When = keyof typeof daysBack
type TierOn = (customer: Customer, when: When) => string | null

/** Plans people wrote in the past year: some have run out, with what came of them; and the plans of this year and the next. */
export const tellPlans = changeMany<CareChunk, null>('sample.plans', 'company.manage', async (context, chunk) => {
  const { tx, company } = context
  const version = present(await newestVersion(tx))
  const document = plansDocument.parse(await documentOf(tx, company, version))
  const ledgers = await ledgersOf(tx, Object.values(chunk.ids))
  const standings = new Map<When, Awaited<ReturnType<typeof standingsAsOf>>>()
  for (const when of Object.keys(daysBack) as When[]) {
    const asOf = addDays(chunk.today, -daysBack[when])
    standings.set(when, await standingsAsOf(tx, company, { asOf, policyVersion: version }, ledgers))
  }
  const tierOn: TierOn = ({ customerNo }, when) => standings.get(when)?.get(present(chunk.ids[customerNo]))?.tier ?? null
  const told: Told[] = []
  for (const drawn of draw(chunk, document, tierOn)) told.push(...(await write(tx, drawn, { ...chunk, version, document })))
  told.push(...(await tellYears(tx, chunk)))
  await tellAll(tx, told)
  return { result: null, events: [] }
})

/** Whose plans there are: customers that changed hands are left out, so that whoever has one wrote its plan. */
function draw({ world, today }: CareChunk, document: PlansDocument, tierOn: TierOn): Drawn[] {
  const moved = new Set(world.handovers.map(({ customerNo }) => customerNo))
  const left: Record<string, number> = { ...most }
  const take = (pile: keyof typeof most): boolean => {
    const rest = left[pile] ?? 0
    left[pile] = Math.max(0, rest - 1)
    return rest > 0
  }
  const back = (when: When): Day => addDays(today, -daysBack[when])
  const drawn: Drawn[] = []
  for (const customer of world.customers.filter(({ customerNo }) => !moved.has(customerNo))) {
    const random = randomFrom(Number(customer.customerNo.replace(/\D/g, '')) * 7_919 + 5)
    const now = tierOn(customer, 'yesterday')
    const { goal, months } = document.care.plans.uplift
    const begun: When = random.chance(0.5) ? 'middle' : 'late'
    const running = { customer, from: back(begun), until: addMonths(back(begun), months), tierBefore: tierOn(customer, begun), random }
    const over: When = random.chance(0.5) ? 'ended' : 'justEnded'
    const past = {
      customer,
      from: back('long'),
      until: back(over),
      tierBefore: tierOn(customer, 'long'),
      tierAfter: tierOn(customer, over),
      random,
    }
    const isLifted = past.tierBefore === 'POTENTIAL' && past.tierAfter !== null
    if (isLifted && take(resultOf(goal, past.tierAfter, document.tiering.tiers) ?? 'MISSED')) drawn.push({ ...past, kind: 'UPLIFT', goal })
    if (now === 'POTENTIAL' && running.tierBefore === 'POTENTIAL' && random.chance(0.6) && take('UPLIFT'))
      drawn.push({ ...running, kind: 'UPLIFT', goal })
    const ought = customer.class === 'KEY' || now === 'CORE'
    if (customer.class === 'KEY' && past.tierBefore !== null && random.chance(0.3) && take('past'))
      drawn.push({ ...past, kind: 'PERSONAL', goal: random.chance(0.5) ? goal : null })
    if (ought && random.chance(0.7) && take('PERSONAL')) drawn.push({ ...running, kind: 'PERSONAL', goal: null })
  }
  return drawn
}

type Written = CareChunk & { version: number; document: PlansDocument }

async function write(tx: Tx, drawn: Drawn, { world, people, ids, today, version, document }: Written): Promise<Told[]> {
  const { customer, kind, from, until, goal, tierBefore, random } = drawn
  const placed = present(people[customer.ownerLogin])
  const who: Who = { id: placed.id, name: present(world.people.find(({ login }) => login === customer.ownerLogin)).name }
  const customerId = present(ids[customer.customerNo])
  const written = at(from, writesAt)
  const [strategy] = strategiesFor(tierBefore, document)
  const wordsOnly = (strategy?.actions ?? []).slice(0, 3).map((what): KeptAction => ({ what, personId: null, due: null, taskId: null }))
  const told: Told[] = []
  const actions = [...wordsOnly]
  if (drawn.tierAfter === undefined) {
    const due = addDays(today, random.int(8, 75))
    const what = random.pick(words.ownActions[kind])
    const of = { id: customerId, unit_id: placed.unitId, tier: tierBefore, class: customer.class }
    const set = {
      kind: 'OTHER' as const,
      title: what,
      dueOn: due,
      assignee: { id: who.id, unit_id: placed.unitId },
      customer: of,
      createdBy: who.id,
    }
    const task = await setTask({ tx, now: written }, set)
    actions.push({ what, personId: who.id, due, taskId: task.id })
    told.push(toldBy(who, written, task.event))
  }
  const values = { title: strategy?.title ?? '维护计划', goal, from_on: from, until_on: until, measures: random.pick(words.measures[kind]) }
  const plan = { ...values, kind, customer_id: customerId, actions, tier_before: tierBefore, created_by: who.id }
  const id = present(await insertPlan(tx, plan, written))
  told.unshift(toldBy(who, written, planCreated({ id, version: 1, customerId }, { kind, ...values, tier_before: tierBefore, actions })))
  if (drawn.tierAfter === undefined) return told
  return [...told, await end(tx, { ...drawn, id, customerId, who, title: values.title }, { version, document })]
}

type Ending = Drawn & { id: number; customerId: number; who: Who; title: string }

/** The night after its last day a plan ends, and whoever looks after the customer hears of it. */
async function end(tx: Tx, ended: Ending, { version, document }: Pick<Written, 'version' | 'document'>): Promise<Told> {
  const { id, customerId, until, goal, tierBefore, tierAfter = null, title, who } = ended
  const [day, result] = [addDays(until, 1), resultOf(goal, tierAfter, document.tiering.tiers)]
  const when = at(day, endsAt)
  await endPlans(tx, [{ id, tierAfter, result }], day, when)
  const cause = { rule: 'CARE-24', policyVersion: version }
  const facts = { plan: title, result, dueOn: until }
  const notice = {
    personId: who.id,
    kind: 'PLAN_ENDED' as const,
    subject: { kind: 'PLAN' as const, id },
    step: '',
    customerId,
    cause,
    facts,
  }
  await insertNotices(tx, [notice], { at: when, on: day })
  const after = { title, state: 'ENDED', goal, tier_before: tierBefore, tier_after: tierAfter, result }
  const event = planEnded({ id, version: 2, customerId }, after, { ...cause, facts: { goal, tierBefore, tierAfter, until } })
  const byItself = toldBy({ id: 0, name: '' }, when, event)
  const actor = { kind: 'SYSTEM' as const, personId: null, name: 'plans.nightly', permissions: new Set<string>() }
  return { ...byItself, caller: { ...byItself.caller, actor } }
}
