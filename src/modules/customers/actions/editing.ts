import { invalidField, Problem } from '../../../core/problem.ts'
import type { ChangeContext } from '../../../platform/action.ts'
import type { Tx } from '../../../platform/db/db.ts'
import type { House } from '../../../platform/house.ts'
import * as contract from '../contract.ts'
import { checkCreditCode, normalCreditCode } from '../policy/credit-code.ts'
import { type CustomerValues, columnOf, customerDeleted, customerValues } from '../policy/values.ts'
import { activePerson } from '../queries/names.ts'
import { idsInScope } from '../queries.ts'
import { handTags } from '../store/tags.ts'
import { removeCustomers, type StoredCustomer } from '../store.ts'

/** A credit code of the wrong form is refused; a wrong check character needs a reason (domain §1.1). */
export function soundFields(fields: contract.CustomerFields): contract.CustomerFields {
  if (fields.creditCode === null || fields.creditCode === '') return { ...fields, creditCode: null }
  const check = checkCreditCode(fields.creditCode)
  const at = (reason: string, facts = {}) => new Problem('invalid', 'invalid-input', {}, [{ path: 'creditCode', reason, facts }])
  if (check.status === 'INVALID') throw at('credit-code-form')
  if (check.status === 'WARNING' && !fields.creditCodeNote) throw at('credit-code-check', { expected: check.expected })
  return { ...fields, creditCode: normalCreditCode(fields.creditCode) }
}

/** An agent is one of the customers in sight; whether there is another by this number is not told. */
export async function requireAgent({ tx, scope }: Pick<ChangeContext, 'tx' | 'scope'>, agentId: number | null): Promise<void> {
  if (agentId !== null && (await idsInScope(tx, scope, [agentId])).length === 0) throw invalidField('agentId', 'no-such-customer')
}

/** Whoever gets a customer is somebody who still works here. Answers their name. */
export async function requireOwner(tx: Tx, ownerId: number | null): Promise<string | null> {
  if (ownerId === null) return null
  const name = await activePerson(tx, ownerId)
  if (name === undefined) throw invalidField('ownerId', 'no-such-person')
  return name
}

const fieldsOf = (values: CustomerValues): contract.CustomerFields =>
  Object.fromEntries(contract.customerFieldNames.map((f) => [f, values[columnOf(f)] ?? null])) as contract.CustomerFields

export type Edited = { before: CustomerValues; after: CustomerValues; fields: contract.CustomerFields; changed: boolean }

/** A customer's values with some fields changed; throws what makes them unsound. */
export function edited(stored: Pick<StoredCustomer, 'values'>, patch: Partial<contract.CustomerFields>): Edited {
  const { values } = stored
  const fields = soundFields({ ...fieldsOf(values), ...patch })
  const after = customerValues(fields, { customerNo: String(values['customer_no']), class: values['class'] === 'KEY' ? 'KEY' : 'GENERAL' })
  const before = Object.fromEntries(Object.keys(after).map((k) => [k, values[k] ?? null]))
  return { before, after, fields, changed: JSON.stringify(before) !== JSON.stringify(after) }
}

/** Where values came from, without the fields a person has changed. */
export const sourcesAfter = (stored: Pick<StoredCustomer, 'sources'>, patch: object): Record<string, string> =>
  Object.fromEntries(Object.entries(stored.sources).filter(([field]) => !(field in patch)))

/** Deletes customers that are held and nothing refers to; their events keep all they were. */
export async function deleteHeld(tx: Tx, house: House, held: readonly StoredCustomer[]) {
  const ids = held.map(({ id }) => id)
  const tags = await handTags(tx, ids)
  await house.forgetCustomers(tx, ids)
  await removeCustomers(tx, ids)
  return held.map((c) => customerDeleted(c.id, c.version, c.values, tags.get(c.id)))
}

/** A patch without what was not given. */
export const definedOnly = <T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, v]) => v !== undefined)) as { [K in keyof T]: Exclude<T[K], undefined> }
