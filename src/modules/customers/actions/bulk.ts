import type { Db, Tx } from '../../../platform/db/db.ts'
import type { CustomerValues } from '../policy/values.ts'
import {
  type CustomerChange,
  type CustomerKeys,
  idsWithKeys,
  refreshInBulk,
  storedCustomers,
  updateContacts,
  updateCustomers,
} from '../store/bulk.ts'
import {
  insertContacts,
  insertCustomers,
  lockCustomers,
  type NewContact,
  type NewCustomer,
  nextCustomerNos,
  type StoredCustomer,
} from '../store.ts'

export { type CustomerChange, type CustomerKeys, storedContactsAt } from '../store/bulk.ts'
export { reserveIds, type StoredContact, type StoredCustomer } from '../store.ts'

/** Customers that bear one of these keys, whoever may see them; the caller decides what may be told. */
export async function customersWithKeys(db: Db, keys: CustomerKeys, also: readonly number[] = []): Promise<StoredCustomer[]> {
  return storedCustomers(db, [...new Set([...(await idsWithKeys(db, keys)), ...also])])
}

/** The same, held until the transaction ends. Keys are compared again by the caller: a row may have changed before it was held. */
export async function lockCustomersWithKeys(tx: Tx, keys: CustomerKeys, also: readonly number[] = []): Promise<StoredCustomer[]> {
  const ids = [...new Set([...(await idsWithKeys(tx, keys)), ...also])]
  return ids.length === 0 ? [] : lockCustomers(tx, ids)
}

/** Free numbers of the company's series, none of them in `reserved`. */
export async function freeCustomerNos(tx: Tx, count: number, reserved: ReadonlySet<string>): Promise<string[]> {
  const free: string[] = []
  while (free.length < count) free.push(...(await nextCustomerNos(tx, count - free.length)).filter((no) => !reserved.has(no)))
  return free
}

export type CustomersWritten = { created: readonly NewCustomer[]; changed: readonly CustomerChange[] }

/** Writes many customers at once; the changed ones must be held. The caller records the events. */
export async function saveCustomers(tx: Tx, { created, changed }: CustomersWritten, now: Date): Promise<void> {
  await insertCustomers(tx, created, now)
  await updateCustomers(tx, changed, now)
}

export type ContactsWritten = {
  created: readonly NewContact[]
  changed: readonly { id: number; customerId: number; version: number; after: CustomerValues }[]
}

/** Writes many people at once and brings their customers (held already) in line. The caller records the events. */
export async function saveContacts(tx: Tx, { created, changed }: ContactsWritten, now: Date): Promise<void> {
  await insertContacts(tx, created, now)
  await updateContacts(tx, changed, now)
  await refreshInBulk(tx, [...new Set([...created, ...changed].map((c) => c.customerId))])
}

/** Holds these customers; answers those there are. */
export const lockCustomersById = async (tx: Tx, ids: readonly number[]): Promise<number[]> =>
  ids.length === 0 ? [] : (await lockCustomers(tx, [...new Set(ids)])).map((c) => c.id)
