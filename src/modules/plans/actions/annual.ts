import type { Event } from '../../../core/event.ts'
import { found, invalidField, orThrow, Problem } from '../../../core/problem.ts'
import { type ChangeContext, change, read } from '../../../platform/action.ts'
import type { Db } from '../../../platform/db/db.ts'
import type { ApprovalHandler } from '../../../platform/house.ts'
import type { Scope } from '../../../platform/scope.ts'
import { askApproval } from '../../approvals/actions/asking.ts'
import { organisationNow } from '../../approvals/actions/deciding.ts'
import { type Decider, principalsOf } from '../../approvals/policy.ts'
import { askedAbout } from '../../approvals/queries/asked.ts'
import * as contract from '../contract/annual.ts'
import type { PlanAction } from '../contract.ts'
import { mayChange, missingToAsk } from '../policy/annual.ts'
import { approver } from '../policy/annual-people.ts'
import { actionIssues, type KeptAction, mergeActions } from '../policy/plan.ts'
import { actionsIn, colleague } from '../queries/actions.ts'
import {
  type AnnualViewer,
  annualSubject,
  customersOf,
  isUnit,
  namedCustomers,
  listAnnual as queryList,
  readAnnual as queryOne,
} from '../queries/annual.ts'
import { insertAnnual, lockAnnual, type StoredAnnual, saveAnnual } from '../store/annual.ts'
import { tasksFor } from './actions.ts'
import { dayAt, policyIfAny } from './policy-now.ts'

type Looking = Pick<ChangeContext, 'scope' | 'actor' | 'company' | 'now'>

const viewerOf = async (db: Db, { scope, actor, company, now }: Looking): Promise<AnnualViewer> => ({
  ...{ scope, personId: actor.personId },
  annualDue: (await policyIfAny(db, company, now))?.document.care.plans.annualDue,
})

export const listAnnual = read(contract.listAnnual, async (context, page) =>
  queryList(context.db, await viewerOf(context.db, context), page),
)

export const readAnnual = read(contract.readAnnual, async (context, { id }) =>
  queryOne(context.db, await viewerOf(context.db, context), id),
)

const result = async (context: ChangeContext, id: number): Promise<contract.AnnualPlan> =>
  queryOne(context.tx, await viewerOf(context.tx, context), id)

/** Whoever plans for a unit sees all of it; the company is planned for by those who see all of that. */
const reaches = ({ all, unitIds }: Scope, unitId: number | null): boolean => all || (unitId !== null && unitIds.includes(unitId))

/** Whoever plans names people who are here; work they are given once somebody approves. */
async function soundOrThrow({ tx, now }: ChangeContext, year: number, actions: readonly PlanAction[], kept: readonly PlanAction[]) {
  const issues = actionIssues(actions, { today: dayAt(now), until: `${year}-12-31`, kept })
  if (issues.length > 0) throw new Problem('invalid', 'invalid-input', {}, issues)
  const known = new Set(kept.map(({ personId }) => personId))
  for (const [i, { personId }] of actions.entries()) {
    if (personId === null || known.has(personId) || (await colleague(tx, personId))) continue
    throw invalidField(`actions.${i}.personId`, 'no-such-person')
  }
}

async function seenOrThrow({ tx, scope }: ChangeContext, wanted: readonly number[]): Promise<void> {
  const named = await namedCustomers(tx, scope, wanted)
  const unknown = wanted.findIndex((id) => !named.has(id))
  if (unknown >= 0) throw invalidField(`keyCustomers.${unknown}`, 'no-such-customer')
}

const withoutTask = (actions: readonly PlanAction[]): KeptAction[] => actions.map((action) => ({ ...action, taskId: null }))

export const createAnnual = change(contract.createAnnual, async (context, { year, unitId, goals, keyCustomers, actions }) => {
  const { tx, scope, actor, now } = context
  if (!reaches(scope, unitId) || (unitId !== null && !(await isUnit(tx, unitId)))) throw invalidField('unitId', 'no-such-unit')
  await soundOrThrow(context, year, actions, [])
  await seenOrThrow(context, keyCustomers)
  const values = { year, unit_id: unitId, goals, key_customers: [...new Set(keyCustomers)] }
  const id = await insertAnnual(tx, { ...values, actions: withoutTask(actions), created_by: actor.personId }, now)
  if (id === undefined) throw new Problem('refused', 'annual-plan-there', { year })
  return { result: await result(context, id), events: [contract.annualCreated(id, { ...values, actions })] }
})

/** Holds a plan in reach that is still being written, as the caller saw it. */
async function lockDraft(context: ChangeContext, { id, version }: { id: number; version: number }): Promise<StoredAnnual> {
  const { tx, scope } = context
  const shown = await result(context, id)
  if (!reaches(scope, shown.unitId)) throw new Problem('forbidden', 'not-permitted', { permission: contract.changeAnnual.permission })
  const plan = found(await lockAnnual(tx, id), annualSubject)
  if (plan.version !== version) throw new Problem('conflict', 'changed-meanwhile', { version: plan.version })
  const asked = await askedAbout(tx, contract.annualKind, annualSubject, [id])
  orThrow(mayChange(plan.state === 'APPROVED' ? 'APPROVED' : asked.length > 0 ? 'ASKED' : 'DRAFT'))
  return plan
}

export const changeAnnual = change(contract.changeAnnual, async (context, { id, version, ...given }) => {
  const { tx, scope, now } = context
  const stored = await lockDraft(context, { id, version })
  const kept = { goals: stored.goals, customers: customersOf(stored.key_customers), actions: actionsIn(stored.actions) }
  const { actions } = mergeActions(kept.actions, given.actions ?? kept.actions)
  await soundOrThrow(context, stored.year, actions, kept.actions)
  if (given.keyCustomers !== undefined) await seenOrThrow(context, given.keyCustomers)
  const named = await namedCustomers(tx, scope, kept.customers)
  const hidden = kept.customers.filter((customerId) => !named.has(customerId))
  const customers = given.keyCustomers === undefined ? kept.customers : [...new Set([...given.keyCustomers, ...hidden])]
  const goals = given.goals ?? kept.goals
  const before = { goals: kept.goals, key_customers: kept.customers, actions: kept.actions }
  const after = { goals, key_customers: customers, actions }
  if (JSON.stringify(before) === JSON.stringify(after)) return { result: await result(context, id), nothingChanged: true }
  const values = { goals, key_customers: JSON.stringify(customers), actions: JSON.stringify(actions) }
  await saveAnnual(tx, stored, values, now)
  return { result: await result(context, id), events: [contract.annualChanged(id, version + 1, before, after)] }
})

export const askAnnual = change(contract.askAnnual, async (context, { id, version, reason }) => {
  const stored = await lockDraft(context, { id, version })
  const { unitName } = await result(context, id)
  const actions = actionsIn(stored.actions)
  const missing = missingToAsk({ goals: stored.goals, actions })
  if (missing.length > 0) {
    const issues = missing.map((path) => ({ path, reason: 'missing' }))
    throw new Problem('invalid', 'invalid-input', {}, issues)
  }
  const { year, unit_id: unitId } = stored
  const counts = { keyCustomers: customersOf(stored.key_customers).length, actions: actions.length }
  const { event } = await askApproval(context, {
    ...{ kind: contract.annualKind, subject: { kind: annualSubject, id }, customerId: null, reason },
    facts: { planId: id, year, unit: unitName, goals: stored.goals, ...counts },
    decider: await deciderOf(context, unitId),
  })
  return { result: await result(context, id), events: [event] }
})

/** The general manager; whoever else may plan for the unit, when nobody else holds that post. */
async function deciderOf({ tx, actor, now }: ChangeContext, unitId: number | null): Promise<Decider> {
  const decider = { post: approver, unitId }
  const able = principalsOf({ askedBy: actor.personId, decider }, await organisationNow(tx, now))
  return able.length > 0 ? decider : { permission: contract.askAnnual.permission, unitId }
}

/** CARE-25: approved, a plan's actions become tasks of whoever wrote it down; sent back, it bears the note. */
export const annualApproval: ApprovalHandler = {
  kind: contract.annualKind,
  async decided({ tx, now, actor }, { subject, note, askedBy }, approved) {
    const plan = await lockAnnual(tx, subject.id)
    if (plan?.state !== 'DRAFT') return { events: [] }
    const about = { state: approved ? 'APPROVED' : 'DRAFT', note: approved ? '' : note }
    const decided = contract.annualDecided(plan.id, plan.version + 1, { year: plan.year, unit_id: plan.unit_id, ...about })
    if (!approved) {
      await saveAnnual(tx, plan, { note }, now)
      return { events: [decided] }
    }
    const made = await tasksFor({ tx, now }, actionsIn(plan.actions), { customer: null, createdBy: askedBy })
    const approval = { approved_on: dayAt(now), approved_by_name: actor.name, note: '' }
    await saveAnnual(tx, plan, { state: 'APPROVED', ...approval, actions: JSON.stringify(made.actions) }, now)
    const events: Event[] = [decided, ...made.events]
    return { events }
  },
}
