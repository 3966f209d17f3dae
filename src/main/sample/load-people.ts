import type { Event } from '../../core/event.ts'
import { createPerson, setAssistance } from '../../modules/organisation/actions/people.ts'
import { assignPost, createDeputy } from '../../modules/organisation/actions/posts.ts'
import { createRole } from '../../modules/organisation/actions/roles.ts'
import { createUnit } from '../../modules/organisation/actions/units.ts'
import { readCompany, readPeople, readPosts, readRoles, readUnits } from '../../modules/organisation/queries.ts'
import { type ChangeContext, type Changed, changeMany } from '../../platform/action.ts'
import { present } from './random.ts'
import type { Deputy, Person, PostKey, RoleKey, Unit } from './types.ts'

/** The sample's administrator, who founds a company that nobody administers yet. */
export const founderLogin = 'ren.kaiyuan'

/** Where people of the sample ended up, by login. */
export type Placed = Record<string, { id: number; unitId: number | null }>

export type Team = { units: readonly Unit[]; people: readonly Person[]; deputies: readonly Deputy[] }

type Keep = <T>(changed: Promise<Changed<T>>) => Promise<T>
type Ids = ReadonlyMap<string, number>

/** Does what the verbs of this room do, all in one transaction, and keeps what they tell. */
function keeping(events: Event[]): Keep {
  return async (changed) => {
    const answer = await changed
    if ('refusal' in answer) throw answer.refusal
    if ('events' in answer) events.push(...answer.events)
    return answer.result
  }
}

/**
 * Units, people with their roles, posts, assistants and deputies. Whoever bears a login already stays as they are and stands for
 * the person of the sample. The sample's administrator is left out while nobody administers the company: founding makes that one.
 */
export const loadPeople = changeMany<Team, Placed>('sample.people', 'company.manage', async (context, team) => {
  const events: Event[] = []
  const keep = keeping(events)
  const units = await placeUnits(context, keep, team.units)
  await addHeadsRole(context, keep)
  const isFounded = (await readCompany(context.tx)).setUpAt !== null
  const people = team.people.filter(({ login }) => isFounded || login !== founderLogin)
  const { placed, fresh } = await placePeople(context, keep, people, units)
  const idOf = (login: string): number => present(placed[login]).id
  for (const { login, assists } of fresh) {
    if (assists.length > 0) await keep(setAssistance.run(context, { id: idOf(login), version: 1, personIds: assists.map(idOf) }))
  }
  await fillPosts(context, keep, people, placed)
  for (const { person, deputy, from, until } of team.deputies) {
    await keep(createDeputy.run(context, { personId: idOf(person), deputyId: idOf(deputy), fromOn: from, untilOn: until }))
  }
  return { result: placed, events }
})

async function placeUnits(context: ChangeContext, keep: Keep, units: readonly Unit[]): Promise<Ids> {
  const there = await readUnits(context.tx)
  const ids = new Map<string, number>()
  for (const { key, name, parent, kind } of units) {
    const parentId = parent === null ? null : present(ids.get(parent))
    const same = there.find((unit) => unit.name === name && unit.parentId === parentId)
    const fields = { name, parentId, kind: kind === 'HEAD_OFFICE' ? ('COMPANY' as const) : kind }
    ids.set(key, (same ?? (await keep(createUnit.run(context, fields)))).id)
  }
  return ids
}

/** Beside what is their own, heads of departments see and hand out the work of their people. No role of a new company is for them. */
async function addHeadsRole(context: ChangeContext, keep: Keep): Promise<void> {
  const key: RoleKey = 'department_head'
  const roles = await readRoles(context.tx)
  if (roles.some((role) => role.key === key)) return
  const own = roles.find((role) => role.key === 'account_manager')?.permissions ?? []
  const more = ['customers.assign', 'tasks.assign', 'tasks.waive', 'compliance.read']
  const permissions = [...own, ...more].filter((permission) => context.house.permissions.includes(permission))
  await keep(createRole.run(context, { key, name: '部门负责人', permissions, scope: 'UNIT', masked: false }))
}

/** More people than any company has; they are read at once. */
export const everybody = 100_000

async function placePeople(context: ChangeContext, keep: Keep, people: readonly Person[], units: Ids) {
  const { rows } = await readPeople(context.tx, context.scope, { limit: everybody })
  const placed: Placed = Object.fromEntries(rows.map(({ login, id, unitId }) => [login, { id, unitId }]))
  const fresh = people.filter(({ login }) => placed[login] === undefined)
  for (const { login, name, unit, roles, phone, email } of fresh) {
    const unitId = present(units.get(unit))
    const { id } = await keep(createPerson.run(context, { login, name, unitId, roles, phone, email }))
    placed[login] = { id, unitId }
  }
  return { placed, fresh }
}

/** Posts that a unit has of its own; the others are held for the whole company. */
const unitPosts: readonly PostKey[] = ['UNIT_HEAD', 'BRANCH_HEAD']

async function fillPosts(context: ChangeContext, keep: Keep, people: readonly Person[], placed: Placed): Promise<void> {
  const posts = await readPosts(context.tx)
  for (const key of new Set(people.flatMap((person) => person.posts))) {
    const { version, holders } = present(posts.find((post) => post.key === key))
    const added = people
      .filter((person) => person.posts.includes(key))
      .map(({ login }) => present(placed[login]))
      .map(({ id, unitId }) => ({ personId: id, unitId: unitPosts.includes(key) ? unitId : null }))
    await keep(assignPost.run(context, { key, version, holders: [...holders, ...added] }))
  }
}
