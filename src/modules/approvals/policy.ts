import type { Day } from '../../core/day.ts'
import { allow, type Decision, refuse } from '../../core/decision.ts'
import { type Deputy, deputiesOn } from '../organisation/policy/deputies.ts'
import type { ApprovalState } from './contract.ts'

/** Who is asked: holders of a post, or whoever may do something, for a unit (null: the whole company); or one person. */
export type Decider = { post: string; unitId: number | null } | { permission: string; unitId: number | null } | { personId: number }

/** Who holds which post where, which unit lies in which, and who stands in for whom today. */
export type Organisation = {
  holders: readonly { post: string; personId: number; unitId: number | null }[]
  parentOf: ReadonlyMap<number, number | null>
  deputies: readonly Deputy[]
  today: Day
}

/** Who wants to decide: which person, and whether one of their permissions reaches a unit (null: the whole company). */
export type Who = { personId: number | null; reaches: (permission: string, unitId: number | null) => boolean }

/** What has been asked: of whom and by whom. */
export type Asking = { askedBy: number | null; decider: Decider }

function unitsUp(unitId: number | null, parentOf: Organisation['parentOf']): number[] {
  const path: number[] = []
  for (let at = unitId; at !== null && !path.includes(at); at = parentOf.get(at) ?? null) path.push(at)
  return path
}

/**
 * The persons whose decision it is, deputies left out. Of a post: its holders in the unit, else in the next unit above that has any,
 * else those for the whole company; whoever asked is passed over, so that a head's own asking goes one step up.
 */
export function principalsOf({ askedBy, decider }: Asking, { holders, parentOf }: Organisation): number[] {
  if ('personId' in decider) return [decider.personId].filter((id) => id !== askedBy)
  if ('permission' in decider) return []
  const able = holders.filter((h) => h.post === decider.post && h.personId !== askedBy)
  const near = unitsUp(decider.unitId, parentOf).map((unit) => able.filter((h) => h.unitId === unit))
  const company = able.filter((h) => h.unitId === null)
  const anywhere = decider.unitId === null ? able : []
  const chosen = [...near, company, anywhere].find((some) => some.length > 0) ?? []
  return [...new Set(chosen.map((h) => h.personId))]
}

/** Nobody decides their own asking, not even as somebody's deputy. A deputy decides for whoever they stand in for today. */
export function mayDecide(asking: Asking, who: Who, organisation: Organisation): Decision<true> {
  const { personId, reaches } = who
  if (personId === null) return refuse('not-yours-to-decide')
  if (asking.askedBy === personId) return refuse('own-asking')
  const { decider } = asking
  if ('permission' in decider) return reaches(decider.permission, decider.unitId) ? allow(true) : refuse('not-yours-to-decide')
  const { deputies, today } = organisation
  const entitled = principalsOf(asking, organisation).flatMap((id) => [id, ...deputiesOn(deputies, id, today)])
  return entitled.includes(personId) ? allow(true) : refuse('not-yours-to-decide')
}

/** Only what is still open is decided, withdrawn or handed on. */
export const isOpen = (state: ApprovalState): Decision<true> =>
  state === 'ASKED' ? allow(true) : refuse(`approval-was-${state.toLowerCase()}`)

/** Whoever refuses says why. */
export const refusalSaysWhy = (approved: boolean, note: string): boolean => approved || note !== ''
