import type { Day } from '../../../core/day.ts'
import { allow, type Decision, refuse } from '../../../core/decision.ts'

export type Deputy = { personId: number; deputyId: number; fromOn: Day; untilOn: Day }

/** Who stands in for `personId` on `day`, both days of the span included. */
export const deputiesOn = (deputies: readonly Deputy[], personId: number, day: Day): number[] => [
  ...new Set(deputies.filter((d) => d.personId === personId && d.fromOn <= day && day <= d.untilOn).map((d) => d.deputyId)),
]

/** A deputy is somebody else, for a span that does not end before it begins. */
export function mayDeputise({ personId, deputyId, fromOn, untilOn }: Deputy): Decision<true> {
  if (personId === deputyId) return refuse('deputy-is-oneself')
  if (untilOn < fromOn) return refuse('ends-before-it-begins', { fromOn, untilOn })
  return allow(true)
}
