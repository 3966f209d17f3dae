import type { Day } from '../../../core/day.ts'
import type { PlannedTask } from '../../tasks/actions/planning.ts'
import type { PolicyTask } from '../../tasks/queries.ts'
import type { CarePlan } from '../policy/compile.ts'
import { dutiesOf } from '../policy/duties.ts'
import type { CareFacts, Duty as PolicyDuty } from '../policy/facts.ts'
import { type EndReason, reconcile } from '../policy/reconcile.ts'
import type { Looked } from '../store.ts'

/** What a chunk of customers comes to. */
export type Planned = {
  insert: PlannedTask[]
  end: Map<EndReason, number[]>
  met: number[]
  looked: Looked[]
}

type Span = { asOf: Day; until: Day; policyVersion: number }

const none: readonly PolicyTask[] = []

/** Brings the tasks of customers in line with what the policy owes them. */
export function planBook(plan: CarePlan, facts: readonly CareFacts[], tasks: readonly PolicyTask[], span: Span): Planned {
  const byCustomer = Map.groupBy(tasks, (t) => t.customerId)
  const planned: Planned = { insert: [], end: new Map(), met: [], looked: [] }
  for (const f of facts) {
    const past = byCustomer.get(f.customerId) ?? none
    const owed = dutiesOf(plan, f, past, span.asOf, span.until)
    const { insert, end, met } = reconcile(plan, f, owed, past, span.asOf)
    for (const duty of insert) planned.insert.push(taskOf(duty, f, span.policyVersion))
    for (const { id, reason } of end) {
      const ids = planned.end.get(reason)
      if (ids) ids.push(id)
      else planned.end.set(reason, [id])
    }
    planned.met.push(...met)
    planned.looked.push({ customerId: f.customerId, reviewOn: owed.reviewOn, ownerId: f.ownerId, unitId: f.unitId })
  }
  return planned
}

const taskOf = (duty: PolicyDuty, f: CareFacts, policyVersion: number): PlannedTask => ({
  ...duty,
  customerId: f.customerId,
  policyVersion,
  assigneeId: f.ownerId,
  unitId: f.unitId,
  tier: f.tier,
  class: f.class === 'KEY' ? 'KEY' : 'GENERAL',
})
