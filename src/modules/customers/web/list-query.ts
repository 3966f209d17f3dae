import type { z } from 'zod'
import { addDays, type Day } from '../../../core/day.ts'
import { filterValue, filterValues, type ListQuery } from '../../../ui/list/query.ts'
import { type customerFilter, customerSorts } from '../contract.ts'

export type FilterInput = z.input<typeof customerFilter>
export type SortInput = (typeof customerSorts)[number]

/** A file below this share of its key fields is waiting for details (DQ-05). */
export const completeFrom = 9500

/** The tabs over the list; the first shows everything. */
export function viewFilters(today: Day): Readonly<Record<string, FilterInput>> {
  return {
    all: {},
    valued: { tier: ['CORE', 'POTENTIAL'] },
    risk: { tier: ['CHURN_RISK'] },
    silent60: { lastOrderUntil: addDays(today, -60) },
    silent90: { lastOrderUntil: addDays(today, -90) },
    incomplete: { completenessBelow: completeFrom },
  }
}

const someOf = (values: readonly string[]): [string, ...string[]] | undefined => {
  const [first, ...rest] = values
  return first ? [first, ...rest] : undefined
}

/** A filter without the conditions nobody set. */
function given(filter: { [K in keyof FilterInput]: FilterInput[K] | undefined }): FilterInput {
  return Object.fromEntries(Object.entries(filter).filter(([, v]) => v !== undefined))
}

function chipFilters({ filters }: ListQuery, today: Day): FilterInput {
  const some = (field: string) => someOf(filterValues(filters, field, 'is'))
  const number = (field: string, op: 'is' | 'to') => {
    const value = filterValue(filters, field, op)
    return value === undefined ? undefined : Number(value)
  }
  const kind = filterValue(filters, 'class', 'is')
  const status = filterValue(filters, 'status', 'is')
  const within = filterValue(filters, 'lastOrder', 'within')
  const percent = number('completeness', 'to')
  return given({
    tier: some('tier'),
    stage: some('stage'),
    class: kind === 'KEY' || kind === 'GENERAL' ? kind : undefined,
    ownerId: number('owner', 'is'),
    unitId: number('unit', 'is'),
    macroRegion: some('region'),
    provinceCode: some('province'),
    industryCode: some('industry'),
    tag: some('tag'),
    status: status === 'ACTIVE' || status === 'INACTIVE' ? status : undefined,
    completenessBelow: percent === undefined ? undefined : Math.min(10_000, Math.max(0, Math.round(percent * 100))),
    lastOrderFrom: within === undefined ? filterValue(filters, 'lastOrder', 'from') : addDays(today, -Number(within)),
    lastOrderUntil: filterValue(filters, 'lastOrder', 'to'),
  })
}

/** What the list's address asks of the server. Conditions set by hand win over the tab's. */
export function filterOf(query: ListQuery, today: Day): FilterInput {
  const view = viewFilters(today)[query.view ?? 'all'] ?? {}
  return { ...view, ...chipFilters(query, today), ...(query.q ? { q: query.q } : {}) }
}

export function sortOf({ sort }: ListQuery): SortInput {
  const asked = sort && `${sort.down ? '-' : ''}${sort.key}`
  return customerSorts.find((s) => s === asked) ?? 'name'
}
