import { orThrow, Problem } from '../../../core/problem.ts'
import { type ChangeContext, change, may } from '../../../platform/action.ts'
import { readInteraction } from '../../interactions/queries.ts'
import { taskDone, taskReopened } from '../contract/events.ts'
import * as contract from '../contract.ts'
import { mayReopen } from '../policy/moves.ts'
import { reportIssues } from '../policy/report.ts'
import { standingOf } from '../policy/standing.ts'
import { type StoredTask, saveTasks } from '../store.ts'
import { answer, asksOf, dayAt, lockFor, newsForCare, subjectOf } from './holding.ts'

export const doTask = change(contract.doTask, async (context, { id, version, ...given }) => {
  const { tx, company, actor, now } = context
  const { task, next } = await lockFor(context, 'do', { id, version })
  const report = { ...given, checked: [...new Set(given.checked)], outcome: given.outcome || null, nextStep: given.nextStep || null }
  const rule = await asksOf(tx, company, { ruleId: task.rule_id, policyVersion: task.policy_version })
  const issues = reportIssues(report, rule, dayAt(now))
  if (report.interactionId !== null && !(await isContactWith(context, report.interactionId, task.customer_id)))
    issues.push({ path: 'interactionId', reason: 'interaction-of-another' })
  if (issues.length > 0) throw new Problem('invalid', 'invalid-input', {}, issues)
  const values = {
    done_on: report.doneOn,
    channel: report.channel,
    checked: report.checked,
    unchecked_reason: report.uncheckedReason || null,
    outcome: report.outcome,
    next_step: report.nextStep,
    interaction_id: report.interactionId,
  }
  await saveTasks(tx, [id], { ...values, state: next, evidence: JSON.stringify(report.evidence), done_by: actor.personId }, now)
  await newsForCare(tx, task)
  const standing = standingOf({ state: next, doneOn: report.doneOn, windowTo: task.window_to })
  const event = taskDone(subjectOf(task), { ...called(task), ...values, evidence: report.evidence, standing })
  return { result: await answer(context, id), events: [event] }
})

/** Whether this is on record as a contact with the customer, in the caller's sight. */
async function isContactWith({ tx, scope }: ChangeContext, interactionId: number, customerId: number | null): Promise<boolean> {
  const contact = await readInteraction(tx, scope, interactionId)
  return contact.customerId === customerId && contact.channel !== 'NOTE'
}

/** What a reader of the timeline knows a task by. */
const called = ({ kind, title, due_on }: StoredTask) => ({ kind, title, due_on })

const unreported = {
  done_on: null,
  done_by: null,
  channel: null,
  checked: [],
  unchecked_reason: null,
  outcome: null,
  next_step: null,
  interaction_id: null,
  evidence: '[]',
}

export const reopenTask = change(contract.reopenTask, async (context, locked) => {
  const { tx, actor, now } = context
  const { task, next } = await lockFor(context, 'reopen', locked)
  const by = { personId: actor.personId, assigns: may(actor, 'tasks.assign') }
  orThrow(mayReopen({ recordedOn: dayAt(task.changed_at), doneBy: task.done_by }, by, dayAt(now)))
  await saveTasks(tx, [task.id], { ...unreported, state: next }, now)
  await newsForCare(tx, task)
  const { done_on, channel, outcome } = task
  return { result: await answer(context, task.id), events: [taskReopened(subjectOf(task), { ...called(task), done_on, channel, outcome })] }
})
