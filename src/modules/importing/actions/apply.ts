import type { Event } from '../../../core/event.ts'
import { inZone } from '../../../core/instant.ts'
import { type ChangeContext, changeMany } from '../../../platform/action.ts'
import type { Tx } from '../../../platform/db/db.ts'
import { countChanged } from '../../../platform/undo/store.ts'
import { freeCustomerNos, reserveIds, saveContacts, saveCustomers } from '../../customers/actions/bulk.ts'
import { type CustomerValues, contactChanged, contactCreated, customerChanged, customerCreated } from '../../customers/policy/values.ts'
import { reserveOrderIds, saveOrders } from '../../purchases/actions.ts'
import { orderChanged, orderCreated } from '../../purchases/contract.ts'
import type { ImportCounts, ImportKind, ImportMode } from '../contract.ts'
import { type Book, emptyBook, type Held, type HeldContact, type HeldCustomer } from '../policy/book.ts'
import type { Checked, RowReader } from '../policy/check.ts'
import { type FailedRow, type FirstRows, noCounts, type PlanContext, planRows, wantedKeys } from '../policy/plan.ts'
import { planContact } from '../policy/plan-contacts.ts'
import { planCustomer } from '../policy/plan-customers.ts'
import { planOrder } from '../policy/plan-orders.ts'
import { addToImport, lockImporting } from '../store.ts'
import { fillBook, loadStaff, sightOf, slimBook } from './book.ts'

/** Rows of one chunk, read already, and what an import as a whole knows. */
export type Chunk = {
  importId: number
  kind: ImportKind
  mode: ImportMode
  createCustomers: boolean
  reader: RowReader
  firsts: FirstRows
  rows: readonly Checked[]
}
export type Applied = { counts: ImportCounts; failed: FailedRow[] }

const planners = { customers: planCustomer, contacts: planContact, orders: planOrder }
type Ids = PlanContext['nextId']
type Planned = Applied & { mentions: PlanContext['mentions'] }

async function plan(
  chunk: Chunk,
  book: Book,
  nextId: Ids,
  context: Pick<ChangeContext, 'scope' | 'actor' | 'now'>,
  looking: Parameters<typeof fillBook>[1],
): Promise<Planned> {
  const sight = sightOf(context)
  const staff = await loadStaff(looking.db, context)
  await fillBook(book, looking, {
    kind: chunk.kind,
    rows: chunk.rows,
    keys: wantedKeys(chunk.kind, chunk.rows, chunk.reader, chunk.firsts),
    sight,
    unitName: staff.unitName,
  })
  let customersMade = 0
  const counting: Ids = (of) => {
    if (of === 'customer' && chunk.kind === 'orders') customersMade++
    return nextId(of)
  }
  const mentions: PlanContext['mentions'] = []
  const today = inZone(context.now, 'Asia/Shanghai').day
  const { counts, failed } = planRows(chunk.rows, { ...chunk, book, staff, sight, today, nextId: counting, mentions }, planners[chunk.kind])
  return { counts: { ...counts, customersCreated: customersMade }, failed, mentions }
}

/** Checks a chunk against the company's records and writes it, its failures and its counts: all in the caller's transaction. */
export const applyRows = changeMany<Chunk, Applied>('importing.apply', 'customers.import', async (context, chunk) => {
  const { tx, now } = context
  await lockImporting(tx)
  const book = emptyBook()
  const planned = await plan(chunk, book, await takeIds(tx, chunk), context, { db: tx, tx })
  await numberCustomers(tx, book, planned.mentions)
  const customers = book.customers.touched()
  const contacts = [...book.contacts.values()].flat().filter((p) => p.steps.length > 0)
  await saveCustomers(tx, customersWritten(customers), now)
  if (contacts.length > 0) await saveContacts(tx, contactsWritten(contacts), now)
  const orderEvents = await writeOrders(tx, book)
  await addToImport(tx, chunk.importId, planned.counts, planned.failed)
  await countChanged(tx, chunk.importId, planned.counts.new + planned.counts.changed + planned.counts.customersCreated)
  const events = [
    ...eventsOf(customers, (c, s) =>
      s.before ? customerChanged(c.id, s.version, s.before, s.after) : customerCreated(c.id, filled(s.after)),
    ),
    ...eventsOf(contacts, (p, s) =>
      s.before ? contactChanged(p.id, p.customerId, s.version, s.before, s.after) : contactCreated(p.id, p.customerId, filled(s.after)),
    ),
    ...orderEvents,
  ]
  return { result: { counts: planned.counts, failed: planned.failed }, events }
})

/** A new record's event names what the record holds, not the fields left empty. */
function filled(values: CustomerValues): CustomerValues {
  const held: CustomerValues = {}
  for (const [column, value] of Object.entries(values)) if (value !== null) held[column] = value
  return held
}

const eventsOf = <H extends Held<unknown>>(held: readonly H[], event: (held: H, step: H['steps'][number]) => Event): Event[] =>
  held.flatMap((h) => h.steps.map((s) => event(h, s)))

async function takeIds(tx: Tx, { kind, rows, createCustomers }: Chunk): Promise<Ids> {
  const ids = {
    customer: kind === 'customers' || (kind === 'orders' && createCustomers) ? await reserveIds(tx, 'customer', rows.length) : [],
    contact: kind === 'contacts' ? await reserveIds(tx, 'contact', rows.length) : [],
    order: kind === 'orders' ? await reserveOrderIds(tx, rows.length) : [],
  }
  return (of) => {
    const id = ids[of].shift()
    if (id === undefined) throw new Error(`no ${of} id left for this chunk`)
    return id
  }
}

/** Gives new customers without a number the next of the company's series, in the order of the rows. */
async function numberCustomers(tx: Tx, book: Book, mentions: PlanContext['mentions']): Promise<void> {
  const fresh = book.customers.touched().filter((c) => c.isNew)
  const unnumbered = fresh.filter((c) => c.values['customer_no'] === null)
  if (unnumbered.length === 0) return
  const named = new Set(fresh.flatMap((c) => (typeof c.values['customer_no'] === 'string' ? [c.values['customer_no']] : [])))
  const numbers = await freeCustomerNos(tx, unnumbered.length, named)
  for (const [i, c] of unnumbered.entries()) {
    const numbered = { customer_no: numbers[i] ?? null }
    c.steps = c.steps.map((s) => ({ ...s, before: s.before && { ...s.before, ...numbered }, after: { ...s.after, ...numbered } }))
    c.values = { ...c.values, ...numbered }
  }
  for (const { said, held } of mentions) said.facts = { ...said.facts, customerNo: String(held.values['customer_no'] ?? '') }
}

const customersWritten = (customers: readonly HeldCustomer[]) => ({
  created: customers.filter((c) => c.isNew).map((c) => ({ id: c.id, values: c.values, sources: c.sources, version: c.version })),
  changed: customers.filter((c) => !c.isNew).map((c) => ({ id: c.id, version: c.version, after: c.values, sources: c.sources })),
})

const contactsWritten = (contacts: readonly HeldContact[]) => ({
  created: contacts.filter((p) => p.isNew).map((p) => ({ id: p.id, customerId: p.customerId, values: p.values, version: p.version })),
  changed: contacts.filter((p) => !p.isNew).map((p) => ({ id: p.id, customerId: p.customerId, version: p.version, after: p.values })),
})

async function writeOrders(tx: Tx, book: Book): Promise<Event[]> {
  const orders = [...book.orders.values()].filter((o) => o.steps.length > 0)
  if (orders.length === 0) return []
  const created = orders.filter((o) => o.isNew).map((o) => ({ id: o.id, values: o.values, version: o.version }))
  const changed = orders.filter((o) => !o.isNew).map((o) => ({ ...o.values, id: o.id, version: o.version }))
  const customers = new Set(
    orders.flatMap((o) => [o.values.customer_id, ...o.steps.flatMap((s) => (s.before ? [s.before.customer_id] : []))]),
  )
  await saveOrders(tx, { created, changed }, [...customers])
  return eventsOf(orders, (o, s) => (s.before ? orderChanged(o.id, s.version, s.before, s.after) : orderCreated(o.id, s.after)))
}

/** A dry run works its chunks into one book that takes the database's place; only failures and counts are written. */
export function dryRun(): (context: Parameters<typeof plan>[3] & { db: Looking['db'] }, chunk: Chunk) => Promise<Applied> {
  const book = emptyBook()
  let made = 0
  return async (context, chunk) => {
    const { counts, failed } = await plan(chunk, book, () => --made, context, { db: context.db })
    slimBook(book)
    return { counts, failed }
  }
}
type Looking = Parameters<typeof fillBook>[1]

export const noteDryRun = changeMany<{ importId: number } & Applied, ImportCounts>(
  'importing.note',
  'customers.import',
  async ({ tx }, { importId, counts, failed }) => {
    await addToImport(tx, importId, { ...noCounts, ...counts }, failed)
    return { result: counts, events: [] }
  },
)
