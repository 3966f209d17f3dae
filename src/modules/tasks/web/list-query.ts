import type { z } from 'zod'
import { filterValue, type ListQuery } from '../../../ui/list/query.ts'
import { type taskFilter, taskStates } from '../contract.ts'

type FilterInput = z.input<typeof taskFilter>

export const views = ['mine', 'unassigned', 'overdue', 'all'] as const

const viewFilters: Readonly<Record<string, FilterInput>> = {
  mine: { assignee: 'me' },
  unassigned: { assignee: 'none' },
  overdue: { overdue: true },
  all: {},
}

/** What the list's address asks of the server: open tasks, unless another state was chosen. Chosen conditions win over the tab's. */
export function filterOf({ view, filters }: ListQuery): FilterInput {
  const is = (field: string) => filterValue(filters, field, 'is')
  const number = (field: string) => {
    const value = Number(is(field))
    return Number.isSafeInteger(value) && value > 0 ? value : undefined
  }
  const overdue = is('overdue')
  const chosen: { [K in keyof FilterInput]: FilterInput[K] | undefined } = {
    state: taskStates.find((s) => s === is('state')) ?? 'OPEN',
    kind: is('kind'),
    assignee: number('assignee'),
    unitId: number('unit'),
    from: filterValue(filters, 'due', 'from'),
    until: filterValue(filters, 'due', 'to'),
    overdue: overdue === undefined ? undefined : overdue === 'true',
  }
  const given: FilterInput = Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== undefined))
  return { ...viewFilters[view ?? 'mine'], ...given }
}
