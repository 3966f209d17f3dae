import { addDays, type Day, dayNumber } from '../../core/day.ts'
import { planBook } from '../../modules/care/actions/plan-book.ts'
import { horizonOf } from '../../modules/care/actions/rules.ts'
import { ordersUntil } from '../../modules/care/policy/as-of.ts'
import { ownersOnly } from '../../modules/care/policy/assign.ts'
import type { CarePlan } from '../../modules/care/policy/compile.ts'
import type { CareFacts } from '../../modules/care/policy/facts.ts'
import type { Ledger } from '../../modules/purchases/policy.ts'
import type { PolicyTask } from '../../modules/tasks/queries.ts'
import type { PlannedTask } from '../../modules/tasks/store.ts'
import type { StandingThen } from '../../modules/tiering/actions/as-of.ts'
import type { Fate } from './care-fates.ts'
import { present } from './random.ts'

/** Who looked after a customer on a day. */
export type Looked = { ownerId: number | null; unitId: number | null }

/** A duty of the past as it stands today, with what became of it; `id` is its place in the list. */
export type Told = PlannedTask &
  PolicyTask & { fate: Fate; createdOn: Day; settledOn: Day | null; doneBy: number | null; endedReason: string | null }

/** What the year is lived through with. `facts` are those of today; what changes is asked day by day. */
export type CareBook = {
  plan: CarePlan
  policyVersion: number
  facts: readonly CareFacts[]
  ledgers: ReadonlyMap<number, Ledger>
  /** Contacts other than those of tasks, by customer. */
  contacts: ReadonlyMap<number, readonly Day[]>
  lookedAfter: (customerId: number, on: Day) => Looked
  standingsOn: (day: Day) => Promise<ReadonlyMap<number, StandingThen>>
  decide: (duty: PlannedTask, createdOn: Day) => Fate
}

/**
 * Lives through the days from `since` to `until`, planning every week as the nightly run would have: what was done, waived or forgotten
 * by then, where customers stood, who looked after them.
 */
export async function liveThrough(book: CareBook, since: Day, until: Day): Promise<Told[]> {
  const told: Told[] = []
  const contacts = new Map([...book.contacts].map(([id, days]) => [id, [...days]]))
  for (let today = since; ; ) {
    settle(book, told, contacts, today)
    const facts = await factsOn(book, contacts, today)
    planWeek(book, told, facts, today)
    if (today >= until) return told
    const next = addDays(today, 7)
    today = next < until ? next : until
  }
}

/** What people did before a day: done, with a contact or without, or waived. Whoever looks after the customer does it. */
function settle({ lookedAfter }: CareBook, told: readonly Told[], contacts: Map<number, Day[]>, today: Day): void {
  for (const task of told) {
    if (task.state !== 'OPEN') continue
    // Open work goes along with its customer; while nobody has the customer, nobody has it.
    const { ownerId: assigneeId, unitId } = lookedAfter(task.customerId, addDays(today, -1))
    Object.assign(task, { assigneeId, unitId })
    const { on, how, logged } = task.fate
    if (on === null || on >= today) continue
    const { ownerId } = lookedAfter(task.customerId, on)
    if (ownerId === null) continue
    task.settledOn = on
    task.doneBy = ownerId
    task.state = how
    if (how === 'WAIVED') task.endedReason = task.fate.asked?.reason ?? task.fate.ground
    else task.doneOn = on
    if (how === 'DONE' && logged) contacts.set(task.customerId, [...(contacts.get(task.customerId) ?? []), on])
  }
}

async function factsOn(book: CareBook, contacts: ReadonlyMap<number, readonly Day[]>, today: Day): Promise<CareFacts[]> {
  const standings = await book.standingsOn(today)
  return book.facts.map((f) => {
    const standing = standings.get(f.customerId)
    const met = (contacts.get(f.customerId) ?? []).filter((day) => day < today).sort()
    const ledger = book.ledgers.get(f.customerId)
    return {
      ...f,
      ...(ledger ? ordersUntil(ledger, dayNumber(today)) : {}),
      ...book.lookedAfter(f.customerId, today),
      tier: standing?.tier ?? null,
      stage: standing?.stage ?? null,
      tags: standing?.tags ?? [],
      tierChangedOn: standing?.movedOn ?? null,
      tierBefore: standing?.tierBefore ?? null,
      lastContactOn: met.at(-1) ?? null,
    }
  })
}

function planWeek(book: CareBook, told: Told[], facts: readonly CareFacts[], today: Day): void {
  const span = { asOf: today, until: horizonOf(book.plan, today), policyVersion: book.policyVersion }
  const { insert, end, met } = planBook(book.plan, facts, told, span, ownersOnly())
  for (const [reason, ids] of end) {
    for (const id of ids) Object.assign(present(told[id]), { state: 'ENDED', endedReason: reason, settledOn: today })
  }
  for (const id of met) Object.assign(present(told[id]), { state: 'DONE', doneOn: today, settledOn: today })
  for (const duty of insert) {
    const fate = book.decide(duty, today)
    told.push({
      ...duty,
      id: told.length,
      state: 'OPEN',
      doneOn: null,
      fate,
      createdOn: today,
      settledOn: null,
      doneBy: null,
      endedReason: null,
    })
  }
}
