import { inZone } from '../../../core/instant.ts'
import { Problem } from '../../../core/problem.ts'
import { change, read } from '../../../platform/action.ts'
import * as contract from '../contract/contacts.ts'
import { birthdayIssues } from '../policy/birthdays.ts'
import { emptyContact } from '../policy/blank.ts'
import { contactChanged, contactCreated, contactDeleted, contactValues } from '../policy/values.ts'
import { listContacts as queryContacts, readContact } from '../queries/contacts.ts'
import { insertContacts, lockContact, refreshCustomers, removeContacts, reserveIds, updateContact } from '../store.ts'
import { lockVisibleCustomer } from './touch.ts'

export const listContacts = read(contract.listContacts, async ({ db, scope }, { customerId }) => ({
  rows: await queryContacts(db, scope, customerId),
}))

function soundContact(fields: contract.ContactFields, now: Date): contract.ContactFields {
  const issues = birthdayIssues(fields, inZone(now, 'Asia/Shanghai').day)
  if (issues.length > 0) throw new Problem('invalid', 'invalid-input', {}, issues)
  return fields
}

const picked = (c: contract.Contact): contract.ContactFields =>
  Object.fromEntries(contract.contactFieldNames.map((f) => [f, c[f]])) as contract.ContactFields
const defined = (given: object): Partial<contract.ContactFields> =>
  Object.fromEntries(Object.entries(given).filter(([, v]) => v !== undefined))

export const createContact = change(contract.createContact, async ({ tx, scope, now }, { customerId, ...given }) => {
  await lockVisibleCustomer(tx, scope, customerId)
  const values = contactValues(soundContact({ ...emptyContact, ...defined(given), name: given.name }, now))
  const [id = 0] = await reserveIds(tx, 'contact', 1)
  await insertContacts(tx, [{ id, customerId, values }], now)
  await refreshCustomers(tx, [customerId])
  return { result: await readContact(tx, scope, id), events: [contactCreated(id, customerId, values)] }
})

export const changeContact = change(contract.changeContact, async ({ tx, scope, now }, { id, version, ...given }) => {
  const seen = await readContact(tx, { ...scope, masked: false }, id)
  await lockVisibleCustomer(tx, scope, seen.customerId)
  const stored = await lockContact(tx, id)
  if (stored.version !== version) throw new Problem('conflict', 'changed-meanwhile', { version: stored.version })
  const after = contactValues(soundContact({ ...picked(seen), ...defined(given) }, now))
  const before = Object.fromEntries(Object.keys(after).map((k) => [k, stored.values[k] ?? null]))
  if (JSON.stringify(before) === JSON.stringify(after)) return { result: await readContact(tx, scope, id), nothingChanged: true }
  await updateContact(tx, stored, after, now)
  await refreshCustomers(tx, [stored.customerId])
  return { result: await readContact(tx, scope, id), events: [contactChanged(id, stored.customerId, version + 1, before, after)] }
})

export const deleteContact = change(contract.deleteContact, async ({ tx, scope }, { id, version }) => {
  const seen = await readContact(tx, scope, id)
  await lockVisibleCustomer(tx, scope, seen.customerId)
  const stored = await lockContact(tx, id)
  if (stored.version !== version) throw new Problem('conflict', 'changed-meanwhile', { version: stored.version })
  await removeContacts(tx, [id])
  await refreshCustomers(tx, [stored.customerId])
  return { result: { id }, events: [contactDeleted(id, stored.customerId, version, stored.values)] }
})
