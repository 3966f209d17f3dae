import type { ReactNode } from 'react'
import type { ProblemLike } from '../problem.tsx'
import type { Column } from './columns.ts'
import type { FilterField } from './filter-field.ts'
import type { ListState } from './use-list-query.ts'

export type RowKey = number | string

/** Which rows: those of `keys`, or all that match the list's query, except some. `count` is undefined where nobody counted them. */
export type Selection = {
  readonly keys: readonly RowKey[]
  readonly all: boolean
  readonly except: readonly RowKey[]
  readonly count: number | undefined
}

/** Rows as they arrive; what `usePages` answers fits. */
export type RowSource<Row> = {
  readonly rows: readonly Row[]
  readonly loading: boolean
  readonly problem: ProblemLike | undefined
  readonly hasMore: boolean
  readonly loadingMore: boolean
  readonly more: () => void
  readonly again: () => void
  /** Keeps the rows where they are when something changes, and counts it in `news`. */
  readonly hold?: () => () => void
  readonly news?: number | undefined
}

export type View = { readonly key: string; readonly title: string; readonly count?: number | undefined }

/** Rows that have one thing in common; `key` null: those without it. `figure` stands at the right of its head. */
export type ListGroup = { readonly key: string | null; readonly title: ReactNode; readonly count: number; readonly figure?: ReactNode }

export type Grouping<Row> = {
  /** What the list can be grouped by; the address says by which: `group=tier`. */
  readonly fields: readonly { readonly key: string; readonly title: string }[]
  /** The groups of now; undefined while they are being counted. */
  readonly groups: readonly ListGroup[] | undefined
  readonly problem: ProblemLike | undefined
  readonly again: () => void
  /** Under the groups: what is not shown, how old the counts are. */
  readonly note?: ReactNode
  /** A hook: the rows of one group. */
  readonly useRows: (group: ListGroup) => RowSource<Row>
}

export type ListProps<Row> = {
  /** Remembers columns and density on this device: `customers`. */
  id: string
  columns: readonly Column<Row>[]
  rows: RowSource<Row>
  rowKey: (row: Row) => RowKey
  state: ListState
  /** A row below 768 px; `RowCard` has the usual shape. */
  card: (row: Row) => ReactNode
  /** Where a row leads; its first column becomes the link. */
  to?: (row: Row) => string
  views?: readonly View[]
  /** Under which id people save views of this list; without it they cannot. */
  saved?: string
  /** Placeholder of the search box; without it there is none. */
  search?: string
  fields?: readonly FilterField[]
  /** How many rows match, where the server counts them. */
  total?: number | undefined
  /** Measure word of the rows: 家, 件, 项. */
  unit?: string
  groups?: Grouping<Row>
  /** Footer figures: `近 12 月采购 1,386.42 万元`. */
  totals?: readonly ReactNode[]
  /** What can be done with the selected rows; without it nothing can be selected. `clear` unselects them, for when it was done. */
  bulk?: (selection: Selection, clear: () => void) => ReactNode
  empty?: ReactNode
  /** More tools at the right of the filters. */
  tools?: ReactNode
}
