import type { Event } from '../../../core/event.ts'
import type { ChangeContext } from '../../../platform/action.ts'
import type { UndoEvent, UndoHandler } from '../../../platform/house.ts'
import { type CustomerValues, columnOf, contactChanged, contactDeleted, customerChanged, customerDeleted } from '../policy/values.ts'
import { refreshInBulk, storedContacts, updateContacts, updateCustomers } from '../store/bulk.ts'
import { customersInUse, lockCustomers, removeContacts, removeCustomers, type StoredContact, type StoredCustomer } from '../store.ts'

type Left = { id: number; reason: string }
type Stored = { id: number; version: number }

/** Parts what may be taken back from what is gone or was changed since. */
function sortOut<T extends Stored>(events: readonly UndoEvent[], stored: readonly T[], verb: string) {
  const byId = new Map(stored.map((s) => [s.id, s]))
  const left: Left[] = []
  const created: T[] = []
  const changed: { stored: T; before: CustomerValues }[] = []
  for (const e of events) {
    const now = byId.get(e.subjectId)
    if (!now) left.push({ id: e.subjectId, reason: 'gone' })
    else if (now.version !== e.subjectVersion) left.push({ id: e.subjectId, reason: 'touched-later' })
    else if (e.name === `${verb}.created`) created.push(now)
    else if (e.name === `${verb}.changed` && e.before) changed.push({ stored: now, before: e.before as CustomerValues })
    else left.push({ id: e.subjectId, reason: 'values-erased' })
  }
  return { left, created, changed }
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
  return { id: stored.id, version: stored.version + 1, after: { ...stored.values, ...before }, sources }
}

/** Takes back created and changed customers; one that changed since, or is in use, stays. */
export const undoCustomers: UndoHandler = {
  subject: 'customer',
  async undo(context, events) {
    const { tx, now } = context
    const stored = await lockCustomers(
      tx,
      events.map((e) => e.subjectId),
    )
    const { left, created, changed } = sortOut(events, stored, 'customer')
    const kept = await removeUnused(
      context,
      created.map((c) => c.id),
    )
    const back = changed.map(restored)
    await updateCustomers(tx, back, now)
    const done: Event[] = [
      ...created.filter((c) => !kept.has(c.id)).map((c) => customerDeleted(c.id, c.version, c.values)),
      ...back.map((b, i) => customerChanged(b.id, b.version, changed[i]?.stored.values ?? {}, b.after)),
    ]
    return { left: [...left, ...[...kept].map((id) => ({ id, reason: 'in-use' }))], events: done }
  },
}

/** Takes back created and changed people at customers. */
export const undoContacts: UndoHandler = {
  subject: 'contact',
  async undo({ tx, now }, events) {
    const ids = events.map((e) => e.subjectId)
    await lockCustomers(tx, [...new Set((await storedContacts(tx, ids)).map((c) => c.customerId))])
    const stored = await storedContacts(tx, ids)
    const { left, created, changed } = sortOut<StoredContact>(events, stored, 'contact')
    await removeContacts(
      tx,
      created.map((c) => c.id),
    )
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
