import { addDays, addMonths, type Day } from '../../core/day.ts'
import { careRulesOf } from '../../modules/care/actions/rules.ts'
import type { CareFacts } from '../../modules/care/policy/facts.ts'
import { ledgersOf } from '../../modules/care/queries/as-of.ts'
import { factsBetween, lastIdAfter } from '../../modules/care/queries.ts'
import { beginCare, lockCare } from '../../modules/care/store.ts'
import { storedContactsAt } from '../../modules/customers/actions/bulk.ts'
import { documentOf, newestVersion } from '../../modules/policies/queries.ts'
import { unpackLedger } from '../../modules/purchases/policy.ts'
import { noticeAskedOf } from '../../modules/tasks/policy/notice.ts'
import { ruleAsksOf } from '../../modules/tasks/policy/rule.ts'
import { waiveApproverOf } from '../../modules/tasks/policy/waiving.ts'
import { forgetCustomers } from '../../modules/tasks/store.ts'
import { standingsAsOf } from '../../modules/tiering/actions/as-of.ts'
import { type ChangeContext, changeMany } from '../../platform/action.ts'
import { freeContactDays } from './care-contacts.ts'
import { fateOf } from './care-fates.ts'
import { type Cast, writeYear } from './care-trail.ts'
import { type Looked, liveThrough } from './care-year.ts'
import type { CustomerIds } from './load-book.ts'
import type { Placed } from './load-people.ts'
import { present } from './random.ts'
import type { SampleCompany } from './types.ts'

/** Since when the company has kept to its policy's care. */
export const careSince = (today: Day): Day => addMonths(today, -12)

const bookAtMost = 20_000

/** Before the first customer comes: whoever plans while the book is being loaded must not take today for the first day. */
export const openCare = changeMany<Day, null>('sample.care-start', 'company.manage', async ({ tx }, today) => {
  await beginCare(tx, careSince(today))
  return { result: null, events: [] }
})

export type CareChunk = { world: SampleCompany; today: Day; people: Placed; ids: CustomerIds }

/**
 * A year of care as the policy owed it and people gave it: most of it in time, some late, postponed or released from, some left; with
 * the contacts, the decisions and the trail of all that. What was planned while the book was being loaded gives way.
 */
export const tellCare = changeMany<CareChunk, null>('sample.care', 'company.manage', async (context, chunk) => {
  const { tx, company } = context
  await lockCare(tx)
  const last = await lastIdAfter(tx, 0, bookAtMost)
  const everybody = last === undefined ? [] : await factsBetween(tx, 0, last)
  await forgetCustomers(
    tx,
    everybody.map(({ customerId }) => customerId),
  )
  const numbers = new Set(chunk.world.customers.map(({ customerNo }) => customerNo))
  const facts = everybody.filter(({ customerNo }) => numbers.has(customerNo))
  const version = present(await newestVersion(tx))
  const document = await documentOf(tx, company, version)
  const cast = await castOf(context, chunk, facts, document)
  const [since, yesterday] = [careSince(chunk.today), addDays(chunk.today, -1)]
  const plan = await careRulesOf(tx, company, version, since, since)
  const ledgers = await ledgersOf(tx, [...cast.customers.keys()])
  const told = await liveThrough(
    {
      ...{ plan, policyVersion: version, facts, contacts: new Map(cast.free), lookedAfter: cast.lookedAfter },
      ledgers: new Map([...ledgers].map(([id, bytes]) => [id, unpackLedger(bytes ?? new Uint8Array())])),
      standingsOn: (asOf) => standingsAsOf(tx, company, { asOf, policyVersion: version }, ledgers),
      decide: (duty, createdOn) => {
        const { customerNo } = present(cast.customers.get(duty.customerId))
        const known = { asks: cast.asksOf(duty.ruleId), createdOn, today: chunk.today, calendar: plan.calendar }
        const fate = fateOf(duty, customerNo, { ...known, slackness: slacknessOf(chunk, duty.assigneeId) })
        // Nobody put it off on a day on which nobody had the customer.
        const putBy = fate.postponed && cast.lookedAfter(duty.customerId, fate.postponed.at).ownerId
        return putBy === null ? { ...fate, postponed: null } : fate
      },
    },
    since,
    yesterday,
  )
  await writeYear(tx, told, cast, chunk.today)
  return { result: null, events: [] }
})

/** Everybody who plays a part, and what each rule asks of them. */
async function castOf({ tx }: ChangeContext, chunk: CareChunk, facts: readonly CareFacts[], document: object): Promise<Cast> {
  const { world, today, people, ids } = chunk
  const names = new Map(
    world.people.flatMap(({ login, name }) => (people[login] ? [[people[login].id, { id: people[login].id, name }]] : [])),
  )
  const asks = new Map<string, ReturnType<typeof ruleAsksOf>>()
  const asksOf: Cast['asksOf'] = (ruleId) => {
    const read = asks.get(ruleId) ?? ruleAsksOf(document, ruleId)
    asks.set(ruleId, read)
    return read
  }
  const customers = new Map(world.customers.map((one) => [present(ids[one.customerNo]), one]))
  const contacts = await storedContactsAt(tx, [...customers.keys()])
  return {
    customers,
    contacts: Map.groupBy(contacts, ({ customerId }) => customerId),
    free: new Map(
      facts.map((f) => [
        f.customerId,
        freeContactDays(present(customers.get(f.customerId)), f.firstOrderOn, careSince(today), addDays(today, -1)),
      ]),
    ),
    lookedAfter: lookedAfterBy(chunk),
    person: (id) => present(names.get(id)),
    headOf: headsOf(chunk),
    approver: waiveApproverOf(document),
    asksOf,
    noticeAsked: (task) => noticeAskedOf(document, { ...task, channels: asksOf(task.ruleId)?.channels ?? [] }),
  }
}

/** Whoever has a customer now had it always, but for handovers; a few have nobody since somebody left. */
function lookedAfterBy({ world, people, ids }: CareChunk): (customerId: number, on: Day) => Looked {
  const placed = (login: string): Looked => ({ ownerId: present(people[login]).id, unitId: present(people[login]).unitId })
  const now = new Map(world.customers.map(({ customerNo, ownerLogin }) => [present(ids[customerNo]), placed(ownerLogin)]))
  const moves = new Map(world.handovers.map((one) => [present(ids[one.customerNo]), one]))
  return (customerId, on) => {
    const owner = present(now.get(customerId))
    const move = moves.get(customerId)
    if (!move || (move.next && on >= move.next.on)) return owner
    return on >= move.leftOn ? { ownerId: null, unitId: owner.unitId } : placed(move.from)
  }
}

/** Three of them put things off more than the others, one hardly ever does. */
const slackness: Readonly<Record<string, number>> = { 'ding.ruohan': 5, 'zeng.haoran': 4, 'tao.jianming': 3, 'shen.zhiyuan': 0.2 }

const slacknessOf = ({ world, people }: CareChunk, personId: number | null): number =>
  slackness[world.people.find(({ login }) => people[login]?.id === personId)?.login ?? ''] ?? 1

/** Who decides for a unit when one of its people asks: its head; for the head itself, that of the branch. */
function headsOf({ world, people }: CareChunk): Cast['headOf'] {
  const heads = world.people.filter(({ posts }) => posts.includes('UNIT_HEAD'))
  const branch = present(world.people.find(({ posts }) => posts.includes('BRANCH_HEAD')))
  const at = (login: string) => present(people[login])
  return (unitId, askedBy) => {
    const head = heads.find(({ login }) => people[login]?.unitId === unitId && at(login).id !== askedBy) ?? branch
    return { id: at(head.login).id, name: head.name }
  }
}
