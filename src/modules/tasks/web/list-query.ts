import type { z } from 'zod'
import { day } from '../../../core/day.ts'
import { leavesOf } from '../../../core/filter.ts'
import { readCondition } from '../../../core/filter-text.ts'
import type { ListQuery } from '../../../ui/list/query.ts'
import { chipInputs, given, oneId, oneOf, type SimpleFilters } from '../../../ui/list/simple-filters.ts'
import { taskFilterFields } from '../contract/filter-fields.ts'
import { type taskFilter, taskStates } from '../contract.ts'

type FilterInput = z.input<typeof taskFilter>

export const views = ['mine', 'unassigned', 'overdue', 'all'] as const

const viewFilters: Readonly<Record<string, FilterInput>> = {
  mine: { assignee: 'me' },
  unassigned: { assignee: 'none' },
  overdue: { overdue: true },
  all: {},
}

const set = <K extends keyof FilterInput>(key: K, value: FilterInput[K] | undefined): FilterInput | undefined =>
  given<FilterInput, K>(key, value)

const simple: SimpleFilters<FilterInput> = {
  'state.is': (v) => set('state', oneOf(taskStates, v)),
  'kind.is': ([kind, ...more]) => set('kind', more.length === 0 && (kind?.length ?? 0) <= 40 ? kind : undefined),
  'assigneeId.is': (v) => set('assignee', oneId(v)),
  'unitId.is': (v) => set('unitId', oneId(v)),
  'dueOn.from': ([on]) => set('from', day.safeParse(on).data),
  'dueOn.to': ([on]) => set('until', day.safeParse(on).data),
  'overdue.is': ([yes]) => set('overdue', yes === 'true'),
}

/** Which of these fields a condition names. */
function namesAny(where: string | undefined, fields: readonly string[]): boolean {
  const read = where === undefined ? undefined : readCondition(where)
  return read?.ok === true && leavesOf(read.condition).some(({ leaf }) => fields.includes(leaf.field))
}

/** What the list's address asks of the server: open tasks, unless states were chosen. Chosen conditions win over the tab's. */
export function filterOf(query: ListQuery): FilterInput {
  const chosen = chipInputs(query, taskFilterFields, simple)
  const open: FilterInput = namesAny(chosen.where, ['state', 'doneOn']) ? {} : { state: 'OPEN' }
  return { ...viewFilters[query.view ?? 'mine'], ...open, ...chosen }
}
