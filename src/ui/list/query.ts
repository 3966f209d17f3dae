import { type FilterOp, filterOps } from '../../core/filter.ts'

/** One condition on a list: `owner is 12`. Several values are joined by commas. */
export type Filter = { readonly field: string; readonly op: FilterOp; readonly value: string }

export type Sort = { readonly key: string; readonly down: boolean }

/** What a list shows; it lives in the address, so that it can be sent to a colleague. */
export type ListQuery = {
  readonly q: string
  readonly view: string | undefined
  readonly sort: Sort | undefined
  readonly filters: readonly Filter[]
  /** Conditions joined by and, or, beside the others: the text of `core/filter-text`. */
  readonly where: string | undefined
}

const isOp = (text: string): text is FilterOp => filterOps.some((op) => op === text)

function readFilter(text: string): Filter[] {
  const [field = '', op = '', ...rest] = text.split('.')
  return field && isOp(op) ? [{ field, op, value: rest.join('.') }] : []
}

function readSort(text: string | null): Sort | undefined {
  if (!text) return undefined
  return text.startsWith('-') ? { key: text.slice(1), down: true } : { key: text, down: false }
}

/** Reads `view=mine&q=海棠&sort=-amount&f=owner.is.12&where=any(…)`. What it does not understand is left out. */
export function readQuery(search: string): ListQuery {
  const params = new URLSearchParams(search)
  return {
    q: params.get('q') ?? '',
    view: params.get('view') ?? undefined,
    sort: readSort(params.get('sort')),
    filters: params.getAll('f').flatMap(readFilter),
    where: params.get('where') || undefined,
  }
}

/** The address after a change; parameters that belong to others stay. */
export function writeQuery(search: string, change: Partial<ListQuery>): string {
  const next = { ...readQuery(search), ...change }
  const params = new URLSearchParams(search)
  for (const key of ['q', 'view', 'sort', 'f', 'where']) params.delete(key)
  if (next.view) params.set('view', next.view)
  if (next.q) params.set('q', next.q)
  if (next.sort) params.set('sort', `${next.sort.down ? '-' : ''}${next.sort.key}`)
  for (const f of next.filters) params.append('f', `${f.field}.${f.op}.${f.value}`)
  if (next.where) params.set('where', next.where)
  return params.toString()
}

/** The filters with `filter` in place of `old`, or added when there is none. */
export const withFilter = (filters: readonly Filter[], filter: Filter, old?: Filter): readonly Filter[] =>
  old ? filters.map((f) => (f === old ? filter : f)) : [...filters, filter]

/** The value a list of conditions asks of a field, e.g. `filterValue(query.filters, 'owner', 'is')`. */
export const filterValue = (filters: readonly Filter[], field: string, op: FilterOp): string | undefined =>
  filters.find((f) => f.field === field && f.op === op)?.value

/** The same for several values. */
export const filterValues = (filters: readonly Filter[], field: string, op: FilterOp): string[] =>
  filterValue(filters, field, op)?.split(',') ?? []
