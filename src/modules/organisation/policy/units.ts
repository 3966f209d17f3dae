import { allow, type Decision, refuse } from '../../../core/decision.ts'

export type UnitPlace = { id: number; parentId: number | null }

/** The unit and everything below it. A broken tree (a cycle) ends rather than loops. */
export function unitSubtree(units: readonly UnitPlace[], root: number): number[] {
  const children = Map.groupBy(units, (unit) => unit.parentId)
  const found = new Set([root])
  for (const id of found) for (const child of children.get(id) ?? []) found.add(child.id)
  return [...found]
}

/** A unit may stand below any other, but not below itself. */
export const mayMoveBelow = (units: readonly UnitPlace[], unitId: number, parentId: number | null): Decision<true> =>
  parentId !== null && unitSubtree(units, unitId).includes(parentId) ? refuse('unit-below-itself', { unitId, parentId }) : allow(true)

export type UnitUse = { units: number; people: number; posts: number }

/** A unit goes only when nothing stands in it. What other rooms keep in it, the database holds. */
export const mayDeleteUnit = (use: UnitUse): Decision<true> =>
  use.units + use.people + use.posts > 0 ? refuse('unit-in-use', use) : allow(true)
