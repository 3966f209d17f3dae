import type { Day } from '../../../core/day.ts'
import type { AssignedAs } from '../../tasks/contract/assigned.ts'

type Away = { personId: number; deputyId: number; fromOn: Day; untilOn: Day }
type Member = { personId: number; unitId: number | null }

/** Who works here, as far as handing out duties goes by it. */
export type Team = {
  /** Active people who may do tasks. */
  able: ReadonlySet<number>
  away: ReadonlyMap<number, readonly Away[]>
  /** The people of each pool by post, where they stand (null: for the whole company), by id. */
  members: ReadonlyMap<string, readonly Member[]>
  parentOf: ReadonlyMap<number, number | null>
}

/** A team, and how many open duties each of its pools' people has: counted on as duties are given. */
export type Hands = { team: Team; loads: Map<number, number> }

export type Given = { assigneeId: number | null; assignedAs: AssignedAs; assignedFacts: object | null }

/** The days of a duty that decide whether somebody is there for it. */
type Days = { windowFrom: Day; dueOn: Day }

/** Nobody stands in, no pool has people: every duty is its owner's. */
export const ownersOnly = (): Hands => ({
  team: { able: new Set(), away: new Map(), members: new Map(), parentOf: new Map() },
  loads: new Map(),
})

/** One is away for a duty when one deputyship covers every day from the first of its window to its due day; shorter absences do not count. */
const absences = ({ away }: Team, personId: number, { windowFrom, dueOn }: Days): Away[] =>
  (away.get(personId) ?? []).filter(({ fromOn, untilOn }) => fromOn <= windowFrom && dueOn <= untilOn)

export const isAway = (team: Team, personId: number, days: Days): boolean => absences(team, personId, days).length > 0

/** Whoever takes an owner's place for a duty: of the deputies who may do it and are there themselves the one of the lowest id. */
function standIn(team: Team, ownerId: number, days: Days): number | undefined {
  const deputies = absences(team, ownerId, days).map(({ deputyId }) => deputyId)
  return deputies.filter((id) => team.able.has(id) && !isAway(team, id, days)).sort((a, b) => a - b)[0]
}

/** A duty of the customer's owner: theirs, or their deputy's while they are away; nobody's where there is no owner. It counts on. */
export function ownersDuty({ team, loads }: Hands, ownerId: number | null, days: Days): Given {
  const given = ownerOrDeputy(team, ownerId, days)
  count(loads, given.assigneeId, 1)
  return given
}

function ownerOrDeputy(team: Team, ownerId: number | null, days: Days): Given {
  const deputy = ownerId === null ? undefined : standIn(team, ownerId, days)
  return deputy === undefined
    ? { assigneeId: ownerId, assignedAs: 'OWNER', assignedFacts: null }
    : { assigneeId: deputy, assignedAs: 'DEPUTY', assignedFacts: { insteadOf: ownerId } }
}

/**
 * A duty that a pool shares: of those who hold the post, may do it and are there, in the nearest unit around the customer's with anybody
 * (units below it included), else in the whole company, whoever has fewest open duties, the lowest id first. It counts on.
 */
export function poolsDuty({ team, loads }: Hands, post: string, unitId: number | null, days: Days): Given {
  const there = nearest(team, post, unitId, days)
  let chosen: number | null = null
  for (const id of there) if (chosen === null || (loads.get(id) ?? 0) < (loads.get(chosen) ?? 0)) chosen = id
  const open = chosen === null ? null : (loads.get(chosen) ?? 0)
  count(loads, chosen, 1)
  return { assigneeId: chosen, assignedAs: 'POOL', assignedFacts: { post, people: there.length, open } }
}

/** Those of a pool who are there, ids ascending, in the nearest unit that has any. */
function nearest(team: Team, post: string, unitId: number | null, days: Days): number[] {
  for (const level of levels(team, post, unitId)) {
    const there = level.filter((id) => !isAway(team, id, days))
    if (there.length > 0) return there
  }
  return []
}

const known = new WeakMap<Team, Map<string, readonly (readonly number[])[]>>()

/** The people of a pool by how near they are: in the unit and below it, in the one above, and so on; at last all. Worked out once a team. */
function levels(team: Team, post: string, unitId: number | null): readonly (readonly number[])[] {
  const cache = known.get(team) ?? new Map<string, readonly (readonly number[])[]>()
  known.set(team, cache)
  const key = `${post} ${unitId}`
  const found = cache.get(key)
  if (found) return found
  const members = (team.members.get(post) ?? []).filter(({ personId }) => team.able.has(personId))
  const ids = (some: readonly Member[]) => [...new Set(some.map(({ personId }) => personId))].sort((a, b) => a - b)
  const near = unitsUp(unitId, team.parentOf).map((unit) =>
    ids(members.filter((member) => unitsUp(member.unitId, team.parentOf).includes(unit))),
  )
  const fresh = [...near, ids(members)].filter((level) => level.length > 0)
  cache.set(key, fresh)
  return fresh
}

function unitsUp(unitId: number | null, parentOf: Team['parentOf']): number[] {
  const path: number[] = []
  for (let at = unitId; at !== null && !path.includes(at); at = parentOf.get(at) ?? null) path.push(at)
  return path
}

/** A duty as it was given before; `insteadOf`: the owner whose place is taken. */
export type GivenBefore = Days & {
  ruleId: string
  unitId: number | null
  assigneeId: number | null
  assignedAs: AssignedAs
  insteadOf: number | null
}

/**
 * To whom a duty that is not yet due goes now; null: it stays. Owners' duties go to deputies and back; what a pool had nobody for is
 * shared out; what somebody of a pool has, or a person gave by hand, never moves.
 */
export function givenAnew(hands: Hands, pools: ReadonlyMap<string, string>, duty: GivenBefore): Given | null {
  const post = pools.get(duty.ruleId)
  if (duty.assignedAs === 'POOL') {
    if (duty.assigneeId !== null || post === undefined) return null
    const given = poolsDuty(hands, post, duty.unitId, duty)
    return given.assigneeId === null ? null : given
  }
  const given = ownersAnew(hands.team, duty)
  if (given === null) return null
  count(hands.loads, duty.assigneeId, -1)
  count(hands.loads, given.assigneeId, 1)
  return given
}

/** The same of owners' duties alone: to the deputy, or back; null: it stays. */
export function ownersAnew(team: Team, duty: GivenBefore): Given | null {
  if (duty.assignedAs !== 'OWNER' && duty.assignedAs !== 'DEPUTY') return null
  const given = ownerOrDeputy(team, duty.assignedAs === 'DEPUTY' ? duty.insteadOf : duty.assigneeId, duty)
  return given.assigneeId === duty.assigneeId && given.assignedAs === duty.assignedAs ? null : given
}

function count(loads: Map<number, number>, personId: number | null, by: number): void {
  if (personId !== null && loads.has(personId)) loads.set(personId, (loads.get(personId) ?? 0) + by)
}
