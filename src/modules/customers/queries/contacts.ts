import { found } from '../../../core/problem.ts'
import type { Db } from '../../../platform/db/db.ts'
import type { Scope } from '../../../platform/scope.ts'
import { type Contact, contactFieldNames } from '../contract/contacts.ts'
import { columnOf } from '../policy/values.ts'
import { customersInScope, requireInScope } from '../queries.ts'
import { masked } from './record.ts'

export async function listContacts(db: Db, scope: Scope, customerId: number): Promise<Contact[]> {
  await requireInScope(db, scope, customerId)
  const columns = contactFieldNames.map((f) => `k.${columnOf(f)} as ${f}` as 'k.name')
  const rows = await db
    .selectFrom('contact as k')
    .select(columns)
    .select(['k.id', 'k.customer_id as customerId', 'k.version'])
    .where('k.customer_id', '=', customerId)
    .orderBy('k.id')
    .execute()
  return rows.map((r) => toContact(r as unknown as Omit<Contact, 'masked'>, scope))
}

export async function readContact(db: Db, scope: Scope, id: number): Promise<Contact> {
  const customerId = await customerOfContact(db, scope, id)
  return found(
    (await listContacts(db, scope, customerId)).find((c) => c.id === id),
    'contact',
  )
}

/** One out of sight and one that is missing are the same answer. */
async function customerOfContact(db: Db, scope: Scope, id: number): Promise<number> {
  const row = await db
    .selectFrom('contact as k')
    .innerJoin('customer as c', 'c.id', 'k.customer_id')
    .select('k.customer_id')
    .where('k.id', '=', id)
    .where(customersInScope(scope, 'c'))
    .executeTakeFirst()
  return found(row, 'contact').customer_id
}

const toContact = (c: Omit<Contact, 'masked'>, scope: Scope): Contact =>
  scope.masked
    ? {
        ...c,
        mobile: masked(c.mobile),
        phone: masked(c.phone),
        email: c.email === null ? null : '***',
        wechat: c.wechat === null ? null : '***',
        birthday: null,
        masked: true,
      }
    : { ...c, masked: false }
