import type { Day } from '../../../core/day.ts'
import type { PastPolicyTask } from '../../tasks/queries/as-of.ts'
import type { CarePlan } from '../policy/compile.ts'
import { dutiesOf } from '../policy/duties.ts'
import type { Duty } from '../policy/facts.ts'
import { reconcile } from '../policy/reconcile.ts'
import type { ReplayedDuty } from '../store.ts'
import type { BookThen } from './as-of.ts'

/** The duties that stood open after planning at the end of a day: those still owed of what was planned before, and those new then. */
export function replayBook(plan: CarePlan, { facts, tasks }: BookThen, { asOf, until }: { asOf: Day; until: Day }): ReplayedDuty[] {
  const byCustomer = Map.groupBy(tasks, (t) => t.customerId)
  return facts.flatMap((f) => {
    const past = byCustomer.get(f.customerId) ?? []
    const owed = dutiesOf(plan, f, past, asOf, until)
    const { insert, end, met } = reconcile(plan, f, owed, past, asOf)
    const gone = new Set([...end.map(({ id }) => id), ...met])
    const standing = past.filter((t) => t.state === 'OPEN' && !gone.has(t.id) && (t.dueOn <= until || isAmong(owed.owed, t)))
    return [...standing, ...insert].map((duty) => ({ customerId: f.customerId, customerNo: f.customerNo, duty }))
  })
}

const isAmong = (owed: readonly Duty[], task: PastPolicyTask): boolean =>
  owed.some((duty) => duty.ruleId === task.ruleId && duty.period === task.period)
