import type { z } from 'zod'
import { defaultWorkingTime, type WorkingTime } from '../../../core/calendar/work-calendar.ts'
import { inZone } from '../../../core/instant.ts'
import type { ReadContext } from '../../../platform/action.ts'
import type { Db } from '../../../platform/db/db.ts'
import { workingTimeOf, type workingTimeSection } from '../policy/sections/working-time.ts'
import { documentOf, versionInForce } from '../queries.ts'

const zone = 'Asia/Shanghai'

/** The working hours a policy version writes. */
const workingTimeIn = async (db: Db, company: object, version: number): Promise<WorkingTime> =>
  workingTimeBy(await documentOf(db, company, version))

/** The working hours a checked document writes, published or not. */
export const workingTimeBy = (document: object): WorkingTime =>
  workingTimeOf((document as { workingTime: z.output<typeof workingTimeSection> }).workingTime, zone)

/** The working hours of the policy in force; the usual ones before there is a policy. */
export async function workingTimeNow({ db, company, now }: Pick<ReadContext, 'db' | 'company' | 'now'>): Promise<WorkingTime> {
  const version = await versionInForce(db, inZone(now, zone).day)
  return version === undefined ? defaultWorkingTime : workingTimeIn(db, company, version)
}
