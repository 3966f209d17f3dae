import { type FilterOp, filterOps } from '../../core/filter.ts'
import { questionIn, questionParts } from '../../core/list-question.ts'

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
  /** The saved view that is open; `view` is then the tab it stands on. */
  readonly saved?: number | undefined
  /** What the rows are grouped by. */
  readonly group?: string | undefined
  /** The columns as the address has them (columns.ts). */
  readonly cols?: string | undefined
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

const savedIn = (view: string | null): number | undefined => (view !== null && /^[1-9]\d{0,14}$/.test(view) ? Number(view) : undefined)

/** Reads `view=mine&q=海棠&sort=-amount&f=owner.is.12&where=any(…)`. What it does not understand is left out. */
export function readQuery(search: string): ListQuery {
  const params = new URLSearchParams(search)
  const saved = savedIn(params.get('view'))
  return {
    q: params.get('q') ?? '',
    view: params.get(saved === undefined ? 'view' : 'quick') ?? undefined,
    sort: readSort(params.get('sort')),
    filters: params.getAll('f').flatMap(readFilter),
    where: params.get('where') || undefined,
    saved,
    group: params.get('group') ?? undefined,
    cols: params.get('cols') ?? undefined,
  }
}

/** The address after a change; parameters that belong to others stay. */
export function writeQuery(search: string, change: Partial<ListQuery>): string {
  const next = { ...readQuery(search), ...change }
  const params = new URLSearchParams(search)
  for (const key of ['q', 'view', 'sort', 'f', 'where', 'quick', 'group', 'cols']) params.delete(key)
  if (next.saved) params.set('view', String(next.saved))
  if (next.view) params.set(next.saved ? 'quick' : 'view', next.view)
  if (next.q) params.set('q', next.q)
  if (next.sort) params.set('sort', `${next.sort.down ? '-' : ''}${next.sort.key}`)
  for (const f of next.filters) params.append('f', `${f.field}.${f.op}.${f.value}`)
  if (next.where) params.set('where', next.where)
  if (next.group) params.set('group', next.group)
  if (next.cols) params.set('cols', next.cols)
  // A view that was emptied: without a word the address would mean the view as it is kept.
  if (next.saved && !asksSomething(params)) params.set('q', '')
  return params.toString()
}

const asksSomething = (params: URLSearchParams): boolean => questionParts.some((name) => params.has(name))

/** Whether an address says nothing of what the list shows, except perhaps which saved view is meant. */
export const isBare = (search: string): boolean => {
  const params = new URLSearchParams(search)
  return !asksSomething(params) && (!params.has('view') || savedIn(params.get('view')) !== undefined)
}

/** What the list is asked, as a saved view keeps it. */
export function questionOf(search: string): string {
  const params = new URLSearchParams(search)
  const view = params.get('view')
  if (view && savedIn(view) === undefined) params.set('quick', view)
  return questionIn(params.toString())
}

/** The address that asks this question, under a saved view or none; parameters that belong to others stay. */
export function openedAddress(search: string, question: string, saved: number | undefined): string {
  const asked = new URLSearchParams(question)
  const quick = asked.get('quick')
  if (saved === undefined) asked.delete('quick')
  const params = new URLSearchParams(search)
  for (const name of ['view', ...questionParts]) params.delete(name)
  const view = saved === undefined ? quick : String(saved)
  if (view) params.set('view', view)
  for (const [name, value] of asked) params.append(name, value)
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
