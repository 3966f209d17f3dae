import type { Event } from '../../core/event.ts'
import { freeCustomerNos, reserveIds, saveContacts, saveCustomers } from '../../modules/customers/actions/bulk.ts'
import { contactCreated, contactValues, customerCreated, customerTagged, customerValues } from '../../modules/customers/policy/values.ts'
import { saveTags } from '../../modules/customers/store.ts'
import { reserveOrderIds, saveOrders } from '../../modules/purchases/actions.ts'
import { orderCreated } from '../../modules/purchases/contract.ts'
import { type ChangeContext, changeMany } from '../../platform/action.ts'
import { contactFieldsOf, customerFieldsOf, orderValuesOf } from './fields.ts'
import type { Placed } from './load-people.ts'
import { present } from './random.ts'
import type { Contact, Customer, Order } from './types.ts'

/** Ids of customers of the sample, by number. */
export type CustomerIds = Readonly<Record<string, number>>

/** Some customers with all that is theirs, the people who look after them, and the customers of earlier chunks. */
export type BookChunk = {
  customers: readonly Customer[]
  contacts: readonly Contact[]
  orders: readonly Order[]
  people: Placed
  earlier: CustomerIds
}

/**
 * Customers with their people, needs, orders and credits; answers the ids of these. All of a customer comes at once, so that no tier run
 * in between takes one for somebody who never bought. An agent stands in the same chunk as those who buy through it, or in an earlier one.
 */
export const loadBook = changeMany<BookChunk, CustomerIds>('sample.book', 'company.manage', async (context, chunk) => {
  const reserved = await reserveIds(context.tx, 'customer', chunk.customers.length)
  const fresh = Object.fromEntries(chunk.customers.map(({ customerNo }, i) => [customerNo, present(reserved[i])]))
  const ids = { ...chunk.earlier, ...fresh }
  const created = await loadCustomers(context, chunk, ids)
  const tagged = await tagNeeds(context, chunk.customers, ids)
  return { result: fresh, events: [...created, ...tagged, ...(await loadOrders(context, chunk.orders, ids))] }
})

async function loadCustomers(context: ChangeContext, chunk: BookChunk, ids: CustomerIds): Promise<Event[]> {
  const { tx, now } = context
  // The series of numbers moves on, so that the next customer entered by hand follows the last of these.
  await freeCustomerNos(tx, chunk.customers.length, new Set())
  const customers = chunk.customers.map((one) => ({ id: present(ids[one.customerNo]), values: valuesOf(one, chunk.people, ids) }))
  const contacts = await contactRows(context, chunk.contacts, ids)
  await saveCustomers(tx, { created: customers, changed: [] }, now)
  await saveContacts(tx, { created: contacts, changed: [] }, now)
  return [
    ...customers.map(({ id, values }) => customerCreated(id, values)),
    ...contacts.map(({ id, customerId, values }) => contactCreated(id, customerId, values)),
  ]
}

function valuesOf(customer: Customer, people: Placed, ids: CustomerIds) {
  const { id: ownerId, unitId } = present(people[customer.ownerLogin])
  const agentId = customer.agentNo === null ? null : present(ids[customer.agentNo])
  return customerValues(customerFieldsOf(customer, { ownerId, unitId, agentId }), {
    customerNo: customer.customerNo,
    class: customer.class,
  })
}

async function contactRows({ tx }: ChangeContext, contacts: readonly Contact[], ids: CustomerIds) {
  const reserved = await reserveIds(tx, 'contact', contacts.length)
  return contacts.map((contact, i) => ({
    id: present(reserved[i]),
    customerId: present(ids[contact.customerNo]),
    values: contactValues(contactFieldsOf(contact)),
  }))
}

async function tagNeeds({ tx, actor, now }: ChangeContext, customers: readonly Customer[], ids: CustomerIds): Promise<Event[]> {
  const events: Event[] = []
  for (const { customerNo, needs } of customers) {
    if (needs.length === 0) continue
    const id = present(ids[customerNo])
    const { added } = await saveTags(tx, id, needs, [], actor.name, now)
    events.push(customerTagged(id, added, []))
  }
  return events
}

/** The customers are of this transaction, so nobody else has hold of them. */
async function loadOrders({ tx }: ChangeContext, orders: readonly Order[], ids: CustomerIds): Promise<Event[]> {
  const reserved = await reserveOrderIds(tx, orders.length)
  const created = orders.map((order, i) => ({ id: present(reserved[i]), values: orderValuesOf(order, present(ids[order.customerNo])) }))
  await saveOrders(tx, { created, changed: [] }, [...new Set(created.map(({ values }) => values.customer_id))])
  return created.map(({ id, values }) => orderCreated(id, values))
}
