import { invalidField } from '../../../core/problem.ts'
import { type ReadContext, read } from '../../../platform/action.ts'
import type { Company } from '../../../platform/companies.ts'
import type { Db } from '../../../platform/db/db.ts'
import { lately } from '../../../platform/lately.ts'
import { sightText } from '../../../platform/scope.ts'
import * as contract from '../contract/team.ts'
import type { TaskRow } from '../contract.ts'
import { isBig, noWork, teamDays } from '../policy/team.ts'
import { unitsUnder } from '../queries/calendar.ts'
import { figuresOf, heapRows, peopleOf, type Team, waitingIn } from '../queries/team.ts'
import { dayAt, titled, viewerOf } from './holding.ts'

const teamOf = async (context: ReadContext, unitId?: number): Promise<Team> => ({
  viewer: viewerOf(context),
  unitIds: unitId === undefined ? undefined : await unitsUnder(context.db, unitId),
})

/** Whose work it is, for telling one figure from another. */
const teamText = ({ viewer, unitIds }: Team): string => JSON.stringify([sightText(viewer.scope), viewer.personId, unitIds ?? null])

export const team = read(contract.team, async (context, { unitId }) => {
  const asked = await teamOf(context, unitId)
  const days = teamDays(dayAt(context.now))
  const { answer: figures, countedAt } = await lately(context, {
    key: `team ${teamText(asked)} ${days.today}`,
    count: () => figuresOf(context.db, asked, days),
    isCostly: (people) => isBig([...people.values()].reduce((sum, { open = 0 }) => sum + open, 0)),
  })
  const withWork = [...figures.keys()].filter((id) => id !== null)
  const people = await peopleOf(context.db, asked, withWork)
  return {
    people: people.map((person) => ({ ...person, ...noWork, ...figures.get(person.personId) })),
    unassigned: { ...noWork, ...figures.get(null) },
    countedAt,
  }
})

export const teamTasks = read(contract.teamTasks, async (context, { unitId, assignee, heap, from, until, limit }) => {
  if (heap === 'span' && from === undefined) throw invalidField('from', 'missing')
  if (heap === 'span' && until === undefined) throw invalidField('until', 'missing')
  const { db, company, now } = context
  const today = dayAt(now)
  const span = { from: from ?? today, until: until ?? today }
  const assigneeId = assignee === 'none' ? null : assignee
  const rows = await heapRows(db, await teamOf(context, unitId), teamDays(today), { heap, assigneeId, span, limit })
  return { rows: await titled(db, company, rows.slice(0, limit)), more: rows.length > limit }
})

export const teamToday = read(contract.teamToday, async (context, { limit }) => {
  const { db, company, now } = context
  const asked = await teamOf(context)
  const heap = async (what: 'overdue' | 'unassigned') => shown(db, company, await waitingIn(db, asked, what, teamDays(dayAt(now)), limit))
  return { overdue: await heap('overdue'), unassigned: await heap('unassigned') }
})

const shown = async <T extends { rows: TaskRow[] }>(db: Db, company: Company, heap: T): Promise<T> => ({
  ...heap,
  rows: await titled(db, company, heap.rows),
})
