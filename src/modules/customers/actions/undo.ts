import type { Event } from '../../../core/event.ts'
import type { ChangeContext } from '../../../platform/action.ts'
import type { Db } from '../../../platform/db/db.ts'
import type { UndoEvent, UndoHandler, UndoLeft } from '../../../platform/house.ts'
import {
  type CustomerValues,
  columnOf,
  contactChanged,
  contactDeleted,
  customerChanged,
  customerDeleted,
  customerRestored,
  customerTagged,
} from '../policy/values.ts'
import { contactNames, customerNames } from '../queries/names.ts'
import { idsWithKeys, refreshInBulk, storedContacts, storedCustomers, updateContacts, updateCustomers } from '../store/bulk.ts'
import { handTags, saveTags } from '../store/tags.ts'
import {
  customersInUse,
  insertCustomers,
  lockCustomers,
  type NewCustomer,
  removeContacts,
  removeCustomers,
  type StoredContact,
  type StoredCustomer,
} from '../store.ts'

type Stored = { id: number; version: number }

/** Parts what may be taken back from what is gone or was changed since. */
function sortOut<T extends Stored>(events: readonly UndoEvent[], stored: readonly T[], verb: string) {
  const byId = new Map(stored.map((s) => [s.id, s]))
  const left: UndoLeft[] = []
  const created: T[] = []
  const changed: { stored: T; before: CustomerValues }[] = []
  const deleted: (Stored & { values: CustomerValues; tags: string[] })[] = []
  for (const e of events) {
    const now = byId.get(e.subjectId)
    const leave = (reason: string) => left.push({ id: e.subjectId, reason })
    if (e.name === `${verb}.deleted`) {
      if (now) leave('touched-later')
      else if (!e.before) leave('values-erased')
      else deleted.push(goneAs(e.subjectId, (e.subjectVersion ?? 0) + 1, e.before))
    } else if (!now) leave('gone')
    else if (now.version !== e.subjectVersion) leave('touched-later')
    else if (e.name === `${verb}.created`) created.push(now)
    else if (e.name === `${verb}.changed` && e.before) changed.push({ stored: now, before: e.before as CustomerValues })
    else leave('values-erased')
  }
  return { left, created, changed, deleted }
}

/** What was deleted, as its event tells it; `tags` stand beside the values. */
function goneAs(id: number, version: number, { tags, ...values }: Record<string, unknown>) {
  return { id, version, values: values as CustomerValues, tags: Array.isArray(tags) ? tags.map(String) : [] }
}

/** Removes customers nothing refers to, in rounds: an agent goes once its own customers went. Answers those that stay. */
async function removeUnused({ tx, house }: ChangeContext, ids: readonly number[]): Promise<Set<number>> {
  let rest = [...ids]
  while (rest.length > 0) {
    const inUse = await customersInUse(tx, rest)
    const free = rest.filter((id) => !inUse.has(id))
    if (free.length === 0) break
    await house.forgetCustomers(tx, free)
    await removeCustomers(tx, free)
    rest = rest.filter((id) => inUse.has(id))
  }
  return new Set(rest)
}

const restored = ({ stored, before }: { stored: StoredCustomer; before: CustomerValues }) => {
  const undone = new Set(Object.keys(before))
  const sources = Object.fromEntries(Object.entries(stored.sources).filter(([field]) => !undone.has(columnOf(field))))
  return { id: stored.id, version: stored.version + 1, before: stored.values, after: { ...stored.values, ...before }, sources }
}

/** Deleted customers whose number was given to another since, or whose agent is gone, stay away. */
async function comeBack(db: Db, deleted: readonly Required<Pick<NewCustomer, 'id' | 'values'>>[]): Promise<UndoLeft[]> {
  const { numbers, ids } = await takenOf(db, deleted)
  const back = new Set(deleted.map(({ id }) => id))
  return deleted.flatMap(({ id, values }): UndoLeft[] => {
    if (numbers.has(String(values['customer_no']))) return [{ id, reason: 'number-taken' }]
    const agent = values['agent_id']
    return typeof agent === 'number' && !ids.has(agent) && !back.has(agent) ? [{ id, reason: 'customer-gone' }] : []
  })
}

async function takenOf(db: Db, deleted: readonly { values: CustomerValues }[]) {
  const agents = deleted.flatMap(({ values }) => (typeof values['agent_id'] === 'number' ? [values['agent_id']] : []))
  const wanted = deleted.map(({ values }) => String(values['customer_no']))
  const numbered = await idsWithKeys(db, { numbers: wanted, creditCodes: [], nameIdentities: [] })
  const there = await storedCustomers(db, [...numbered, ...agents])
  return { numbers: new Set(there.map((c) => String(c.values['customer_no']))), ids: new Set(there.map((c) => c.id)) }
}

async function sortOutCustomers(db: Db, events: readonly UndoEvent[], stored: readonly StoredCustomer[]) {
  const { left, deleted, ...rest } = sortOut(events, stored, 'customer')
  const away = await comeBack(db, deleted)
  const stays = new Set(away.map(({ id }) => id))
  return { ...rest, left: [...left, ...away], deleted: deleted.filter(({ id }) => !stays.has(id)) }
}

const subjects = (events: readonly UndoEvent[]): number[] => events.map((e) => e.subjectId)

/** Takes back created, changed and deleted customers; one that changed since, or is in use, stays. */
export const undoCustomers: UndoHandler = {
  subject: 'customer',
  labels: customerNames,
  async look(db, events) {
    const { left, created } = await sortOutCustomers(db, events, await storedCustomers(db, subjects(events)))
    const inUse = created.length === 0 ? [] : await customersInUse(db, subjectIds(created))
    return [...left, ...[...inUse].map((id) => ({ id, reason: 'in-use' }))]
  },
  async undo(context, events) {
    const { tx, actor, now } = context
    const { left, created, changed, deleted } = await sortOutCustomers(tx, events, await lockCustomers(tx, subjects(events)))
    const kept = await removeUnused(context, subjectIds(created))
    const back = changed.map(restored)
    await updateCustomers(tx, back, now)
    await insertCustomers(tx, deleted, now)
    await saveTags(
      tx,
      deleted.map(({ id, tags }) => ({ id, add: tags, remove: [] })),
      actor.name,
      now,
    )
    const done: Event[] = [
      ...created.filter((c) => !kept.has(c.id)).map((c) => customerDeleted(c.id, c.version, c.values)),
      ...back.map((b) => customerChanged(b.id, b.version, b.before, b.after)),
      ...deleted.map((d) => customerRestored(d.id, d.version, d.values)),
    ]
    return { left: [...left, ...[...kept].map((id) => ({ id, reason: 'in-use' }))], events: done }
  },
}

const subjectIds = (stored: readonly { id: number }[]): number[] => stored.map(({ id }) => id)

/** Takes back created and changed people at customers. */
export const undoContacts: UndoHandler = {
  subject: 'contact',
  labels: contactNames,
  look: async (db, events) => sortOutContacts(events, await storedContacts(db, subjects(events))).left,
  async undo({ tx, now }, events) {
    const ids = subjects(events)
    await lockCustomers(tx, [...new Set((await storedContacts(tx, ids)).map((c) => c.customerId))])
    const { left, created, changed } = sortOutContacts(events, await storedContacts(tx, ids))
    await removeContacts(tx, subjectIds(created))
    const back = changed.map(({ stored: c, before }) => ({
      id: c.id,
      customerId: c.customerId,
      version: c.version + 1,
      before: c.values,
      after: { ...c.values, ...before },
    }))
    await updateContacts(tx, back, now)
    await refreshInBulk(tx, [...new Set([...created, ...back].map((c) => c.customerId))])
    const done = [
      ...created.map((c) => contactDeleted(c.id, c.customerId, c.version, c.values)),
      ...back.map((b) => contactChanged(b.id, b.customerId, b.version, b.before, b.after)),
    ]
    return { left, events: done }
  },
}

/** A deleted person at a customer does not come back this way: only whole customers are deleted as a whole. */
function sortOutContacts(events: readonly UndoEvent[], stored: readonly StoredContact[]) {
  const { deleted, left, ...rest } = sortOut(events, stored, 'contact')
  return { ...rest, left: [...left, ...deleted.map(({ id }) => ({ id, reason: 'gone' }))] }
}

type TagsOf = { id: number; add: string[]; remove: string[] }

const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [])

/** Takes tags off that came and puts back those that went; a customer whose tags are not as they were left then stays. */
async function sortOutTags(db: Db, events: readonly UndoEvent[]): Promise<{ left: UndoLeft[]; back: TagsOf[] }> {
  const there = await customerNames(db, subjects(events))
  const tags = await handTags(db, subjects(events))
  const left: UndoLeft[] = []
  const back: TagsOf[] = []
  for (const { subjectId: id, before, after } of events) {
    const [add, remove] = [texts(before?.['tags']), texts(after?.['tags'])]
    const has = new Set(tags.get(id))
    if (!there.has(id)) left.push({ id, reason: 'gone' })
    else if (add.length + remove.length === 0) left.push({ id, reason: 'values-erased' })
    else if (add.some((tag) => has.has(tag)) || remove.some((tag) => !has.has(tag))) left.push({ id, reason: 'touched-later' })
    else back.push({ id, add, remove })
  }
  return { left, back }
}

/** Takes back tags written and removed by hand. */
export const undoTags: UndoHandler = {
  subject: 'customer-tags',
  labels: customerNames,
  look: async (db, events) => (await sortOutTags(db, events)).left,
  async undo({ tx, actor, now }, events) {
    await lockCustomers(tx, subjects(events))
    const { left, back } = await sortOutTags(tx, events)
    const moved = await saveTags(tx, back, actor.name, now)
    return { left, events: [...moved].map(([id, { added, removed }]) => customerTagged(id, added, removed)) }
  },
}
