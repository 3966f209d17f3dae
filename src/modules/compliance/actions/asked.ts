import { type Day, daysBetween } from '../../../core/day.ts'
import { inZone } from '../../../core/instant.ts'
import { invalidField } from '../../../core/problem.ts'
import type { Company } from '../../../platform/companies.ts'
import type { Db } from '../../../platform/db/db.ts'
import { documentOf, versionInForce } from '../../policies/queries.ts'
import * as policy from '../policy.ts'
import type { Judged } from '../queries.ts'

export const today = (now: Date): Day => inZone(now, 'Asia/Shanghai').day

export type Asked = { from?: Day | undefined; until?: Day | undefined }

/** Every rule is told month by month. */
const mostYears = 20

/** The period that is asked for; what is left out comes from the calendar. */
export function periodOf(asked: Asked, on: Day, span: policy.Span): policy.Period {
  const around = policy.spanAround(asked.until ?? asked.from ?? on, span)
  const from = asked.from ?? around.from
  const until = asked.until ?? around.until
  if (until < from) throw invalidField('until', 'day-before-from', { from })
  if (daysBetween(from, until) > mostYears * 366) throw invalidField('until', 'period-too-long', { years: mostYears })
  return { from, until }
}

export function judgedOf(asked: Asked, now: Date): Judged {
  const period = periodOf(asked, today(now), 'QUARTER')
  return { ...period, judgedUntil: policy.judgedUntil(period.until, today(now)) }
}

/** The policy in force with its rules; without one only what the tasks of the past say is known. */
export async function policyInForce(db: Db, company: Company, now: Date) {
  const version = await versionInForce(db, today(now))
  if (version === undefined) return { version: null, rules: [], register: [], targetPercent: null, document: null }
  const document = await documentOf(db, company, version)
  const [rules, register] = [policy.policyRules(document), policy.registerOf(document)]
  return { version, rules, register, targetPercent: policy.onTimeTarget(document), document }
}
