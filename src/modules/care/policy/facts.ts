import type { Day } from '../../../core/day.ts'
import type { Facts } from '../../../core/decision.ts'
import type { Basis, TaskState } from '../../tasks/contract.ts'
import type { ImportantDate } from './dates.ts'

/** A day that matters to a customer, as planning reads it; of kind BIRTHDAY it bears the id of the person whose it is. */
export type KeptDate = ImportantDate & { id: number; kind: string; title: string }

/** What planning looks at of one customer. */
export type CareFacts = {
  customerId: number
  customerNo: string
  class: string
  /** The driving model's tier; null before the first run. */
  tier: string | null
  stage: string | null
  segment: string
  tags: readonly string[]
  firstOrderOn: Day | null
  lastOrderOn: Day | null
  validOrders: number
  lastMaintenanceOn: Day | null
  lastVisitOn: Day | null
  lastProductVisitOn: Day | null
  /** Any contact, whoever began it (CARE-31). */
  lastContactOn?: Day | null
  verifiedOn: Day | null
  ownerId: number | null
  unitId: number | null
  /** The day of the last move from one tier to another (CARE-28), and the tier left; a first tier is no move. */
  tierChangedOn?: Day | null
  tierBefore?: string | null
  contractSignedOn?: Day | null
  /** Days that matter to the customer. */
  dates?: readonly KeptDate[]
}

/** One policy task of this customer, in whatever state. */
export type Past = {
  ruleId: string
  kind: string
  period: string
  dueOn: Day
  windowFrom: Day
  windowTo: Day
  state: TaskState
  doneOn: Day | null
}

/** One thing owed. `period` is its key with customer and rule; `facts` say what the due day was reckoned from. */
export type Duty = {
  ruleId: string
  kind: string
  period: string
  dueOn: Day
  windowFrom: Day
  windowTo: Day
  counted: boolean
  basis: Basis
  facts: Facts
}

/** The span that is planned: days `asOf` to `until`, both included, as day numbers; `today` is `asOf` in letters. */
export type Span = { asOf: number; until: number; today: Day }
