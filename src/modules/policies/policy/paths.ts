/** A record of plain data. */
export type Plain = Readonly<Record<string, unknown>>

export const isPlain = (value: unknown): value is Plain => typeof value === 'object' && value !== null && !Array.isArray(value)

const namings: readonly ((item: Plain) => string | undefined)[] = [
  (item) => textOf(item.code),
  (item) => textOf(item.id),
  (item) => joined(item.band, item.stage),
  (item) => textOf(item.rule),
]

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)
const joined = (a: unknown, b: unknown): string | undefined => (typeof a === 'string' && typeof b === 'string' ? `${a}-${b}` : undefined)

/**
 * The names of a list's items, so that a path survives a change of order: their `code`, `id`, `band-stage` or
 * `rule`, the first that names every item apart. Undefined for lists of plain values.
 */
export function itemNames(list: readonly unknown[]): readonly string[] | undefined {
  const items = list.filter(isPlain)
  if (items.length !== list.length || items.length === 0) return undefined
  for (const naming of namings) {
    const names = items.map(naming).filter((name) => name !== undefined)
    if (names.length === items.length && new Set(names).size === names.length) return names
  }
  return undefined
}

/** A record's or a named list's children by name; nothing for a value. */
export function childrenOf(value: unknown): readonly (readonly [string, unknown])[] {
  if (isPlain(value)) return Object.entries(value)
  if (!Array.isArray(value)) return []
  return (itemNames(value) ?? []).map((name, index) => [name, value[index]] as const)
}

/** The value at a dotted path such as `care.obligations.CARE-01.every.months`; undefined when nothing stands there. */
export function valueAt(root: unknown, path: string): { value: unknown } | undefined {
  let value = root
  for (const name of path.split('.')) {
    const child = childrenOf(value).find(([childName]) => childName === name)
    if (!child) return undefined
    value = child[1]
  }
  return { value }
}

/** Whether one path is the other, or lies inside it. */
export const isWithin = (path: string, outer: string): boolean => path === outer || path.startsWith(`${outer}.`)
