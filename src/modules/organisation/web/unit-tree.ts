import type { Unit } from '../contract.ts'

export type Placed = { readonly unit: Unit; readonly depth: number }

/** Units as one reads them down a tree: each below the one it belongs to, by name among its likes. */
export function inTree(units: readonly Unit[]): Placed[] {
  const known = new Set(units.map((u) => u.id))
  const below = (parent: number | null, depth: number): Placed[] =>
    units
      .filter((u) => (u.parentId !== null && known.has(u.parentId) ? u.parentId : null) === parent)
      .toSorted((a, b) => a.name.localeCompare(b.name, 'zh-CN'))
      .flatMap((unit) => [{ unit, depth }, ...below(unit.id, depth + 1)])
  return below(null, 0)
}

/** A unit with everything below it: where it cannot be moved. */
export function withinUnit(units: readonly Unit[], id: number): ReadonlySet<number> {
  const found = new Set([id])
  for (const { unit } of inTree(units)) if (unit.parentId !== null && found.has(unit.parentId)) found.add(unit.id)
  return found
}

/** Units for a picker, in the order of the tree, each with those it stands in: `宁波分公司 / 销售一部`. */
export function unitOptions(units: readonly Unit[]): { value: number; label: string }[] {
  const above: string[] = []
  return inTree(units).map(({ unit, depth }) => {
    above.splice(depth, above.length, unit.name)
    return { value: unit.id, label: above.slice(Math.min(depth, 1)).join(' / ') }
  })
}
