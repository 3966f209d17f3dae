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
  /** Keys in the order they stand; columns not named keep their place behind the one before them. */
  readonly order: readonly string[]
  /** These stay in sight while the others move sideways. */
  readonly frozen: readonly string[]
  readonly widths: Readonly<Record<string, number>>
}

export const narrowest = 48
export const widest = 900

const texts = (value: unknown): string[] => (Array.isArray(value) ? value.filter((v) => typeof v === 'string') : [])

const soundWidths = (value: unknown): Record<string, number> =>
  Object.fromEntries(
    Object.entries(typeof value === 'object' && value !== null ? value : {}).filter(
      (entry): entry is [string, number] => typeof entry[1] === 'number' && entry[1] >= narrowest && entry[1] <= widest,
    ),
  )

/** A stored choice made sound. */
export function readChoice(stored: unknown): ColumnChoice {
  const s: Record<string, unknown> = typeof stored === 'object' && stored !== null ? { ...stored } : {}
  const density = s.density === 'tight' || s.density === 'loose' ? s.density : 'normal'
  const { shown, hidden, order, frozen, widths } = s
  return {
    ...{ shown: texts(shown), hidden: texts(hidden), density, order: texts(order), frozen: texts(frozen) },
    widths: soundWidths(widths),
  }
}

type Key = { readonly key: string; readonly optional?: boolean }

const isShown = (column: Key, choice: ColumnChoice): boolean =>
  column.optional ? choice.shown.includes(column.key) : !choice.hidden.includes(column.key)

/** All columns in the chosen order: the first stays first, frozen ones follow it. */
export function orderedColumns<C extends Key>(columns: readonly C[], choice: ColumnChoice): C[] {
  const [first, ...rest] = columns
  if (!first) return []
  const place = new Map<string, number>()
  let last = -1
  for (const c of rest) {
    const at = choice.order.indexOf(c.key)
    if (at >= 0) last = at
    // A column nobody ordered stands behind the one it stood behind.
    place.set(c.key, at >= 0 ? at : last + 0.5)
  }
  const isFrozen = (c: C) => choice.frozen.includes(c.key)
  const sorted = rest
    .map((c, i) => ({ c, i }))
    .sort((a, b) => (place.get(a.c.key) ?? 0) - (place.get(b.c.key) ?? 0) || a.i - b.i)
    .map(({ c }) => c)
  return [first, ...sorted.filter(isFrozen), ...sorted.filter((c) => !isFrozen(c))]
}

/** The columns on screen, in their order and width: the first always, the others unless hidden, optional ones when chosen. */
export const shownColumns = <Row>(columns: readonly Column<Row>[], choice: ColumnChoice): Column<Row>[] =>
  orderedColumns(columns, choice)
    .filter((c, i) => i === 0 || isShown(c, choice))
    .map((c) => {
      const width = choice.widths[c.key]
      return width === undefined ? c : { ...c, width }
    })

/** The choice after a column was switched on or off. */
export function withColumn(choice: ColumnChoice, column: Key, on: boolean): ColumnChoice {
  const without = (list: readonly string[]) => list.filter((k) => k !== column.key)
  return column.optional
    ? { ...choice, shown: on ? [...without(choice.shown), column.key] : without(choice.shown) }
    : { ...choice, hidden: on ? without(choice.hidden) : [...without(choice.hidden), column.key] }
}

/** The choice after a column was put where another stands; the first column stays where it is. */
export function withPlace(choice: ColumnChoice, columns: readonly Key[], key: string, to: string): ColumnChoice {
  const keys = orderedColumns(columns, choice).map((c) => c.key)
  const [from, at] = [keys.indexOf(key), keys.indexOf(to)]
  if (from < 1 || at < 1 || from === at) return choice
  keys.splice(at, 0, ...keys.splice(from, 1))
  return { ...choice, order: keys.slice(1) }
}

/** The choice after a column was held in sight, or let go. */
export const withFrozen = (choice: ColumnChoice, key: string, on: boolean): ColumnChoice => ({
  ...choice,
  frozen: on ? [...choice.frozen.filter((k) => k !== key), key] : choice.frozen.filter((k) => k !== key),
})

export const withWidth = (choice: ColumnChoice, key: string, width: number): ColumnChoice => ({
  ...choice,
  widths: { ...choice.widths, [key]: Math.min(widest, Math.max(narrowest, Math.round(width))) },
})

/** The columns as a view keeps them: `name:240,!tier,-owner`; undefined where nothing was chosen. */
export function columnsText(columns: readonly Key[], choice: ColumnChoice): string | undefined {
  const text = (keys: readonly Key[], c: ColumnChoice) =>
    keys
      .map((k, i) => {
        const mark = i > 0 && !isShown(k, c) ? '-' : c.frozen.includes(k.key) ? '!' : ''
        const width = c.widths[k.key]
        return `${mark}${k.key}${width === undefined ? '' : `:${width}`}`
      })
      .join(',')
  const now = text(orderedColumns(columns, choice), choice)
  return now === text(columns, readChoice(null)) ? undefined : now
}

/** The choice such a text means. Columns it does not name are as they are where nobody chose. */
export function choiceOf(cols: string, columns: readonly Key[], density: ColumnChoice['density']): ColumnChoice {
  const named = cols.split(',').flatMap((part) => {
    const [, mark = '', key = '', width] = /^([!-]?)([\w-]+?)(?::(\d+))?$/.exec(part) ?? []
    const column = columns.find((c) => c.key === key)
    return column ? [{ mark, column, width: width === undefined ? undefined : Number(width) }] : []
  })
  const keys = (list: typeof named) => list.map(({ column }) => column.key)
  return readChoice({
    density,
    order: keys(named),
    frozen: keys(named.filter(({ mark }) => mark === '!')),
    shown: keys(named.filter(({ mark, column }) => mark !== '-' && column.optional)),
    hidden: keys(named.filter(({ mark, column }) => mark === '-' && !column.optional)),
    widths: Object.fromEntries(named.flatMap(({ column, width }) => (width === undefined ? [] : [[column.key, width]]))),
  })
}
