import type { UndoEvent, UndoHandler, UndoLeft } from '../../../platform/house.ts'
import { taskAssigned, taskPostponed } from '../contract/events.ts'
import { seenTasks } from '../queries/selected.ts'
import { lockTasks, type StoredTask, saveTasks } from '../store.ts'
import { subjectOf } from './holding.ts'
import { labelOf } from './many.ts'

type Before = Partial<Pick<StoredTask, 'assignee_id' | 'assigned_as' | 'assigned_facts' | 'unit_id' | 'planned_on' | 'planned_reason'>>
const kept = ['assignee_id', 'assigned_as', 'assigned_facts', 'unit_id', 'planned_on', 'planned_reason'] as const

/** Who had it, or the appointment there was; undefined where the event says neither. */
function beforeOf({ name, before }: UndoEvent): Before | undefined {
  if (!before || (name !== 'task.assigned' && name !== 'task.postponed')) return undefined
  return Object.fromEntries(kept.flatMap((column) => (column in before ? [[column, before[column]]] : [])))
}

/** Parts what may be put back from what was done, given or moved since. */
function sortOut<T extends { id: number; version: number }>(events: readonly UndoEvent[], tasks: readonly T[]) {
  const byId = new Map(tasks.map((t) => [t.id, t]))
  const left: UndoLeft[] = []
  const back: { task: T; before: Before; name: string }[] = []
  for (const e of events) {
    const task = byId.get(e.subjectId)
    const before = beforeOf(e)
    if (!task) left.push({ id: e.subjectId, reason: 'gone' })
    else if (task.version !== e.subjectVersion) left.push({ id: e.subjectId, reason: 'touched-later' })
    else if (!before) left.push({ id: e.subjectId, reason: 'values-erased' })
    else back.push({ task, before, name: e.name })
  }
  return { left, back }
}

const subjects = (events: readonly UndoEvent[]): number[] => events.map((e) => e.subjectId)

/** Gives tasks back to whoever had them, and makes the appointments there were. */
export const undoTasks: UndoHandler = {
  subject: 'task',
  async labels(db, ids) {
    return new Map((await seenTasks(db, ids)).map((t) => [t.id, labelOf(t)]))
  },
  look: async (db, events) => sortOut(events, await seenTasks(db, subjects(events))).left,
  async undo({ tx, now }, events) {
    const { left, back } = sortOut(events, await lockTasks(tx, subjects(events)))
    for (const alike of Map.groupBy(back, ({ before }) => JSON.stringify(before)).values()) {
      const ids = alike.map(({ task }) => task.id)
      await saveTasks(tx, ids, alike[0]?.before ?? {}, now)
    }
    const done = back.map(({ task, before, name }) => {
      const was = Object.fromEntries(kept.flatMap((column) => (column in before ? [[column, task[column]]] : [])))
      return name === 'task.assigned' ? taskAssigned(subjectOf(task), was, before) : taskPostponed(subjectOf(task), was, before)
    })
    return { left, events: done }
  },
}
