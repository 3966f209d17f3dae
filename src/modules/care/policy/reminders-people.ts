import { type Organisation, principalsOf } from '../../approvals/policy.ts'
import { type Grant, maySee, whoMay } from '../../notifications/policy.ts'
import { deputiesOn } from '../../organisation/policy/deputies.ts'
import type { Step } from './reminders.ts'

/** Who works here: names of active people, posts and deputies, and what roles give. */
export type People = { organisation: Organisation; grants: readonly Grant[]; names: ReadonlyMap<number, string> }

/** Whose duty it is: the person, if any, and the unit it lies in; and whose customer it is about. */
export type Whose = {
  assigneeId: number | null
  unitId: number | null
  customer: { ownerId: number | null; unitId: number | null }
}

const handsOut = 'tasks.assign'

/** Whoever does the duty, as long as they work here. */
export const doneBy = ({ assigneeId }: Pick<Whose, 'assigneeId'>, { names }: People): number | null =>
  assigneeId !== null && names.has(assigneeId) ? assigneeId : null

/**
 * Whom a step tells: whoever does the duty, else the unit's head; or the holders of a post, in the next unit upwards that has one,
 * somebody else than whoever does it, and who sees the customer. Where there is none, those who hand out the unit's work. Deputies of
 * the day hear of it too.
 */
export function addressees({ post }: Pick<Step, 'post'>, whose: Whose, people: People): number[] {
  const { organisation, names } = people
  const doer = doneBy(whose, people)
  const told = post === 'ASSIGNEE' && doer !== null ? [doer] : holdersOf(post === 'ASSIGNEE' ? 'UNIT_HEAD' : post, doer, whose, people)
  const all = told.flatMap((id) => [id, ...deputiesOn(organisation.deputies, id, organisation.today)])
  return [...new Set(all)].filter((id) => names.has(id)).sort((a, b) => a - b)
}

function holdersOf(post: string, except: number | null, { unitId, customer }: Whose, people: People): number[] {
  const { organisation, grants } = people
  // Of a duty that lies in no unit the head of some unit knows nothing.
  const isMeant = (holder: { personId: number; unitId: number | null }) =>
    (post !== 'UNIT_HEAD' || unitId !== null || holder.unitId === null) && maySee(holder.personId, customer, grants, organisation.parentOf)
  const holders = organisation.holders.filter((holder) => holder.post === post && isMeant(holder))
  const found = principalsOf({ askedBy: except, decider: { post, unitId } }, { ...organisation, holders })
  if (found.length > 0) return found
  return whoMay(handsOut, unitId, grants, organisation.parentOf).filter((id) => id !== except)
}
