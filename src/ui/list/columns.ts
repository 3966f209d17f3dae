import type { ReactNode } from 'react'

export type Column<Row> = {
  readonly key: string
  readonly title: ReactNode
  /** Pixels; columns without one share what is left. */
  readonly width?: number
  readonly align?: 'left' | 'right' | 'center'
  readonly render: (row: Row) => ReactNode
  /** The server sorts by `key`; `down` where it only knows the largest or newest first. */
  readonly sort?: boolean | 'down'
  /** Not shown until somebody chooses it. */
  readonly optional?: boolean
}

/** What a person changed about the columns of one list. */
export type ColumnChoice = {
  readonly shown: readonly string[]
  readonly hidden: readonly string[]
  readonly density: 'tight' | 'normal' | 'loose'
}

const texts = (value: unknown): string[] => (Array.isArray(value) ? value.filter((v) => typeof v === 'string') : [])

/** A stored choice made sound. */
export function readChoice(stored: unknown): ColumnChoice {
  const s: Record<string, unknown> = typeof stored === 'object' && stored !== null ? { ...stored } : {}
  const density = s.density === 'tight' || s.density === 'loose' ? s.density : 'normal'
  return { shown: texts(s.shown), hidden: texts(s.hidden), density }
}

/** The columns on screen: the first always, the others unless hidden, optional ones when chosen. */
export const shownColumns = <Row>(columns: readonly Column<Row>[], choice: ColumnChoice): Column<Row>[] =>
  columns.filter((c, i) => i === 0 || (c.optional ? choice.shown.includes(c.key) : !choice.hidden.includes(c.key)))

/** The choice after a column was switched on or off. */
export function withColumn<Row>(choice: ColumnChoice, column: Column<Row>, on: boolean): ColumnChoice {
  const without = (list: readonly string[]) => list.filter((k) => k !== column.key)
  return column.optional
    ? { ...choice, shown: on ? [...without(choice.shown), column.key] : without(choice.shown) }
    : { ...choice, hidden: on ? without(choice.hidden) : [...without(choice.hidden), column.key] }
}
