import { type Day, dayNumber } from '../../../core/day.ts'
import { endOfDay } from '../../../core/instant.ts'
import type { Company } from '../../../platform/companies.ts'
import type { Db } from '../../../platform/db/db.ts'
import { lastContactsAsOf } from '../../interactions/queries/as-of.ts'
import { newLedgerBuffer, unpackLedger } from '../../purchases/policy.ts'
import { contactTasksAsOf, type PastPolicyTask, policyTasksAsOf } from '../../tasks/queries/as-of.ts'
import { type StandingThen, standingsAsOf } from '../../tiering/actions/as-of.ts'
import { fileBefore, ordersUntil } from '../policy/as-of.ts'
import type { CareFacts } from '../policy/facts.ts'
import { isBirthday } from '../policy/occasions.ts'
import { later } from '../policy/rules.ts'
import { datesNotedSince, filesSince, ledgersOf } from '../queries/as-of.ts'
import { factsBetween } from '../queries.ts'

const zone = 'Asia/Shanghai'

/** Customers as planning would have found them at the end of a past day, each with the duties it had by then. */
export type BookThen = { facts: CareFacts[]; tasks: PastPolicyTask[] }

/**
 * The customers with `after` < id ≤ `last` at the end of a day, judged by the rules of a policy version. What is not kept as it was:
 * orders are those known today (the ledger does not say when an order was entered); birthdays, and important dates that were changed or
 * deleted since, are looked at as they are now; the work calendar is today's; of a file whose old values were erased, today's stand. A customer that came
 * into the book later is looked at as it is now, apart from orders, tier and duties.
 */
export async function bookAsOf(
  db: Db,
  company: Company,
  at: { asOf: Day; policyVersion: number },
  after: number,
  last: number,
): Promise<BookThen> {
  const today = await factsBetween(db, after, last)
  const ids = today.map((f) => f.customerId)
  const end = endOfDay(at.asOf, zone)
  const ledgers = await ledgersOf(db, ids)
  const standings = await standingsAsOf(db, company, at, ledgers)
  const files = await filesSince(db, ids, end)
  const onRecord = await lastContactsAsOf(db, ids, at.asOf, end)
  const byTask = await contactTasksAsOf(db, ids, end)
  const noted = await datesNotedSince(db, ids, end)
  const buffer = newLedgerBuffer()
  const facts = today.map((f): CareFacts => {
    const standing = standings.get(f.customerId)
    const then = { ...f, ...ordersUntil(unpackLedger(ledgers.get(f.customerId) ?? none, buffer), dayNumber(at.asOf)), ...tierOf(standing) }
    if (files.created.has(f.customerId)) return then
    return {
      ...then,
      ...fileBefore(files.changes.get(f.customerId) ?? []),
      lastContactOn: later(onRecord.get(f.customerId) ?? null, byTask.get(f.customerId) ?? null, at.asOf),
      dates: (f.dates ?? []).filter((date) => isBirthday(date) || !noted.has(date.id)),
    }
  })
  return { facts, tasks: await policyTasksAsOf(db, ids, end) }
}

const none = new Uint8Array()

const tierOf = (s: StandingThen | undefined): Pick<CareFacts, 'tier' | 'stage' | 'tags' | 'tierChangedOn' | 'tierBefore'> => ({
  tier: s?.tier ?? null,
  stage: s?.stage ?? null,
  tags: s?.tags ?? [],
  tierChangedOn: s?.movedOn ?? null,
  tierBefore: s?.tierBefore ?? null,
})
