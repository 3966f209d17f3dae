import { Problem } from '../../../core/problem.ts'
import { type ChangeContext, change, read } from '../../../platform/action.ts'
import type { Scope } from '../../../platform/scope.ts'
import { offerUndo } from '../../../platform/undo/store.ts'
import * as contract from '../contract.ts'
import { emptyCustomer } from '../policy/blank.ts'
import { normalCreditCode } from '../policy/credit-code.ts'
import { nameIdentity } from '../policy/names.ts'
import { phonesOf } from '../policy/phones.ts'
import { type CustomerValues, columnOf, customerChanged, customerCreated, customerTagged, customerValues } from '../policy/values.ts'
import { exactDuplicates } from '../queries/duplicates.ts'
import { countCustomers as queryCount, listCustomers as queryList } from '../queries/list.ts'
import { masked, maskedColumns, readCustomer as queryOne } from '../queries/record.ts'
import { timelineOf } from '../queries/timeline.ts'
import { saveTags } from '../store/tags.ts'
import { customersInUse, insertCustomers, nextCustomerNos, reserveIds, updateCustomer } from '../store.ts'
import { definedOnly, deleteHeld, edited, requireAgent, requireOwner, soundFields, sourcesAfter } from './editing.ts'
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

export const changeCustomer = change(contract.changeCustomer, async (context, { id, version, acceptDuplicates, ...given }) => {
  const { tx, scope, now } = context
  const stored = await lockVisibleCustomer(tx, scope, id)
  const patch = definedOnly(given)
  if (stored.version !== version) throw staleProblem(stored.version, stored.values, patch, scope)
  const { before, after, fields, changed } = edited(stored, patch)
  if (fields.agentId !== before['agent_id']) await requireAgent(context, fields.agentId)
  if (fields.ownerId !== before['owner_id']) await requireOwner(tx, fields.ownerId)
  const identityMoved = fields.name !== before['name'] || fields.creditCode !== before['credit_code']
  if (identityMoved && !acceptDuplicates) await refuseDuplicates(context, fields, id)
  if (!changed) return { result: await queryOne(tx, scope, id), nothingChanged: true }
  await updateCustomer(tx, { ...stored, sources: sourcesAfter(stored, patch) }, after, now)
  return { result: await queryOne(tx, scope, id), events: [customerChanged(id, version + 1, before, after)] }
})

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

export const deleteCustomer = change(contract.deleteCustomer, async (context, { id, version }) => {
  const { tx, scope, house } = context
  const stored = await lockVisibleCustomer(tx, scope, id)
  if (stored.version !== version) throw new Problem('conflict', 'changed-meanwhile', { version: stored.version })
  if ((await customersInUse(tx, [id])).has(id)) throw new Problem('refused', 'customer-in-use')
  const [event] = await deleteHeld(tx, house, [stored])
  if (!event) return { result: { id, undoId: 0 }, nothingChanged: true }
  const facts = { name: String(stored.values['name']) }
  const undoId = await offerUndo(context, { kind: 'customers.deleteOne', facts, permission: contract.deleteCustomer.permission, rows: 1 })
  return { result: { id, undoId }, events: [event] }
})

export const setTags = change(contract.setTags, async ({ tx, scope, actor, now }, { id, add, remove }) => {
  await lockVisibleCustomer(tx, scope, id)
  const { added, removed } = (await saveTags(tx, [{ id, add, remove }], actor.name, now)).get(id) ?? { added: [], removed: [] }
  const result = await queryOne(tx, scope, id)
  if (added.length + removed.length === 0) return { result, nothingChanged: true }
  return { result, events: [customerTagged(id, added, removed)] }
})
