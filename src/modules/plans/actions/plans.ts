import { differences, type Event } from '../../../core/event.ts'
import { found, orThrow, Problem } from '../../../core/problem.ts'
import { type ChangeContext, change, read } from '../../../platform/action.ts'
import { endPlanned } from '../../tasks/actions/planning.ts'
import * as contract from '../contract.ts'
import { goalsFor, mayAimAt, mergeActions, planIssues, runs, usualTerms } from '../policy/plan.ts'
import { strategiesFor } from '../policy/strategies.ts'
import { actionsIn } from '../queries/actions.ts'
import { audienceOf, plannedLately } from '../queries/evidence.ts'
import { customerToPlan, listLacking as lackingRows, listPlans as planRows, readPlan as queryPlan } from '../queries/plans.ts'
import { insertPlan, lockPlan, type StoredPlan, savePlan } from '../store.ts'
import { peopleOrThrow, tasksFor } from './actions.ts'
import { dayAt, policyNow } from './policy-now.ts'

export const listPlans = read(contract.listPlans, ({ db, scope, actor }, { after, limit, ...filter }) =>
  planRows(db, scope, filter, { after, limit, personId: actor.personId }),
)

export const listLacking = read(contract.listLacking, async (context, { kind, owner, after, limit }) => {
  const { db, scope, actor, company, now } = context
  const audience = audienceOf(kind, (await policyNow(db, company, now)).document)
  const page = await lackingRows(db, scope, audience, { owner, after, limit, personId: actor.personId })
  const counted = after === undefined ? await plannedLately(context, audience) : { asked: null, kept: null }
  return { ...page, ...counted }
})

export const planTemplate = read(contract.planTemplate, async ({ db, scope, company, now }, { customerId, kind }) => {
  const customer = await customerToPlan(db, scope, customerId)
  const { document } = await policyNow(db, company, now)
  return {
    ...{ customerName: customer.name, tier: customer.tier, ...usualTerms(kind, document, dayAt(now)) },
    tiers: goalsFor(customer.tier, document.tiering.tiers).map(({ code, name }) => ({ code, name })),
    strategies: strategiesFor(customer.tier, document).map(({ tier, title, actions }) => ({ tier, title, actions })),
  }
})

export const readPlan = read(contract.readPlan, ({ db, scope }, { id }) => queryPlan(db, scope, id))

const orInvalid = (issues: ReturnType<typeof planIssues>): void => {
  if (issues.length > 0) throw new Problem('invalid', 'invalid-input', {}, issues)
}

export const createPlan = change(contract.createPlan, async (context, { kind, customerId, title, measures, actions, ...given }) => {
  const { tx, scope, actor, now, company } = context
  const customer = await customerToPlan(tx, scope, customerId)
  const { document, today } = await policyNow(tx, company, now)
  const usual = usualTerms(kind, document, given.from ?? today)
  const terms = { goal: given.goal === undefined ? usual.goal : given.goal, from: usual.from, until: given.until ?? usual.until }
  orInvalid(planIssues(terms, actions, { kind, tiers: document.tiering.tiers, today }))
  orThrow(mayAimAt(terms.goal, customer.tier, kind))
  await peopleOrThrow(context, actions, [])
  const made = await tasksFor(
    context,
    actions.map((action) => ({ ...action, taskId: null })),
    { customer: { ...customer, unit_id: customer.unitId, class: customer.class }, createdBy: actor.personId },
  )
  const values = { title, goal: terms.goal, from_on: terms.from, until_on: terms.until, measures }
  const plan = { ...values, kind, customer_id: customerId, actions: made.actions, tier_before: customer.tier, created_by: actor.personId }
  const id = await insertPlan(tx, plan, now)
  if (id === undefined) throw new Problem('refused', 'plan-runs-already')
  const created = contract.planCreated({ id, version: 1, customerId }, { kind, ...values, tier_before: customer.tier, actions })
  return { result: await queryPlan(tx, scope, id), events: [created, ...made.events] }
})

/** Holds a plan of a customer in sight that runs, as the caller saw it. */
async function lockRunning({ tx, scope }: ChangeContext, { id, version }: { id: number; version: number }): Promise<StoredPlan> {
  await queryPlan(tx, scope, id)
  const plan = found(await lockPlan(tx, id), 'plan')
  if (plan.version !== version) throw new Problem('conflict', 'changed-meanwhile', { version: plan.version })
  orThrow(runs(plan.state === 'ACTIVE' ? 'ACTIVE' : plan.state === 'ENDED' ? 'ENDED' : 'WITHDRAWN'))
  return plan
}

const kindOf = ({ kind }: StoredPlan): contract.PlanKind => (kind === 'UPLIFT' ? 'UPLIFT' : 'PERSONAL')

export const changePlan = change(contract.changePlan, async (context, { id, version, actions: wanted, until, ...given }) => {
  const { tx, scope, now, company } = context
  const stored = await lockRunning(context, { id, version })
  const customer = await customerToPlan(tx, scope, stored.customer_id)
  const { document, today } = await policyNow(tx, company, now)
  const before = actionsIn(stored.actions)
  const { actions, dropped } = mergeActions(before, wanted ?? before)
  const { title, goal, measures } = { ...stored, ...definedOnly(given) }
  const terms = { goal, from: stored.from_on, until: until ?? stored.until_on }
  const kind = kindOf(stored)
  orInvalid(planIssues(terms, actions, { kind, tiers: document.tiering.tiers, today, kept: before }))
  if (goal !== stored.goal) orThrow(mayAimAt(goal, customer.tier, kind))
  await peopleOrThrow(context, actions, before)
  const made = await tasksFor(context, actions, {
    customer: { ...customer, unit_id: customer.unitId },
    createdBy: context.actor.personId,
  })
  const values = { title, goal, until_on: terms.until, measures, actions: JSON.stringify(made.actions) }
  const old = { title: stored.title, goal: stored.goal, until_on: stored.until_on, measures: stored.measures, actions: stored.actions }
  if (differencesNone(old, values)) return { result: await queryPlan(tx, scope, id), nothingChanged: true }
  await savePlan(tx, stored, values, now)
  const ended = await endPlanned(tx, dropped, 'PLAN_CHANGED', now)
  const about = { id, version: version + 1, customerId: stored.customer_id }
  const changed = contract.planChanged(about, { ...old, actions: plain(before) }, { ...values, actions: plain(made.actions) })
  return { result: await queryPlan(tx, scope, id), events: [changed, ...made.events, ...ended] }
})

const plain = (actions: readonly contract.PlanAction[]) => actions.map(({ what, personId, due }) => ({ what, personId, due }))

const differencesNone = (before: object, after: object): boolean => Object.keys(differences({ ...before }, { ...after }).after).length === 0

const definedOnly = <T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, v]) => v !== undefined)) as { [K in keyof T]: Exclude<T[K], undefined> }

export const withdrawPlan = change(contract.withdrawPlan, async (context, { reason, ...locked }) => {
  const { tx, scope, now } = context
  const stored = await lockRunning(context, locked)
  await savePlan(tx, stored, { state: 'WITHDRAWN', withdrawn_reason: reason }, now)
  const tasks = actionsIn(stored.actions).flatMap(({ taskId }) => taskId ?? [])
  const ended: Event[] = await endPlanned(tx, tasks, 'PLAN_WITHDRAWN', now)
  const about = { id: stored.id, version: stored.version + 1, customerId: stored.customer_id }
  const withdrawn = contract.planWithdrawn(about, { title: stored.title, state: 'WITHDRAWN', reason })
  return { result: await queryPlan(tx, scope, stored.id), events: [withdrawn, ...ended] }
})
