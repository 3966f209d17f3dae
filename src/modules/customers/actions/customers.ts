import { invalidField, Problem } from '../../../core/problem.ts'
import { type ChangeContext, change, read } from '../../../platform/action.ts'
import type { Scope } from '../../../platform/scope.ts'
import * as contract from '../contract.ts'
import { emptyCustomer } from '../policy/blank.ts'
import { checkCreditCode, normalCreditCode } from '../policy/credit-code.ts'
import { nameIdentity } from '../policy/names.ts'
import { phonesOf } from '../policy/phones.ts'
import {
  type CustomerValues,
  columnOf,
  customerChanged,
  customerCreated,
  customerDeleted,
  customerTagged,
  customerValues,
} from '../policy/values.ts'
import { exactDuplicates } from '../queries/duplicates.ts'
import { countCustomers as queryCount, listCustomers as queryList } from '../queries/list.ts'
import { masked, maskedColumns, readCustomer as queryOne } from '../queries/record.ts'
import { timelineOf } from '../queries/timeline.ts'
import { idsInScope } from '../queries.ts'
import { customersInUse, insertCustomers, nextCustomerNos, removeCustomers, reserveIds, saveTags, updateCustomer } from '../store.ts'
import { narrowed } from './narrowed.ts'
import { lockVisibleCustomer } from './touch.ts'

export const listCustomers = read(contract.listCustomers, async (context, { after, limit, sort, ...filter }) => {
  const { db, scope, house, now } = context
  const page = await queryList(db, scope, narrowed(context, filter), { sort, after, limit })
  const more = await house.customerColumns(
    db,
    page.rows.map((r) => r.id),
    now,
  )
  return { next: page.next, rows: page.rows.map((r) => ({ ...r, amount12m: null, growth: null, ...more.get(r.id) })) }
})

export const countCustomers = read(contract.countCustomers, (context, filter) =>
  queryCount(context.db, context.scope, narrowed(context, filter)),
)

export const readCustomer = read(contract.readCustomer, ({ db, scope }, { id }) => queryOne(db, scope, id))

const sensitive = /^(mobile|phone|fax|email|wechat|birthday)/

export const timeline = read(contract.timeline, async ({ db, scope }, { id, ...page }) => {
  const { rows, next } = await timelineOf(db, scope, id, page)
  const shown = (values: Record<string, unknown> | null) =>
    values && scope.masked ? Object.fromEntries(Object.entries(values).filter(([name]) => !sensitive.test(name))) : values
  return { next, rows: rows.map((r) => ({ ...r, values: shown(r.values) })) }
})

/** Phones of a cell as search knows them; what is no phone is left out here and said elsewhere. */
const digitsOf = (cell: string | null | undefined): string[] => (cell ? phonesOf(cell).phones.map((p) => p.digits) : [])

export const findDuplicates = read(contract.findDuplicates, async ({ db, scope }, { name, creditCode, phone, exceptId }) => ({
  hits: await exactDuplicates(db, scope, {
    name: name ? nameIdentity(name) : undefined,
    creditCode: creditCode ? normalCreditCode(creditCode) : undefined,
    phones: digitsOf(phone),
    exceptId,
  }),
}))

/** A credit code of the wrong form is refused; a wrong check character needs a reason (domain §1.1). */
function soundFields(fields: contract.CustomerFields): contract.CustomerFields {
  if (fields.creditCode === null || fields.creditCode === '') return { ...fields, creditCode: null }
  const check = checkCreditCode(fields.creditCode)
  const at = (reason: string, facts = {}) => new Problem('invalid', 'invalid-input', {}, [{ path: 'creditCode', reason, facts }])
  if (check.status === 'INVALID') throw at('credit-code-form')
  if (check.status === 'WARNING' && !fields.creditCodeNote) throw at('credit-code-check', { expected: check.expected })
  return { ...fields, creditCode: normalCreditCode(fields.creditCode) }
}

/** An agent is one of the customers in sight; whether there is another by this number is not told. */
async function requireAgent({ tx, scope }: ChangeContext, agentId: number | null): Promise<void> {
  if (agentId !== null && (await idsInScope(tx, scope, [agentId])).length === 0) throw invalidField('agentId', 'no-such-customer')
}

async function refuseDuplicates({ tx, scope }: ChangeContext, fields: contract.CustomerFields, exceptId?: number): Promise<void> {
  const hits = await exactDuplicates(tx, scope, {
    name: nameIdentity(fields.name),
    creditCode: fields.creditCode ?? undefined,
    phones: [],
    exceptId,
  })
  const first = hits[0]
  if (!first) return
  throw new Problem('conflict', first.customer ? 'duplicate-customer' : 'duplicate-out-of-sight', {
    by: first.by,
    name: first.customer?.name ?? '',
    customerNo: first.customer?.customerNo ?? '',
    customerId: first.customer?.id ?? null,
    unit: first.askUnit ?? '',
  })
}

export const createCustomer = change(contract.createCustomer, async (context, { acceptDuplicates, customerNo, ...given }) => {
  const { tx, scope, now, actor } = context
  const owner = given.ownerId === undefined && !scope.all ? actor.personId : (given.ownerId ?? null)
  const fields = soundFields({ ...emptyCustomer, ...definedOnly(given), name: given.name, ownerId: owner })
  await requireAgent(context, fields.agentId)
  if (!acceptDuplicates) await refuseDuplicates(context, fields)
  const [id = 0] = await reserveIds(tx, 'customer', 1)
  const no = customerNo ?? (await nextCustomerNos(tx, 1))[0] ?? ''
  const values = customerValues(fields, { customerNo: no, class: 'GENERAL' })
  await insertCustomers(tx, [{ id, values }], now)
  return { result: await queryOne(tx, scope, id), events: [customerCreated(id, values)] }
})

const definedOnly = <T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, v]) => v !== undefined)) as { [K in keyof T]: Exclude<T[K], undefined> }

export const changeCustomer = change(contract.changeCustomer, async (context, { id, version, acceptDuplicates, ...given }) => {
  const { tx, scope, now } = context
  const stored = await lockVisibleCustomer(tx, scope, id)
  const before = stored.values
  const patch = definedOnly(given)
  if (stored.version !== version) throw staleProblem(stored.version, before, patch, scope)
  const seen = await queryOne(tx, { ...scope, masked: false }, id)
  const fields = soundFields({ ...pickFields(seen), ...patch })
  if (fields.agentId !== seen.agentId) await requireAgent(context, fields.agentId)
  const identityMoved = fields.name !== seen.name || fields.creditCode !== seen.creditCode
  if (identityMoved && !acceptDuplicates) await refuseDuplicates(context, fields, id)
  const after = customerValues(fields, { customerNo: seen.customerNo, class: seen.class })
  if (JSON.stringify(after) === JSON.stringify(sameOrder(before, after)))
    return { result: await queryOne(tx, scope, id), nothingChanged: true }
  for (const field of Object.keys(patch)) delete stored.sources[field]
  await updateCustomer(tx, stored, after, now)
  return { result: await queryOne(tx, scope, id), events: [customerChanged(id, version + 1, sameOrder(before, after), after)] }
})

const sameOrder = (values: CustomerValues, like: CustomerValues): CustomerValues =>
  Object.fromEntries(Object.keys(like).map((k) => [k, values[k] ?? null]))

const pickFields = (c: contract.Customer): contract.CustomerFields =>
  Object.fromEntries(contract.customerFieldNames.map((f) => [f, c[f]])) as contract.CustomerFields

/**
 * Both values of every field in question, so that the second person can compare and choose. What they see masked stays masked,
 * and is listed whether it differs or not: else it could be guessed.
 */
function staleProblem(version: number, current: CustomerValues, wanted: object, scope: Scope): Problem {
  const issues = Object.entries(wanted).flatMap(([field, value]) => {
    const column = columnOf(field)
    const isMasked = scope.masked && maskedColumns.includes(column)
    const stored = current[column] ?? null
    if (stored === value && !isMasked) return []
    const theirs = isMasked ? masked(stored) : stored
    return [{ path: field, reason: 'changed-meanwhile', facts: { theirs, yours: value as string | number | null } }]
  })
  return new Problem('conflict', 'changed-meanwhile', { version }, issues)
}

export const deleteCustomer = change(contract.deleteCustomer, async ({ tx, scope, house }, { id, version }) => {
  const stored = await lockVisibleCustomer(tx, scope, id)
  if (stored.version !== version) throw new Problem('conflict', 'changed-meanwhile', { version: stored.version })
  if ((await customersInUse(tx, [id])).has(id)) throw new Problem('refused', 'customer-in-use')
  await house.forgetCustomers(tx, [id])
  await removeCustomers(tx, [id])
  return { result: { id }, events: [customerDeleted(id, version, stored.values)] }
})

export const setTags = change(contract.setTags, async ({ tx, scope, actor, now }, { id, add, remove }) => {
  await lockVisibleCustomer(tx, scope, id)
  const { added, removed } = await saveTags(tx, id, [...new Set(add)], remove, actor.name, now)
  const result = await queryOne(tx, scope, id)
  if (added.length + removed.length === 0) return { result, nothingChanged: true }
  return { result, events: [customerTagged(id, added, removed)] }
})
