import type { Day } from '../../../core/day.ts'
import { inZone } from '../../../core/instant.ts'
import { Problem } from '../../../core/problem.ts'
import type { Company } from '../../../platform/companies.ts'
import type { Db } from '../../../platform/db/db.ts'
import { documentOf, versionInForce } from '../../policies/queries.ts'
import { type PlansDocument, plansDocument } from '../policy/section.ts'

export const dayAt = (at: Date): Day => inZone(at, 'Asia/Shanghai').day

/** The policy of a day as this room reads it. */
export type PolicyNow = { version: number; document: PlansDocument; today: Day }

/** Undefined before the first policy. */
export async function policyIfAny(db: Db, company: Company, now: Date): Promise<PolicyNow | undefined> {
  const today = dayAt(now)
  const version = await versionInForce(db, today)
  return version === undefined ? undefined : { version, document: plansDocument.parse(await documentOf(db, company, version)), today }
}

/** Refuses before the first policy. */
export async function policyNow(db: Db, company: Company, now: Date): Promise<PolicyNow> {
  const policy = await policyIfAny(db, company, now)
  if (policy === undefined) throw new Problem('refused', 'no-policy-yet')
  return policy
}
