import { addDays } from '../../../core/day.ts'
import { invalidField } from '../../../core/problem.ts'
import { type ReadContext, read, scopeUnder } from '../../../platform/action.ts'
import { lately } from '../../../platform/lately.ts'
import { sightText } from '../../../platform/scope.ts'
import { idsInScope } from '../../customers/queries.ts'
import { logInteraction } from '../../interactions/contract.ts'
import * as figures from '../contract/figures.ts'
import * as contract from '../contract.ts'
import type { Heap } from '../policy/standing.ts'
import { isBig } from '../policy/team.ts'
import { isoWeek, mondayOf } from '../policy/weeks.ts'
import { namesOf, openByWeek, tallyOf } from '../queries/figures.ts'
import { type Heaps, heapsOf, listTasks as queryList } from '../queries/list.ts'
import { readTask as queryOne } from '../queries/record.ts'
import { dayAt, titled, viewerOf, whole } from './holding.ts'
import { narrowed } from './narrowed.ts'
import { togetherWith } from './together.ts'

export const listTasks = read(contract.listTasks, async (context, { after, limit, ...filter }) => {
  const page = await queryList(context.db, viewerOf(context), narrowed(context, filter), dayAt(context.now), { after, limit })
  return { ...page, rows: await titled(context.db, context.company, page.rows) }
})

export const todaysTasks = read(contract.todaysTasks, async ({ db, company, actor, now }, { limit }) => {
  const today = dayAt(now)
  const heaps = await heapsOf(db, actor.personId, today, limit)
  const rows = await titled(
    db,
    company,
    Object.values(heaps).flatMap((heap) => heap.rows),
  )
  const byId = new Map(rows.map((row) => [row.id, row]))
  const heap = ({ count, rows }: Heaps[Heap]) => ({ count, rows: rows.map((row) => byId.get(row.id) ?? row) })
  return {
    today,
    overdue: heap(heaps.overdue),
    dueToday: heap(heaps.dueToday),
    inWindow: heap(heaps.inWindow),
    nextDays: heap(heaps.nextDays),
  }
})

export const readTask = read(contract.readTask, async (context, { id }) => {
  const task = await whole(context.db, context.company, await queryOne(context.db, viewerOf(context), id))
  return { ...task, together: await togetherWith(context, task), customerInSight: await seesForContact(context, task.customerId) }
})

/** As far as recording contacts reaches. */
async function seesForContact(context: ReadContext, customerId: number | null): Promise<boolean> {
  if (customerId === null) return false
  return (await idsInScope(context.db, scopeUnder(context, logInteraction.permission), [customerId])).length > 0
}

export const workload = read(figures.workload, async (context, { weeks: count, unitId }) => {
  const firstMonday = mondayOf(dayAt(context.now))
  const mondays = Array.from({ length: count }, (_, i) => addDays(firstMonday, 7 * i))
  const before = addDays(firstMonday, 7 * count)
  const viewer = viewerOf(context)
  const span = { firstMonday, before, unitId }
  const { answer: open, countedAt } = await lately(context, {
    key: `workload ${sightText(viewer.scope)} ${JSON.stringify([viewer.personId, span])}`,
    count: () => openByWeek(context.db, viewer, span),
    isCostly: (rows) => isBig(rows.reduce((sum, { tasks }) => sum + Number(tasks), 0)),
  })
  const loads = Map.groupBy(open, (o) => o.personId)
  const loadOf = (personId: number | null) => {
    const rows = loads.get(personId) ?? []
    const tasks = new Map(rows.map((r) => [r.monday, Number(r.tasks)]))
    return {
      earlier: tasks.get(null) ?? 0,
      weeks: mondays.map((monday) => ({ week: isoWeek(monday), tasks: tasks.get(monday) ?? 0 })),
      total: rows.reduce((sum, r) => sum + Number(r.tasks), 0),
    }
  }
  const names = await namesOf(
    context.db,
    [...loads.keys()].filter((id) => id !== null),
  )
  return {
    weeks: mondays.map(isoWeek),
    people: names.map(({ id, name, unitName }) => ({ personId: id, name, unitName, ...loadOf(id) })),
    unassigned: loadOf(null),
    countedAt,
  }
})

export const tally = read(figures.tally, async (context, asked) => {
  if (asked.until < asked.from) throw invalidField('until', 'day-before-from', { from: asked.from })
  return { rows: await tallyOf(context.db, viewerOf(context), asked, dayAt(context.now)) }
})
