import type { Event } from '../../core/event.ts'
import { freeCustomerNos, reserveIds, saveContacts, saveCustomers } from '../../modules/customers/actions/bulk.ts'
import { lockVisibleCustomers } from '../../modules/customers/actions/touch.ts'
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

export type CustomerChunk = { customers: readonly Customer[]; contacts: readonly Contact[]; people: Placed; earlier: CustomerIds }

/**
 * Customers with their people and their needs; answers the ids of these. An agent stands in the same chunk as those who buy through
 * it, or in an earlier one.
 */
export const loadCustomers = changeMany<CustomerChunk, CustomerIds>('sample.customers', 'company.manage', async (context, chunk) => {
  const { tx, now } = context
  const reserved = await reserveIds(tx, 'customer', chunk.customers.length)
  const fresh = Object.fromEntries(chunk.customers.map(({ customerNo }, i) => [customerNo, present(reserved[i])]))
  const ids = { ...chunk.earlier, ...fresh }
  // The series of numbers moves on, so that the next customer entered by hand follows the last of these.
  await freeCustomerNos(tx, chunk.customers.length, new Set())
  const customers = chunk.customers.map((customer) => ({
    id: present(ids[customer.customerNo]),
    values: valuesOf(customer, chunk.people, ids),
  }))
  const contacts = await contactRows(context, chunk.contacts, ids)
  await saveCustomers(tx, { created: customers, changed: [] }, now)
  await saveContacts(tx, { created: contacts, changed: [] }, now)
  const created = customers.map(({ id, values }) => customerCreated(id, values))
  const told = contacts.map(({ id, customerId, values }) => contactCreated(id, customerId, values))
  return { result: fresh, events: [...created, ...told, ...(await tagNeeds(context, chunk.customers, ids))] }
})

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

export type OrderChunk = { customerIds: CustomerIds; orders: readonly Order[] }

/** All orders and credits of these customers, and what follows from them. */
export const loadOrders = changeMany<OrderChunk, number>('sample.orders', 'company.manage', async ({ tx, scope }, chunk) => {
  const customerIds = [...new Set(chunk.orders.map(({ customerNo }) => present(chunk.customerIds[customerNo])))]
  await lockVisibleCustomers(tx, scope, customerIds)
  const ids = await reserveOrderIds(tx, chunk.orders.length)
  const orders = chunk.orders.map((order, i) => ({
    id: present(ids[i]),
    values: orderValuesOf(order, present(chunk.customerIds[order.customerNo])),
  }))
  await saveOrders(tx, { created: orders, changed: [] }, customerIds)
  return { result: orders.length, events: orders.map(({ id, values }) => orderCreated(id, values)) }
})
