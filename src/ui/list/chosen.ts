import type { RowKey, Selection } from './list-props.ts'

/** The rows of the page that are ticked. */
export const tickedOf = (shown: readonly RowKey[], { keys, all, except }: Pick<Selection, 'keys' | 'all' | 'except'>): readonly RowKey[] =>
  all ? shown.filter((key) => !except.includes(key)) : keys

/** What is chosen after the ticks of the page changed: of all that match, what was unticked is left out. */
export function afterTicks(
  shown: readonly RowKey[],
  chosen: Pick<Selection, 'keys' | 'all' | 'except'>,
  ticked: readonly RowKey[],
): Pick<Selection, 'keys' | 'all' | 'except'> {
  if (!chosen.all) return { keys: ticked, all: false, except: [] }
  const unticked = shown.filter((key) => !ticked.includes(key))
  const elsewhere = chosen.except.filter((key) => !shown.includes(key))
  return { keys: [], all: true, except: [...elsewhere, ...unticked] }
}

/** How many rows that is; undefined where nobody counted them all. */
export const countOf = (
  { keys, all, except }: Pick<Selection, 'keys' | 'all' | 'except'>,
  total: number | undefined,
): number | undefined => (all ? total && Math.max(0, total - except.length) : keys.length)

const ids = (keys: readonly RowKey[]): number[] => keys.map(Number)

/** A selection as the server takes it: with the list's input, of which it takes the rows. */
export const selectionInput = <List>(list: List, { keys, all, except }: Selection) =>
  all ? { list, except: ids(except) } : { list, ids: ids(keys) }
