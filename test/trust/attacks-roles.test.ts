import { describe, expect, test } from 'vitest'
import type { Endpoint } from '../../src/core/endpoint.ts'
import { createContact } from '../../src/modules/customers/contract/contacts.ts'
import { exportCustomers } from '../../src/modules/customers/contract/export.ts'
import * as customers from '../../src/modules/customers/contract.ts'
import { createRole } from '../../src/modules/organisation/contract.ts'
import { createOrder } from '../../src/modules/purchases/contract.ts'
import { testOffice } from '../office.ts'
import { testServer } from '../server.ts'
import { requestOf } from './arbitrary.ts'
import { personWith, untouched } from './doors.ts'

const office = await testOffice()
const server = await testServer(office)

/** Reads the whole book in one role, masked; keeps and exports their own customers in another. */
const reader = await personWith(office, 'reader', { permissions: ['customers.read', 'orders.read'], masked: true })
await office.call(createRole, {
  key: 'r_keeper',
  name: 'keeper',
  permissions: ['customers.write', 'customers.export', 'orders.write'],
  scope: 'OWN',
  masked: false,
})
await office.sql("insert into person_role values ($1, 'r_keeper')", [reader.id])

const phone = '13812348765'
const own = await office.call(customers.createCustomer, { name: '自己的客户', phone, ownerId: reader.id })
const other = await office.call(customers.createCustomer, { name: '别人的客户', phone })

async function ask(endpoint: Endpoint, input: object) {
  const sent = requestOf(endpoint, Object.entries(input))
  return server.inject({ ...sent, headers: { ...sent.headers, authorization: reader.authorization } } as never)
}

describe('A02 a permission is held with the reach of the role that grants it', () => {
  test('the whole book is read', async () => {
    for (const { id } of [own, other]) expect((await ask(customers.readCustomer, { id })).statusCode).toBe(200)
    expect((await ask(customers.countCustomers, {})).json()).toMatchObject({ count: 2 })
  })

  const changes: Record<string, (id: number, version: number) => [Endpoint, object]> = {
    'a change': (id, version) => [customers.changeCustomer, { id, version, remark: '改' }],
    'a tag': (id) => [customers.setTags, { id, add: ['NEED_TRAINING'] }],
    'a contact': (customerId) => [createContact, { customerId, name: '周敏' }],
    'an order': (customerId) => [
      createOrder,
      { orderNo: `SO-${customerId}`, customerId, orderedAt: '2026-11-01T10:00:00+08:00', netAmount: 100 },
    ],
  }
  test.each(Object.entries(changes))('%s: made to one’s own customer, refused and without trace for another’s', async (_, request) => {
    expect((await ask(...request(own.id, 1))).statusCode).toBe(200)
    const refused = await untouched(office, () => ask(...request(other.id, 1)))
    expect(refused.statusCode, refused.body).toBe(404)
  })

  test('an export holds one’s own customers only', async () => {
    const reply = await ask(exportCustomers, { format: 'csv' })
    expect(reply.json()).toMatchObject({ rows: 1 })
  })

  test('the mask goes with the role too: all is read masked, what is one’s own to keep is answered openly', async () => {
    expect((await ask(customers.readCustomer, { id: other.id })).body).not.toContain(phone)
    const kept = await ask(customers.changeCustomer, { id: own.id, version: 2, remark: '又改' })
    expect(kept.json()).toMatchObject({ phone })
  })
})
