import { inZone } from '../../../core/instant.ts'
import type { Say } from '../../../core/text.ts'
import { brief, byWords, changes, dayOf, joined, type Recorded, type Said, type Sentence, saidOr, textOf } from './timeline-said.ts'

/** Whoever wrote it down stands for our person: a record names people by number. */
const contacted: Sentence = (e, say) => {
  const [channel, direction] = [textOf(e.values, 'channel') || 'NOTE', textOf(e.values, 'direction') || 'OUT']
  const how = say(`contact-said.${channel}.${direction}`)
  const day = dayOf(e.values, 'happened_on')
  const earlier = day !== undefined && day !== inZone(new Date(e.at), 'Asia/Shanghai').day ? say('timeline.on-day', { day }) : undefined
  return {
    title: direction === 'IN' && channel !== 'NOTE' ? `${how} ${byWords(e, say)}` : `${byWords(e, say)} ${how}`,
    text: joined(earlier, brief(textOf(e.values, 'text'))),
    names: true,
  }
}

/** What people wrote, else the kind: a duty is called by its rule, whose title stands in no event. */
function taskCalled(e: Recorded, say: Say): string {
  const kind = textOf(e.values, 'kind') || 'OTHER'
  return textOf(e.values, 'title') || saidOr(say, 'task.kind', kind, say('task.kind.OTHER'))
}

type How = (e: Recorded, say: Say) => string | undefined

const task =
  (key: string, text: How = () => undefined, folds = false): Sentence =>
  (e, say) => ({ title: say(`timeline.task.said.${key}`, { what: taskCalled(e, say) }), text: text(e, say), ...(folds ? { folds } : {}) })

const told = (say: Say, key: string, facts: Readonly<Record<string, string | undefined>>): string | undefined =>
  Object.values(facts).every(Boolean) ? say(key, facts) : undefined

const done: Sentence = (e, say) => {
  const channel = textOf(e.values, 'channel')
  const said: How = () =>
    joined(
      channel === '' ? undefined : saidOr(say, 'channel', channel, ''),
      brief(textOf(e.values, 'outcome')),
      told(say, 'timeline.task.next', { what: textOf(e.values, 'next_step') }),
    )
  return task(textOf(e.values, 'standing') === 'LATE' ? 'late' : 'done', said)(e, say)
}

const postponed: Sentence = (e, say) => {
  const day = dayOf(e.values, 'planned_on')
  const what = taskCalled(e, say)
  const title = day === undefined ? say('timeline.task.said.unplanned', { what }) : say('timeline.task.said.postponed', { what, day })
  return { title, text: brief(textOf(e.values, 'planned_reason')) }
}

const toldBefore: Sentence = (e, say) => {
  const day = dayOf(e.values, 'told_on')
  const what = taskCalled(e, say)
  const channel = textOf(e.values, 'told_channel')
  const title = day === undefined ? say('timeline.task.said.untold', { what }) : say('timeline.task.said.told', { what, day })
  return { title, text: channel === '' ? undefined : saidOr(say, 'channel', channel, '') }
}

const why = (e: Recorded): string => brief(textOf(e.values, 'reason') || textOf(e.values, 'note'))

const ended: How = (e, say) => {
  const reason = textOf(e.values, 'reason') || textOf(e.values, 'ended_reason')
  return reason === '' ? undefined : saidOr(say, 'tasks.ended', reason, '')
}

const approvalCalled = (e: Recorded, say: Say): string =>
  saidOr(say, 'approval.kind', textOf(e.values, 'kind') || 'OTHER', say('timeline.approval.what'))

const approval =
  (key: (e: Recorded) => string): Sentence =>
  (e, say) => ({ title: say(`timeline.approval.said.${key(e)}`, { what: approvalCalled(e, say) }), text: why(e) })

/** A birthday goes by its own name, and is left out for whoever may not see it. */
function dateWords({ values }: Recorded, say: Say): string {
  const [, month, day] = /^(?:\d{4}-)?(\d\d)-(\d\d)$/.exec(textOf(values, 'month_day') || textOf(values, 'birthday')) ?? []
  if (month === undefined) return ''
  const calendar = textOf(values, 'calendar') === 'LUNAR' ? (values?.['leap'] === true ? 'leap' : 'lunar') : 'day'
  return say(`timeline.date.${calendar}`, { month: Number(month), day: Number(day) })
}

const dated =
  (key: string): Sentence =>
  (e, say): Said => ({
    title: say(`timeline.date.said.${key}`, {
      what: textOf(e.values, 'title') || saidOr(say, 'date-kind', textOf(e.values, 'kind') || 'OTHER', ''),
    }),
    text: dateWords(e, say),
  })

/** Contacts, tasks, approvals and important dates. */
export const workSentences: Readonly<Record<string, Sentence>> = {
  'interaction.logged': contacted,
  'interaction.changed': (e, say) => ({
    title: say('timeline.interaction.changed'),
    text: changes(e, 'interactions.field', say),
    folds: true,
  }),
  'task.created': task('created', (e, say) => told(say, 'timeline.task.due', { day: dayOf(e.values, 'due_on') })),
  'task.done': done,
  'task.reopened': task('reopened'),
  'task.waived': task('waived', why),
  'task.postponed': postponed,
  'task.told': toldBefore,
  'task.assigned': task('assigned', undefined, true),
  'task.ended': task('ended', ended),
  'approval.asked': approval(() => 'asked'),
  'approval.decided': approval((e) => (textOf(e.values, 'state') === 'REFUSED' ? 'refused' : 'approved')),
  'approval.withdrawn': approval(() => 'withdrawn'),
  'approval.handed-on': approval(() => 'handed-on'),
  'customer-date.created': dated('created'),
  'customer-date.changed': (e, say) => ({
    title: say('timeline.customer-date.changed'),
    text: changes(e, 'timeline.date.field', say),
    folds: true,
  }),
  'customer-date.deleted': dated('deleted'),
}
