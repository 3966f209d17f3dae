/** What one role gives an active person who stands in a unit. */
export type Grant = { personId: number; unitId: number | null; permissions: readonly string[]; scope: string }

type Parents = ReadonlyMap<number, number | null>

/**
 * Whom a matter of a unit (null: of the whole company) concerns because they may do something about it, as far as their roles reach.
 * Those who may simply do everything hear of it only where nobody else may.
 */
export function whoMay(permission: string, unitId: number | null, grants: readonly Grant[], parentOf: Parents): number[] {
  const reaches = ({ scope, unitId: own }: Grant) =>
    scope === 'ALL' || (scope === 'UNIT' && own !== null && isWithin(unitId, own, parentOf))
  const able = (wanted: string) => grants.filter((g) => g.permissions.includes(wanted) && reaches(g)).map((g) => g.personId)
  const named = able(permission)
  return [...new Set(named.length > 0 ? named : able('*'))].sort((a, b) => a - b)
}

/** Whether somebody's roles show them a customer; as an assistant or a deputy they may see more. */
export function maySee(
  personId: number,
  customer: { ownerId: number | null; unitId: number | null },
  grants: readonly Grant[],
  parentOf: Parents,
): boolean {
  return grants.some((g) => {
    if (g.personId !== personId || !g.permissions.some((p) => p === '*' || p === 'customers.read')) return false
    if (g.scope === 'ALL' || (g.scope !== 'ASSIGNED' && customer.ownerId === personId)) return true
    return g.scope === 'UNIT' && g.unitId !== null && isWithin(customer.unitId, g.unitId, parentOf)
  })
}

function isWithin(unitId: number | null, above: number, parentOf: Parents): boolean {
  const seen = new Set<number>()
  for (let at = unitId; at !== null && !seen.has(at); at = parentOf.get(at) ?? null) {
    if (at === above) return true
    seen.add(at)
  }
  return false
}
