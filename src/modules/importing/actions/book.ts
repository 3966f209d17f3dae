import type { Caller } from '../../../platform/action.ts'
import type { Db, Tx } from '../../../platform/db/db.ts'
import { customersWithKeys, lockCustomersWithKeys, type StoredCustomer, storedContactsAt } from '../../customers/actions/bulk.ts'
import { readPeople, readUnits } from '../../organisation/queries.ts'
import { lockOrdersByNumber, ordersByNumber, type StoredOrder } from '../../purchases/actions.ts'
import type { ImportKind } from '../contract.ts'
import type { Book, HeldContact, WantedKeys } from '../policy/book.ts'
import type { Checked } from '../policy/check.ts'
import type { Sight, Staff } from '../policy/plan.ts'

const mostPeople = 10_000

/** People by login or name, departments by name, as far as the caller's sight reaches. */
export async function loadStaff(db: Db, { scope }: Pick<Caller, 'scope'>): Promise<Staff & { unitName(id: number): string }> {
  const people = await readPeople(db, scope, { active: true, limit: mostPeople })
  const units = await readUnits(db)
  const logins = new Map(people.rows.map((p) => [p.login, p]))
  const names = Map.groupBy(people.rows, (p) => p.name)
  const unitsByName = Map.groupBy(units, (u) => u.name)
  const unitNames = new Map(units.map((u) => [u.id, u.name]))
  return {
    person(text) {
      const known = logins.get(text.toLowerCase())
      const [one, other] = known ? [known] : (names.get(text) ?? [])
      return other ? 'ambiguous' : one && { id: one.id, unitId: one.unitId }
    },
    unit(text) {
      const [one, other] = unitsByName.get(text) ?? []
      return other ? 'ambiguous' : one?.id
    },
    unitName: (id) => unitNames.get(id) ?? '',
  }
}

export const sightOf = ({ scope, actor }: Pick<Caller, 'scope' | 'actor'>): Sight => ({
  all: scope.all,
  self: actor.personId,
  isVisible: (ownerId, unitId) =>
    scope.all || (ownerId !== null && scope.ownerIds.includes(ownerId)) || (unitId !== null && scope.unitIds.includes(unitId)),
})

/** What to look up for a chunk, and how: held until the transaction ends, or only looked at. */
export type Wanted = { kind: ImportKind; rows: readonly Checked[]; keys: WantedKeys; sight: Sight; unitName(id: number): string }
type Looking = { db: Db; tx?: undefined } | { db: Db; tx: Tx }

/** Brings into the book what the rows of a chunk may mean; what is there already stays as the rows above left it. */
export async function fillBook(book: Book, looking: Looking, wanted: Wanted): Promise<void> {
  const orderNos =
    wanted.kind === 'orders'
      ? [...new Set(wanted.rows.flatMap((r) => (r.given['order_no'] === undefined ? [] : [String(r.given['order_no'])])))]
      : []
  const seen = orderNos.length > 0 ? await ordersByNumber(looking.db, orderNos) : new Map<string, StoredOrder>()
  const owners = [...new Set([...seen.values()].map((o) => o.customer_id))]
  const keys = {
    numbers: [...wanted.keys.numbers],
    creditCodes: [...wanted.keys.creditCodes],
    nameIdentities: [...wanted.keys.nameIdentities],
  }
  const customers = looking.tx ? await lockCustomersWithKeys(looking.tx, keys, owners) : await customersWithKeys(looking.db, keys, owners)
  for (const c of customers) addCustomer(book, c, wanted)
  if (wanted.kind === 'contacts') await addContacts(book, looking.db, customers)
  const orders = looking.tx && seen.size > 0 ? await lockOrdersByNumber(looking.tx, [...seen.keys()]) : seen
  for (const [no, { id, version, ...values }] of orders)
    if (!book.orders.has(no)) book.orders.set(no, { id, isNew: false, version, values, steps: [] })
}

function addCustomer(book: Book, c: StoredCustomer, { sight, unitName }: Wanted): void {
  const [owner, unit] = [c.values['owner_id'], c.values['unit_id']].map((v) => (typeof v === 'number' ? v : null))
  book.customers.add({
    id: c.id,
    isNew: false,
    version: c.version,
    values: c.values,
    steps: [],
    sources: c.sources,
    askUnit: typeof unit === 'number' ? unitName(unit) : '',
    isVisible: sight.isVisible(owner ?? null, unit ?? null),
  })
}

async function addContacts(book: Book, db: Db, customers: readonly StoredCustomer[]): Promise<void> {
  const fresh = customers.map((c) => c.id).filter((id) => !book.contacts.has(id))
  const people = Map.groupBy(await storedContactsAt(db, fresh), (p) => p.customerId)
  for (const id of fresh) {
    const held: HeldContact[] = (people.get(id) ?? []).map((p) => ({
      id: p.id,
      isNew: false,
      version: p.version,
      values: p.values,
      steps: [],
      customerId: id,
    }))
    book.contacts.set(id, held)
  }
}

/** Drops from a dry run's book what no row touched, so that it does not grow with the company's own records. */
export function slimBook(book: Book): void {
  book.customers.forgetUntouched()
  for (const [no, order] of book.orders) if (order.steps.length === 0) book.orders.delete(no)
  for (const [id, people] of book.contacts) if (people.every((p) => p.steps.length === 0)) book.contacts.delete(id)
}
