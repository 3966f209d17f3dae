import { addDays, type Day } from '../../../core/day.ts'
import type { Standing, TaskState } from '../contract.ts'

type Span = { windowFrom: Day; windowTo: Day; dueOn: Day; plannedOn: Day | null }

/**
 * How a task was kept (§0.1.5): what is done by the end of its window, early too, is on time; after it, late.
 * What stopped being owed is not applicable.
 */
export function standingOf({ state, doneOn, windowTo }: { state: TaskState; doneOn: Day | null; windowTo: Day }): Standing {
  switch (state) {
    case 'OPEN':
      return 'OPEN'
    case 'DONE':
      return doneOn !== null && doneOn > windowTo ? 'LATE' : 'ON_TIME'
    case 'WAIVED':
      return 'WAIVED'
    case 'ENDED':
      return 'NOT_APPLICABLE'
  }
}

/** When somebody means to do it: the appointment, else the due day. */
export const workedOn = ({ plannedOn, dueOn }: Pick<Span, 'plannedOn' | 'dueOn'>): Day => plannedOn ?? dueOn

export type Heap = 'overdue' | 'dueToday' | 'inWindow' | 'nextDays'
export const nextDays = 7

/** On which heap of a person's day an open task lies; none: it need not trouble anybody yet. */
export function heapOf(span: Span, today: Day): Heap | undefined {
  const on = workedOn(span)
  if (span.windowTo < today) return 'overdue'
  if (on === today) return 'dueToday'
  const isAppointed = span.plannedOn !== null && span.plannedOn > today
  if (span.windowFrom <= today && !isAppointed) return 'inWindow'
  return on > today && on <= addDays(today, nextDays) ? 'nextDays' : undefined
}
