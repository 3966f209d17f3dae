import type { z } from 'zod'
import { addDays, type Day, day } from '../../../core/day.ts'
import { countedDays } from '../../../core/filter-days.ts'
import { leafOf, whereOf } from '../../../ui/list/filter-words.ts'
import type { ListQuery } from '../../../ui/list/query.ts'
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

type Simple = (values: readonly string[], today: Day) => FilterInput | undefined

const some = (values: readonly string[]): [string, ...string[]] | undefined => {
  const [first, ...rest] = values
  return first ? [first, ...rest] : undefined
}
const id = ([text, ...more]: readonly string[]): number | undefined =>
  /^\d{1,15}$/.test(text ?? '') && more.length === 0 ? Number(text) : undefined
const given = <K extends keyof FilterInput>(key: K, value: FilterInput[K] | undefined): FilterInput | undefined =>
  value === undefined ? undefined : { [key]: value }
const one = <T extends string>(known: readonly T[], [code, ...more]: readonly string[]): T | undefined =>
  more.length === 0 ? known.find((k) => k === code) : undefined

/** Conditions the server has an index or a short way for; all others are asked as `where`. */
const simple: Readonly<Record<string, Simple>> = {
  'tier.is': (v) => given('tier', some(v)),
  'stage.is': (v) => given('stage', some(v)),
  'class.is': (v) => given('class', one(['KEY', 'GENERAL'], v)),
  'status.is': (v) => given('status', one(['ACTIVE', 'INACTIVE'], v)),
  'ownerId.is': (v) => given('ownerId', id(v)),
  'unitId.is': (v) => given('unitId', id(v)),
  'macroRegion.is': (v) => given('macroRegion', some(v)),
  'provinceCode.is': (v) => given('provinceCode', some(v)),
  'industryCode.is': (v) => given('industryCode', some(v)),
  'tags.both': (v) => given('tag', some(v)),
  'completeness.under': ([share]) =>
    given('completenessBelow', /^\d{1,5}$/.test(share ?? '') ? Math.min(10_000, Number(share)) : undefined),
  'lastOrderOn.within': ([period], today) => {
    const past = countedDays(period ?? '')
    return past?.side === 'past' ? { lastOrderFrom: addDays(today, -past.days) } : undefined
  },
  'lastOrderOn.from': ([on]) => given('lastOrderFrom', day.safeParse(on).data),
  'lastOrderOn.to': ([on]) => given('lastOrderUntil', day.safeParse(on).data),
}

const declared = Object.entries(customerFilterFields).map(([key, { kind }]) => ({ key, kind }))

/** Chips as the simple filters the server has, each once; the others and the joined conditions as `where`. */
function chipFilters({ filters, where }: ListQuery, today: Day): FilterInput {
  const asked: FilterInput = {}
  const others = filters.filter((chip) => {
    const field = declared.find(({ key }) => key === chip.field)
    const { op, values } = leafOf(chip, field)
    const input = simple[`${chip.field}.${op}`]?.(values, today)
    if (!input || Object.keys(input).some((key) => Object.hasOwn(asked, key))) return field !== undefined
    Object.assign(asked, input)
    return false
  })
  const rest = whereOf(others, where, declared)
  return rest === undefined ? asked : { ...asked, where: rest }
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
