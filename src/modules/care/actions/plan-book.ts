import type { Day } from '../../../core/day.ts'
import type { PlannedTask } from '../../tasks/actions/planning.ts'
import type { PolicyTask } from '../../tasks/queries.ts'
import { type Hands, ownersDuty, poolsDuty } from '../policy/assign.ts'
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

/** Brings the tasks of customers in line with what the policy owes them, and says who is to do the new ones; `hands` count on. */
export function planBook(plan: CarePlan, facts: readonly CareFacts[], tasks: readonly PolicyTask[], span: Span, hands: Hands): Planned {
  const byCustomer = Map.groupBy(tasks, (t) => t.customerId)
  const planned: Planned = { insert: [], end: new Map(), met: [], looked: [] }
  for (const f of facts) {
    const past = byCustomer.get(f.customerId) ?? none
    const owed = dutiesOf(plan, f, past, span.asOf, span.until)
    const { insert, end, met } = reconcile(plan, f, owed, past, span.asOf)
    for (const duty of insert) planned.insert.push(taskOf(plan, duty, f, span.policyVersion, hands))
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

function taskOf({ pools }: CarePlan, duty: PolicyDuty, f: CareFacts, policyVersion: number, hands: Hands): PlannedTask {
  const post = pools.get(duty.ruleId)
  const given = post === undefined ? ownersDuty(hands, f.ownerId, duty) : poolsDuty(hands, post, f.unitId, duty)
  return {
    ...duty,
    ...given,
    customerId: f.customerId,
    policyVersion,
    unitId: f.unitId,
    tier: f.tier,
    class: f.class === 'KEY' ? 'KEY' : 'GENERAL',
  }
}
