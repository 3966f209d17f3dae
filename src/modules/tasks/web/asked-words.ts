import { defineText, type Say } from '../../../core/text.ts'
import type { AskedWords } from '../../../platform/web/screens.ts'
import { shortDay } from '../../../ui/days.ts'
import { kindWords } from './task-words.ts'

/** The words of a request to be released from a task. */
export const askedText = defineText(
  {
    'approval.kind.TASK_WAIVE': '免除任务',
    'tasks.asked.rule': '依据',
    'tasks.asked.kind': '种类',
    'tasks.asked.due': '到期',
    'tasks.asked.last': '最晚办理',
  },
  {
    'approval.kind.TASK_WAIVE': 'Waive a task',
    'tasks.asked.rule': 'Rule',
    'tasks.asked.kind': 'Kind',
    'tasks.asked.due': 'Due',
    'tasks.asked.last': 'On time until',
  },
)

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

/** What somebody wants to be released from: the task, its rule and its days. */
export const waiveAsked: AskedWords = ({ taskId, ruleId, title, kind, dueOn, windowTo }, say: Say, today) => {
  const named = textOf(kind) === undefined ? undefined : kindWords(String(kind), say)
  const what = textOf(title) ?? named
  const day = (value: unknown) => (textOf(value) === undefined ? undefined : shortDay(String(value), today))
  const told: readonly (readonly [key: string, value: string | undefined])[] = [
    ['kind', what === named ? undefined : named],
    ['due', day(dueOn)],
    ['last', windowTo === dueOn ? undefined : day(windowTo)],
    ['rule', textOf(ruleId)],
  ]
  return {
    ...(what === undefined ? {} : { what }),
    facts: told.flatMap(([key, value]) => (value === undefined ? [] : [{ key, label: say(`tasks.asked.${key}`), value }])),
    ...(typeof taskId === 'number' ? { to: `/tasks?view=all&task=${taskId}` } : {}),
  }
}
