import type { WorkCalendar } from '../../../core/calendar/work-calendar.ts'
import type { Day } from '../../../core/day.ts'
import { inZone } from '../../../core/instant.ts'
import type { ReadContext } from '../../../platform/action.ts'
import type { Db } from '../../../platform/db/db.ts'
import { workingTimeNow } from '../../policies/actions/working-time.ts'
import { companyCalendar } from '../../policies/policy/calendar.ts'
import { listedCalendar, versionInForce } from '../../policies/queries.ts'
import { type PolicyTask, policyTasksOf } from '../../tasks/queries.ts'
import type { CarePlan } from '../policy/compile.ts'
import type { Preparation } from '../policy/dates.ts'
import type { CareFacts } from '../policy/facts.ts'
import { factsOf, liveOn } from '../queries.ts'
import { careRulesOf } from './rules.ts'

/** What looking ahead for one customer takes. */
export type Outlook = {
  today: Day
  calendar: WorkCalendar
  preparation: Preparation
  /** Undefined before the first policy. */
  plan: CarePlan | undefined
  facts: CareFacts | undefined
  tasks: readonly PolicyTask[]
}

const beforeAnyPolicy: Preparation = { leadDays: 7, roll: 'PREVIOUS_WORKDAY' }

export async function outlookOf(db: Db, { company, now }: Pick<ReadContext, 'company' | 'now'>, customerId: number): Promise<Outlook> {
  const today = inZone(now, 'Asia/Shanghai').day
  const version = await versionInForce(db, today)
  const [facts] = await factsOf(db, [customerId])
  const ofCustomer = { today, facts, tasks: await policyTasksOf(db, [customerId]) }
  if (version === undefined) {
    const calendar = companyCalendar(await listedCalendar(db), Number(today.slice(0, 4)), await workingTimeNow({ db, company, now }))
    return { ...ofCustomer, calendar, preparation: beforeAnyPolicy, plan: undefined }
  }
  const plan = await careRulesOf(db, company, version, (await liveOn(db)) ?? today, today)
  return { ...ofCustomer, calendar: plan.calendar, preparation: plan.document.care.preparation, plan }
}
