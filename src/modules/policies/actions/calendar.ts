import { deadline } from '../../../core/calendar/working-clock.ts'
import { dayNumber } from '../../../core/day.ts'
import { inZone, toShanghai } from '../../../core/instant.ts'
import { invalidField } from '../../../core/problem.ts'
import { change, read } from '../../../platform/action.ts'
import * as contract from '../contract.ts'
import { companyCalendar, statutoryDays } from '../policy/calendar.ts'
import { listedCalendar, listedYear } from '../queries.ts'
import { replaceYear } from '../store.ts'
import { workingTimeNow } from './working-time.ts'

const zone = 'Asia/Shanghai'

export const deadlineOf = read(contract.deadlineOf, async (context, { from, hours, clock }) => {
  const year = Number(inZone(from, zone).day.slice(0, 4))
  const calendar = companyCalendar(await listedCalendar(context.db), year, await workingTimeNow(context))
  const answer = deadline(calendar, from, Math.round(hours * 60), clock)
  return { deadline: toShanghai(answer.deadline), provisional: answer.provisional }
})

export const listCalendar = read(contract.listCalendar, async ({ db }, { year }) => {
  const listed = await listedYear(db, year)
  if (listed.noticed) return { year, ...listed }
  const own = new Set(listed.days.map((d) => d.day))
  const days = [...listed.days, ...statutoryDays(year).filter((d) => !own.has(d.day))]
  return { year, noticed: false, days: days.sort((a, b) => dayNumber(a.day) - dayNumber(b.day)) }
})

export const changeCalendar = change(contract.changeCalendar, async ({ tx }, { year, noticed, days }) => {
  const outside = days.findIndex((d) => !d.day.startsWith(`${year}-`))
  if (outside >= 0) throw invalidField(`days.${outside}.day`, 'day-outside-year', { year })
  const twice = days.findIndex((d, i) => days.findIndex((e) => e.day === d.day) !== i)
  if (twice >= 0) throw invalidField(`days.${twice}.day`, 'day-listed-twice', { day: days[twice]?.day ?? '' })
  const before = await listedYear(tx, year)
  await replaceYear(tx, year, noticed, days)
  const after = await listedYear(tx, year)
  return { result: { year, ...after }, events: [contract.calendarChanged(year, before, after)] }
})
