import { type Day, dayFrom, dayNumber } from '../../../core/day.ts'
import type { Company } from '../../../platform/companies.ts'
import type { Db } from '../../../platform/db/db.ts'
import { workingTimeBy } from '../../policies/actions/working-time.ts'
import { companyCalendar } from '../../policies/policy/calendar.ts'
import { documentOf, listedCalendar } from '../../policies/queries.ts'
import { type CarePlan, compileCare } from '../policy/compile.ts'
import { careDocument } from '../policy/section.ts'

/** What a policy version promises, ready to plan with on a day. `start` is the day from which first due days are laid out. */
export async function careRulesOf(db: Db, company: Company, version: number, start: Day, asOf: Day): Promise<CarePlan> {
  return careRulesIn(db, await documentOf(db, company, version), start, asOf)
}

/** The same of a checked document, published or not. */
export async function careRulesIn(db: Db, document: object, start: Day, asOf: Day): Promise<CarePlan> {
  const year = Number(asOf.slice(0, 4))
  const calendar = companyCalendar(await listedCalendar(db), year, workingTimeBy(document))
  return compileCare(careDocument.parse(document), calendar, start)
}

/** The last day that is planned ahead on a day. */
export const horizonOf = ({ document }: CarePlan, asOf: Day): Day => dayFrom(dayNumber(asOf) + document.care.horizonDays)
