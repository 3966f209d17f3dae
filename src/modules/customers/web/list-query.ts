import type { z } from 'zod'
import { addDays, type Day, day } from '../../../core/day.ts'
import { countedDays } from '../../../core/filter-days.ts'
import type { ListQuery } from '../../../ui/list/query.ts'
import { chipInputs, given, oneId, oneOf, type SimpleFilters } from '../../../ui/list/simple-filters.ts'
import { customerFilterFields } from '../contract/filter-fields.ts'
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

/** As many as an input of its own takes. */
const some = ([first, ...rest]: readonly string[]): [string, ...string[]] | undefined =>
  first && rest.length < 20 ? [first, ...rest] : undefined
const set = <K extends keyof FilterInput>(key: K, value: FilterInput[K] | undefined): FilterInput | undefined =>
  given<FilterInput, K>(key, value)

/** Conditions the server has an index or a short way for; all others are asked as `where`. */
const simple = (today: Day): SimpleFilters<FilterInput> => ({
  'tier.is': (v) => set('tier', some(v)),
  'stage.is': (v) => set('stage', some(v)),
  'class.is': (v) => set('class', oneOf(['KEY', 'GENERAL'], v)),
  'status.is': (v) => set('status', oneOf(['ACTIVE', 'INACTIVE'], v)),
  'ownerId.is': (v) => set('ownerId', oneId(v)),
  'unitId.is': (v) => set('unitId', oneId(v)),
  'macroRegion.is': (v) => set('macroRegion', some(v)),
  'provinceCode.is': (v) => set('provinceCode', some(v)),
  'industryCode.is': (v) => set('industryCode', some(v)),
  'tags.both': (v) => set('tag', some(v)),
  'completeness.under': ([share]) => set('completenessBelow', /^\d{1,5}$/.test(share ?? '') ? Math.min(10_000, Number(share)) : undefined),
  'lastOrderOn.within': ([period]) => {
    const past = countedDays(period ?? '')
    return past?.side === 'past' ? { lastOrderFrom: addDays(today, -past.days) } : undefined
  },
  'lastOrderOn.from': ([on]) => set('lastOrderFrom', day.safeParse(on).data),
  'lastOrderOn.to': ([on]) => set('lastOrderUntil', day.safeParse(on).data),
})

/** What the list's address asks of the server. Conditions set by hand win over the tab's. */
export function filterOf(query: ListQuery, today: Day): FilterInput {
  const view = viewFilters(today)[query.view ?? 'all'] ?? {}
  return { ...view, ...chipInputs(query, customerFilterFields, simple(today)), ...(query.q ? { q: query.q } : {}) }
}

export function sortOf({ sort }: ListQuery): SortInput {
  const asked = sort && `${sort.down ? '-' : ''}${sort.key}`
  return customerSorts.find((s) => s === asked) ?? 'name'
}
