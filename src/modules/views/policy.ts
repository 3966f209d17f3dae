import { allow, type Decision, refuse } from '../../core/decision.ts'
import type { Audience } from './contract.ts'

/** What decides about a view: whose it is and whom it is shared with. */
export type Held = { ownerId: number; audience: Audience; unitId: number | null }

/** Who looks: the person, the units they stand in (their own and those above), and whether they hold `views.share`. */
export type Looker = { personId: number | null; unitIds: readonly number[]; mayShare: boolean }

export const isOwn = (view: Held, { personId }: Looker): boolean => personId !== null && view.ownerId === personId

export function maySee(view: Held, who: Looker): boolean {
  if (isOwn(view, who) || view.audience === 'COMPANY') return true
  return view.audience === 'UNIT' && view.unitId !== null && who.unitIds.includes(view.unitId)
}

export const mayChange = (view: Held, who: Looker): boolean => isOwn(view, who) || (view.audience === 'COMPANY' && who.mayShare)

/** Sharing with everybody is a right of its own; taking it back is whoever's who may change it. */
export function mayShareWith(audience: Audience, who: Looker): Decision<true> {
  if (audience === 'COMPANY' && !who.mayShare) return refuse('view-not-shared-by-you')
  if (audience === 'UNIT' && who.unitIds.length === 0) return refuse('view-without-unit')
  return allow(true)
}
