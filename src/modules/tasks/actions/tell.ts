import { invalidField, Problem } from '../../../core/problem.ts'
import { change } from '../../../platform/action.ts'
import { taskTold } from '../contract/events.ts'
import * as contract from '../contract/telling.ts'
import { saveTasks } from '../store.ts'
import { answer, dayAt, lockFor, noticesAsked, ruled, subjectOf } from './holding.ts'

const untold = { told_on: null, told_channel: null, told_for: null }

/** The customer was told of the appointment as it stands; when it is moved, the day stays, and so does what it was told for. */
export const tellTask = change(contract.tellTask, async (context, { toldOn, channel, ...locked }) => {
  const { tx, company, now } = context
  const { task } = await lockFor(context, 'tell', locked)
  const today = dayAt(now)
  if (toldOn !== null && toldOn > today) throw invalidField('toldOn', 'day-in-future', { today })
  const { told_on, told_channel, told_for, kind, title, due_on } = task
  const isAsked = (await noticesAsked(tx, company, [ruled(task)]))(ruled(task)) !== null
  if (toldOn !== null && !isAsked) throw new Problem('refused', 'no-notice-needed')
  const values = toldOn === null ? untold : { told_on: toldOn, told_channel: channel, told_for: task.planned_on }
  const isSame = told_on === values.told_on && told_channel === values.told_channel && told_for === values.told_for
  if (isSame) return { result: await answer(context, task.id), nothingChanged: true }
  await saveTasks(tx, [task.id], values, now)
  const event = taskTold(subjectOf(task), { told_on, told_channel, told_for }, { kind, title, due_on, ...values })
  return { result: await answer(context, task.id), events: [event] }
})
