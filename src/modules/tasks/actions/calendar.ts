import { daysBetween } from '../../../core/day.ts'
import { invalidField } from '../../../core/problem.ts'
import { type ReadContext, read } from '../../../platform/action.ts'
import { workingTimeNow } from '../../policies/actions/working-time.ts'
import { companyCalendar } from '../../policies/policy/calendar.ts'
import { listedCalendar } from '../../policies/queries.ts'
import * as contract from '../contract/calendar.ts'
import { daysOf, type Span, summed } from '../policy/calendar.ts'
import { marksOf } from '../policy/calendar-marks.ts'
import { calendarYears } from '../policy/calendar-years.ts'
import { unitsUnder, type Whose, workedWithin } from '../queries/calendar.ts'
import { rowsById } from '../queries/rows.ts'
import { dayAt, titled, viewerOf } from './holding.ts'

export const taskCalendar = read(contract.taskCalendar, async (context, { from, until, assignee, unitId, limit }) => {
  checkSpan({ from, until })
  const { db, company, now } = context
  const today = dayAt(now)
  const whose = await whoseOf(context, assignee, unitId)
  const tasks = whose ? await workedWithin(db, viewerOf(context), { from, until }, whose) : []
  const byDay = Map.groupBy(tasks, (t) => t.day)
  const sheets = daysOf({ from, until }).map((day) => ({ day, ...summed(byDay.get(day) ?? [], today, limit) }))
  const shown = await rowsById(
    db,
    sheets.flatMap(({ ids }) => ids),
  )
  const rows = new Map((await titled(db, company, [...shown.values()])).map((row) => [row.id, row]))
  const calendar = await calendarAround(context, from)
  return {
    today,
    days: sheets.map(({ ids, ...sheet }) => ({ ...sheet, ...marksOf(sheet.day, calendar), rows: ids.flatMap((id) => rows.get(id) ?? []) })),
  }
})

/** Whose tasks were asked for; undefined for the own ones of whoever is nobody in particular. */
async function whoseOf(
  { db, actor }: ReadContext,
  assignee: 'me' | 'none' | number | undefined,
  unitId?: number,
): Promise<Whose | undefined> {
  const units = unitId === undefined ? {} : { unitIds: await unitsUnder(db, unitId) }
  if (assignee === undefined && unitId !== undefined) return units
  if (assignee === 'none') return { ...units, assigneeId: null }
  if (typeof assignee === 'number') return { ...units, assigneeId: assignee }
  return actor.personId === null ? undefined : { ...units, assigneeId: actor.personId }
}

function checkSpan({ from, until }: Span): void {
  for (const [path, day] of Object.entries({ from, until }))
    if (day < calendarYears.from || day > calendarYears.until) throw invalidField(path, 'outside-calendar', calendarYears)
  if (until < from) throw invalidField('until', 'day-before-from', { from })
  if (daysBetween(from, until) >= contract.mostDays) throw invalidField('until', 'span-too-long', { most: contract.mostDays })
}

const calendarAround = async (context: ReadContext, day: string) =>
  companyCalendar(await listedCalendar(context.db), Number(day.slice(0, 4)), await workingTimeNow(context))
