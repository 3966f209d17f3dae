import { addDays, type Day, dayNumber } from '../../core/day.ts'
import { remindAll } from '../../modules/care/actions/reminding.ts'
import { careRulesOf } from '../../modules/care/actions/rules.ts'
import { saveRead } from '../../modules/notifications/store.ts'
import { newestVersion, versionInForce } from '../../modules/policies/queries.ts'
import { changeMany } from '../../platform/action.ts'
import { careSince } from './care-past.ts'
import type { Placed } from './load-people.ts'
import { present } from './random.ts'
import { at } from './told.ts'

const mornings = 6
const [remindsAt, readAt] = [8 * 60 + 30, 10 * 60]

export type Mornings = { today: Day; people: Placed }

/**
 * The reminders of the last workdays before today, as each morning would have sent them of what is open still. People have read all but
 * the last morning's. What was done meanwhile is not told: nobody looks for it any more.
 */
export const tellMornings = changeMany<Mornings, null>('sample.mornings', 'company.manage', async (context, { today, people }) => {
  const { tx, company } = context
  const { calendar } = await careRulesOf(tx, company, present(await newestVersion(tx)), careSince(today), addDays(today, -1))
  const workdays = Array.from({ length: 30 }, (_, i) => addDays(today, i - 30)).filter((day) => calendar.worksOn(dayNumber(day)))
  let yesterday: Day | null = null
  for (const day of workdays.slice(-mornings)) {
    if (yesterday !== null) for (const { id } of Object.values(people)) await saveRead(tx, id, 'ALL', at(yesterday, readAt))
    if ((await versionInForce(tx, day)) !== undefined) await remindAll({ ...context, now: at(day, remindsAt) })
    yesterday = day
  }
  return { result: null, events: [] }
})
