import type { Event, Values } from '../../../core/event.ts'
import { Problem } from '../../../core/problem.ts'
import { speaker } from '../../../core/text.ts'
import { type ChangeContext, change } from '../../../platform/action.ts'
import type { Tx } from '../../../platform/db/db.ts'
import type { ApprovalHandler } from '../../../platform/house.ts'
import { askApproval } from '../../approvals/actions/asking.ts'
import { organisationNow } from '../../approvals/actions/deciding.ts'
import { withdrawAllAbout } from '../../approvals/actions/withdrawing.ts'
import { type Decider, principalsOf } from '../../approvals/policy.ts'
import { taskWaived } from '../contract/events.ts'
import * as asking from '../contract/waiving.ts'
import * as contract from '../contract.ts'
import { usualApprover, waiveApproverOf, waiveIssues, waiveReason } from '../policy/waiving.ts'
import { lockTasks, type StoredTask, saveTasks } from '../store.ts'
import { text } from '../text.ts'
import { answer, asksOf, lockFor, newsForCare, policyNow, ruled, subjectOf } from './holding.ts'

const kind = asking.waiveKind
const subjectKind = 'task'
/** Notes stay on record in the company's language, whoever settled the task. */
const say = speaker([text], 'zh-CN')

/** Takes back the askings for release from tasks that are settled now. */
export const withdrawAskings = (tx: Tx, ids: readonly number[], settled: 'DONE' | 'WAIVED' | 'ENDED'): Promise<Event[]> =>
  withdrawAllAbout(tx, kind, { subjectKind, ids }, say(`task.asking-over.${settled}`))

/** Releases from a held, open task once somebody entitled has decided it. */
async function release(context: ChangeContext, task: StoredTask, reason: string, more: Values = {}): Promise<[Event, ...Event[]]> {
  const { tx, now } = context
  await saveTasks(tx, [task.id], { state: 'WAIVED', ended_reason: reason }, now)
  await newsForCare(tx, task)
  const { kind, title, due_on } = task
  return [taskWaived(subjectOf(task), { kind, title, due_on, reason, ...more }), ...(await withdrawAskings(tx, [task.id], 'WAIVED'))]
}

export const waiveTask = change(contract.waiveTask, async (context, { reason, ...locked }) => {
  const { task } = await lockFor(context, 'waive', locked)
  const events = await release(context, task, reason)
  return { result: await answer(context, task.id), events }
})

export const askWaive = change(asking.askWaive, async (context, { ground, reason, ...locked }) => {
  const { tx, company } = context
  const { task } = await lockFor(context, 'waive', locked)
  const issues = waiveIssues({ ground, reason }, await asksOf(tx, company, ruled(task)))
  if (issues.length > 0) throw new Problem('invalid', 'invalid-input', {}, issues)
  if (ground !== null) {
    const events = await release(context, task, waiveReason({ ground, reason }), { ground })
    return { result: await answer(context, task.id), events }
  }
  const about = { subject: { kind: subjectKind, id: task.id }, customerId: task.customer_id }
  const { event } = await askApproval(context, {
    ...about,
    kind,
    reason,
    facts: await factsOf(context, task),
    decider: await deciderOf(context, task),
  })
  return { result: await answer(context, task.id), events: [event] }
})

async function factsOf({ tx, company }: ChangeContext, task: StoredTask) {
  const { rule_id: ruleId, due_on: dueOn, window_to: windowTo } = task
  const title = task.title ?? (await asksOf(tx, company, ruled(task)))?.title ?? null
  return { taskId: task.id, ruleId, title, kind: task.kind, dueOn, windowTo }
}

/** The post the policy names, near the task's unit; whoever may waive there, when nobody else holds that post or there is no unit. */
async function deciderOf(context: ChangeContext, { unit_id: unitId }: StoredTask): Promise<Decider> {
  const { tx, company, actor, now } = context
  const byPermission = { permission: contract.waiveTask.permission, unitId }
  if (unitId === null) return byPermission
  const policy = await policyNow(tx, company, now)
  const decider = { post: policy ? waiveApproverOf(policy) : usualApprover, unitId }
  return principalsOf({ askedBy: actor.personId, decider }, await organisationNow(tx, now)).length > 0 ? decider : byPermission
}

/** An approved asking waives the task, a refused one leaves it open; what was settled meanwhile stays settled. */
export const waiveApproval: ApprovalHandler = {
  kind,
  async decided(context, { id, subject, reason }, approved) {
    if (!approved) return { events: [] }
    const [task] = await lockTasks(context.tx, [subject.id])
    return { events: task?.state === 'OPEN' ? await release(context, task, reason, { approval_id: id }) : [] }
  },
}
