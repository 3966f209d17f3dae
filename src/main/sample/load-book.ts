import { addDays, type Day } from '../../core/day.ts'
import type { Event } from '../../core/event.ts'
import { customerDateCreated } from '../../modules/care/contract/dates.ts'
import { insertDate } from '../../modules/care/store/dates.ts'
import { freeCustomerNos, reserveIds, saveContacts, saveCustomers } from '../../modules/customers/actions/bulk.ts'
import {
  type CustomerValues,
  contactCreated,
  contactValues,
  customerChanged,
  customerCreated,
  customerTagged,
  customerValues,
} from '../../modules/customers/policy/values.ts'
import { saveTags } from '../../modules/customers/store/tags.ts'
import { reserveOrderIds, saveOrders } from '../../modules/purchases/actions.ts'
import { orderCreated } from '../../modules/purchases/contract.ts'
import { type ChangeContext, changeMany } from '../../platform/action.ts'
import type { Told } from '../../platform/record.ts'
import { contactFieldsOf, customerFieldsOf, orderValuesOf } from './fields.ts'
import type { Placed } from './load-people.ts'
import { people as everybody } from './people.ts'
import { present } from './random.ts'
import { at, tellAll, toldBy, type Who } from './told.ts'
import type { Contact, Customer, Handover, ImportantDay, Order } from './types.ts'

/** Ids of customers of the sample, by number. */
export type CustomerIds = Readonly<Record<string, number>>

/** Some customers with all that is theirs, the people who look after them, and the customers of earlier chunks. */
export type BookChunk = {
  customers: readonly Customer[]
  contacts: readonly Contact[]
  orders: readonly Order[]
  handovers: readonly Handover[]
  importantDays: readonly ImportantDay[]
  people: Placed
  earlier: CustomerIds
}

/**
 * Customers with their people, needs, days that matter, orders and credits; answers the ids of these. Files were opened by whoever had the
 * customer first, on the day of the first contact; orders come with the load. All of a customer comes at once, so that no tier run in
 * between takes one for somebody who never bought. An agent stands in the same chunk as those who buy through it, or in an earlier one.
 */
export const loadBook = changeMany<BookChunk, CustomerIds>('sample.book', 'company.manage', async (context, chunk) => {
  const { tx } = context
  const reserved = await reserveIds(tx, 'customer', chunk.customers.length)
  const fresh = Object.fromEntries(chunk.customers.map(({ customerNo }, i) => [customerNo, present(reserved[i])]))
  const book: Book = { ...chunk, ids: { ...chunk.earlier, ...fresh } }
  // The series of numbers moves on, so that the next customer entered by hand follows the last of these.
  await freeCustomerNos(tx, chunk.customers.length, new Set())
  const told = [
    ...(await openFiles(context, book)),
    ...(await tagNeeds(context, book)),
    ...(await handOver(context, book)),
    ...(await noteDays(context, book)),
  ]
  await tellAll(tx, told)
  return { result: fresh, events: await loadOrders(context, chunk.orders, book.ids) }
})

type Book = BookChunk & { ids: CustomerIds }

const opensAt = 9 * 60 + 30

const handoverOf = ({ handovers }: Book, { customerNo }: Customer) => handovers.find((one) => one.customerNo === customerNo)
/** Who opened the file. */
const firstOwner = (book: Book, customer: Customer): string => handoverOf(book, customer)?.from ?? customer.ownerLogin

const whoIs = ({ people }: Book, login: string): Who => ({
  id: present(people[login]).id,
  name: present(everybody.find((person) => person.login === login)).name,
})

/** Files that were opened in the same month are written at once; those of agents first, to whom others point. */
async function openFiles({ tx }: ChangeContext, book: Book): Promise<Told[]> {
  const told: Told[] = []
  const months = Map.groupBy(book.customers, ({ firstContactOn, type }) => (type === 'AGENT' ? '' : firstContactOn.slice(0, 7)))
  for (const [, opened] of [...months].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const numbers = new Map(opened.map((one) => [one.customerNo, one]))
    const customers = opened.map((one) => ({ id: present(book.ids[one.customerNo]), values: valuesOf(one, firstOwner(book, one), book) }))
    const contacts = await contactRows(
      tx,
      book.contacts.filter(({ customerNo }) => numbers.has(customerNo)),
      book.ids,
    )
    const when = at([...opened.map(({ firstContactOn }) => firstContactOn)].sort()[0] ?? '', opensAt)
    await saveCustomers(tx, { created: customers, changed: [] }, when)
    await saveContacts(tx, { created: contacts, changed: [] }, when)
    const opener = (customer: Customer, event: Event) =>
      toldBy(whoIs(book, firstOwner(book, customer)), at(customer.firstContactOn, opensAt), event)
    for (const [i, { id, values }] of customers.entries()) told.push(opener(present(opened[i]), customerCreated(id, values)))
    for (const { id, customerId, values, customerNo } of contacts) {
      told.push(opener(present(numbers.get(customerNo)), contactCreated(id, customerId, values)))
    }
  }
  return told
}

function valuesOf(customer: Customer, ownerLogin: string | null, { people, ids }: Book): CustomerValues {
  const placed = ownerLogin === null ? null : present(people[ownerLogin])
  const { unitId } = present(people[customer.ownerLogin])
  const agentId = customer.agentNo === null ? null : present(ids[customer.agentNo])
  const fields = customerFieldsOf(customer, { ownerId: placed?.id ?? null, unitId: placed?.unitId ?? unitId, agentId })
  return customerValues(fields, { customerNo: customer.customerNo, class: customer.class })
}

async function contactRows(tx: ChangeContext['tx'], contacts: readonly Contact[], ids: CustomerIds) {
  const reserved = await reserveIds(tx, 'contact', contacts.length)
  return contacts.map((contact, i) => ({
    id: present(reserved[i]),
    customerNo: contact.customerNo,
    customerId: present(ids[contact.customerNo]),
    values: contactValues(contactFieldsOf(contact)),
  }))
}

async function tagNeeds({ tx }: ChangeContext, book: Book): Promise<Told[]> {
  const told: Told[] = []
  for (const customer of book.customers) {
    if (customer.needs.length === 0) continue
    const id = present(book.ids[customer.customerNo])
    const [who, when] = [whoIs(book, firstOwner(book, customer)), at(addDays(customer.firstContactOn, 2), opensAt)]
    const { added } = (await saveTags(tx, [{ id, add: customer.needs, remove: [] }], who.name, when)).get(id) ?? { added: [] }
    told.push(toldBy(who, when, customerTagged(id, added, [])))
  }
  return told
}

/** Who takes a customer over enters it; days before, the one who left gave it back. What nobody took over was given back alone. */
async function handOver({ tx }: ChangeContext, book: Book): Promise<Told[]> {
  const told: Told[] = []
  for (const { customerNo, from, leftOn, next } of book.handovers) {
    const customer = present(book.customers.find((one) => one.customerNo === customerNo))
    const id = present(book.ids[customerNo])
    const given: [Day, string, string | null][] = next?.on === leftOn ? [] : [[leftOn, from, null]]
    const steps: [Day, string, string | null][] = next ? [...given, [next.on, next.to, next.to]] : given
    let before = valuesOf(customer, from, book)
    for (const [i, [day, by, owner]] of steps.entries()) {
      const after = valuesOf(customer, owner, book)
      await saveCustomers(tx, { created: [], changed: [{ id, version: 2 + i, after, sources: {} }] }, at(day, opensAt))
      told.push(toldBy(whoIs(book, by), at(day, opensAt), customerChanged(id, 2 + i, before, after)))
      before = after
    }
  }
  return told
}

async function noteDays({ tx }: ChangeContext, book: Book): Promise<Told[]> {
  const told: Told[] = []
  for (const { customerNo, monthDay, ...values } of book.importantDays) {
    const customer = present(book.customers.find((one) => one.customerNo === customerNo))
    const customerId = present(book.ids[customerNo])
    const [who, when] = [whoIs(book, firstOwner(book, customer)), at(addDays(customer.firstContactOn, 20), opensAt)]
    const noted = { ...values, month_day: monthDay }
    const id = await insertDate(tx, customerId, noted, when)
    told.push(toldBy(who, when, customerDateCreated(id, customerId, noted)))
  }
  return told
}

/** The customers are of this transaction, so nobody else has hold of them. */
async function loadOrders({ tx }: ChangeContext, orders: readonly Order[], ids: CustomerIds): Promise<Event[]> {
  const reserved = await reserveOrderIds(tx, orders.length)
  const created = orders.map((order, i) => ({ id: present(reserved[i]), values: orderValuesOf(order, present(ids[order.customerNo])) }))
  await saveOrders(tx, { created, changed: [] }, [...new Set(created.map(({ values }) => values.customer_id))])
  return created.map(({ id, values }) => orderCreated(id, values))
}
