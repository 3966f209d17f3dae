import type { z } from 'zod'
import type { Event } from '../../../core/event.ts'
import { orThrow, Problem } from '../../../core/problem.ts'
import { type ChangeContext, change, may } from '../../../platform/action.ts'
import { taskDone, taskReopened } from '../contract/events.ts'
import * as contract from '../contract.ts'
import { mayReopen } from '../policy/moves.ts'
import { type NoticeAsked, tellByOf, toldIssues } from '../policy/notice.ts'
import { reportsIssues } from '../policy/report.ts'
import { standingOf } from '../policy/standing.ts'
import { type StoredTask, saveTasks } from '../store.ts'
import { contactOf } from './contact.ts'
import { answer, dayAt, lockFor, newsForCare, noticesAsked, ruled, subjectOf } from './holding.ts'
import { type Held, lockTogether } from './together.ts'
import { withdrawAskings } from './waive.ts'

type Given = z.output<typeof contract.doTask.input>
/** What every task that a contact served is reported with, and what each has for itself. */
type Shared = Pick<Given, 'doneOn' | 'channel' | 'outcome' | 'nextStep' | 'interactionId' | 'toldOn'>
type Own = Pick<Given, 'checked' | 'uncheckedReason' | 'evidence'>

/** Written on the task in short; the contact's record has all of it. */
const outcomeAtMost = 2000

export const doTask = change(contract.doTask, async (context, given) => {
  const { tx, now } = context
  const held = await lockTogether(context, 'do', given, given.also)
  const contact = await contactOf(context, held[0].task.customer_id, given)
  const outcome = given.outcome || given.contact?.text.slice(0, outcomeAtMost) || null
  const channel = given.channel ?? contact.channel
  const { doneOn, toldOn, nextStep } = given
  const shared: Shared = { doneOn, toldOn, channel, outcome, nextStep: nextStep || null, interactionId: contact.id }
  const isOnRecord = given.interactionId !== null || given.contact !== null
  const reports = [given, ...given.also].map((own, i) => ({
    at: i === 0 ? '' : `also.${i - 1}.`,
    rule: held[i]?.rule ?? null,
    report: { ...shared, ...ownOf(own), isOnRecord },
  }))
  const issues = [...reportsIssues(reports, dayAt(now)), ...toldIssues(toldOn, doneOn), ...contact.issues]
  if (issues.length > 0) throw new Problem('invalid', 'invalid-input', {}, issues)
  const [main, ...also] = held
  const told = await tellingOf(context, held, shared)
  const events: [Event, ...Event[]] = [await saveReport(context, main, ownOf(given), shared, told(main))]
  for (const [i, other] of also.entries()) events.push(await saveReport(context, other, ownOf(given.also[i]), shared, told(other)))
  const ids = held.map(({ task }) => task.id)
  events.push(...contact.events, ...(await withdrawAskings(tx, ids, 'DONE')))
  return { result: await answer(context, given.id), events }
})

const nothing: Own = { checked: [], uncheckedReason: null, evidence: [] }

const ownOf = ({ checked, uncheckedReason, evidence }: Own = nothing): Own => ({
  checked: [...new Set(checked)],
  uncheckedReason: uncheckedReason || null,
  evidence,
})

type Telling = Partial<Pick<StoredTask, 'told_on' | 'tell_by'>>

/**
 * What a report fixes about telling the customer (CARE-15): the day said with it, else the day noted, else the day noted of another
 * task that the same contact served. Nothing where nobody was to be told.
 */
async function tellingOf({ tx, company }: ChangeContext, held: readonly Held[], shared: Shared): Promise<(held: Held) => Telling> {
  const asked = await noticesAsked(
    tx,
    company,
    held.map(({ task }) => ruled(task)),
  )
  const [earliest = null] = held.flatMap(({ task }) => task.told_on ?? []).sort()
  return ({ task }) => {
    const notice: NoticeAsked | null = asked(ruled(task))
    const tell_by = tellByOf(notice, shared)
    return tell_by === null ? {} : { told_on: shared.toldOn ?? task.told_on ?? earliest, tell_by }
  }
}

async function saveReport(context: ChangeContext, { task, next }: Held, own: Own, shared: Shared, telling: Telling): Promise<Event> {
  const { tx, actor, now } = context
  const values = {
    done_on: shared.doneOn,
    channel: shared.channel,
    checked: own.checked,
    unchecked_reason: own.uncheckedReason,
    outcome: shared.outcome,
    next_step: shared.nextStep,
    interaction_id: shared.interactionId,
    ...telling,
  }
  await saveTasks(tx, [task.id], { ...values, state: next, evidence: JSON.stringify(own.evidence), done_by: actor.personId }, now)
  await newsForCare(tx, task)
  const standing = standingOf({ state: next, doneOn: shared.doneOn, windowTo: task.window_to })
  return taskDone(subjectOf(task), { ...called(task), ...values, evidence: own.evidence, standing })
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
  tell_by: null,
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
