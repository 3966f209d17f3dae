type Count = { readonly tier: string; readonly stage: string; readonly customers: number }

const shippedOrder = ['CORE', 'POTENTIAL', 'GENERAL', 'NEW', 'CHURN_RISK']

/** The shipped tiers in their order, others after them by name. */
export const tierOrder = (codes: Iterable<string>): string[] =>
  [...new Set(codes)].toSorted((a, b) => {
    const [x, y] = [shippedOrder.indexOf(a), shippedOrder.indexOf(b)]
    if (x >= 0 && y >= 0) return x - y
    return x >= 0 ? -1 : y >= 0 ? 1 : a.localeCompare(b)
  })

export type MatrixRow = { readonly tier: string; readonly byStage: ReadonlyMap<string, number>; readonly total: number }

/** Counts by tier and stage as rows with their totals, the totals of the stages, and all together. */
export function matrixOf(counts: readonly Count[]): { rows: MatrixRow[]; columns: Map<string, number>; total: number } {
  const columns = new Map<string, number>()
  for (const c of counts) columns.set(c.stage, (columns.get(c.stage) ?? 0) + c.customers)
  const rows = tierOrder(counts.map((c) => c.tier)).map((tier): MatrixRow => {
    const own = counts.filter((c) => c.tier === tier)
    return { tier, byStage: new Map(own.map((c) => [c.stage, c.customers])), total: own.reduce((sum, c) => sum + c.customers, 0) }
  })
  return { rows, columns, total: rows.reduce((sum, r) => sum + r.total, 0) }
}

type Move = { readonly from: string | null; readonly to: string; readonly customers: number }

/** Moves as a table: each tier's row says where its customers went; `stayed` stands on the diagonal. */
export function movementOf(moves: readonly Move[], stayed: readonly { tier: string; customers: number }[]) {
  const tiers = tierOrder([...moves.flatMap((m) => [m.from ?? m.to, m.to]), ...stayed.map((s) => s.tier)])
  const at = (from: string | null, to: string): number =>
    from === to ? (stayed.find((s) => s.tier === to)?.customers ?? 0) : (moves.find((m) => m.from === from && m.to === to)?.customers ?? 0)
  return { tiers, at, entered: moves.some((m) => m.from === null), moved: moves.filter((m) => m.from !== null) }
}
