import { sql } from 'kysely'
import { found } from '../../core/problem.ts'
import { type CopyValue, copyInto, copyLines, copyText } from '../../platform/db/copy.ts'
import type { Db, Tx } from '../../platform/db/db.ts'
import type { DB } from '../../platform/db/tables.ts'
import { inPauses } from '../../platform/in-pauses.ts'
import type { KeyFieldRule } from './policy/completeness.ts'
import {
  type ContactFacts,
  type CustomerValues,
  contactColumns,
  customerColumns,
  type Derived,
  derive,
  documentOf,
} from './policy/values.ts'

const idList = (ids: readonly number[]) => sql<number>`any(${sql.val([...ids])}::bigint[])`
type CustomerColumn = keyof DB['customer'] & string
const derivedColumns = ['name_key', 'name_identity', 'macro_region', 'required_fields', 'filled_fields', 'missing_fields'] as const
const writtenColumns = ['customer_no', 'class', ...customerColumns] as CustomerColumn[]

export type NewCustomer = {
  id: number
  values: CustomerValues
  contacts?: readonly ContactFacts[]
  sources?: Readonly<Record<string, string>>
  version?: number
}

/** Takes `count` ids of a table. */
export async function reserveIds(tx: Tx, table: 'customer' | 'contact', count: number): Promise<number[]> {
  const { rows } = await sql<{
    id: number
  }>`select nextval(pg_get_serial_sequence(${table}, 'id')) as id from generate_series(1, ${count})`.execute(tx)
  return rows.map((r) => r.id)
}

const numberPrefix = 'KH'

/** Takes the next `count` customer numbers of the company's own series, skipping any already used. */
export async function nextCustomerNos(tx: Tx, count: number): Promise<string[]> {
  const taken: string[] = []
  while (taken.length < count) {
    const { rows } = await sql<{
      n: number
    }>`select nextval('customer_no') as n from generate_series(1, ${count - taken.length}::int)`.execute(tx)
    const fresh = rows.map(({ n }) => `${numberPrefix}-${String(n).padStart(5, '0')}`)
    const used = await tx
      .selectFrom('customer')
      .select('customer_no')
      .where('customer_no', '=', sql<string>`any(${sql.val(fresh)}::text[])`)
      .execute()
    const usedNos = new Set(used.map((u) => u.customer_no))
    taken.push(...fresh.filter((no) => !usedNos.has(no)))
  }
  return taken
}

const few = 8

/** Worked out row by row, so that the database takes in one row while the next is made. */
function copyCustomers(tx: Tx, rows: readonly NewCustomer[], written: (row: NewCustomer) => CopyValue[]): Promise<void> {
  const columns = ['id', ...writtenColumns, ...derivedColumns, 'field_sources', 'created_at', 'changed_at', 'version'] as const
  if (rows.length < few) return copyInto(tx, 'customer', columns, rows.map(written))
  const lines = function* () {
    for (const row of rows) yield `${copyText(written(row))}\n`
  }
  return copyLines(tx, 'customer', columns, lines())
}

/** New customers in bulk, with what is worked out of them and what they are found by. */
export async function insertCustomers(tx: Tx, rows: readonly NewCustomer[], now: Date, rules?: readonly KeyFieldRule[]): Promise<void> {
  if (rows.length === 0) return
  const written = (r: NewCustomer): CopyValue[] => {
    const derived: Derived = derive(r.values, r.contacts ?? [], rules)
    const own = writtenColumns.map((c) => r.values[c] ?? null)
    return [r.id, ...own, ...derivedColumns.map((c) => derived[c]), JSON.stringify(r.sources ?? {}), now, now, r.version ?? 1]
  }
  const found = (r: NewCustomer): CopyValue[] => {
    const { tokens, text, name, name_key } = documentOf(r.values, r.contacts ?? [])
    return [r.id, tokens, text, name, name_key]
  }
  const [, documents] = await Promise.all([copyCustomers(tx, rows, written), inPauses(rows, found)])
  await copyInto(tx, 'customer_search', ['customer_id', 'tokens', 'text', 'name', 'name_key'], documents)
  await touchCustomers(
    tx,
    rows.map((r) => r.id),
  )
}

export type StoredCustomer = { id: number; version: number; values: CustomerValues; sources: Record<string, string> }

/** These customers' rows, held until the transaction ends, in id order so that two holders cannot block each other. */
export async function lockCustomers(tx: Tx, ids: readonly number[]): Promise<StoredCustomer[]> {
  const rows = await tx
    .selectFrom('customer')
    .select(['id', 'version', 'field_sources', ...writtenColumns])
    .where('id', '=', idList(ids))
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
  return rows.map(({ id, version, field_sources, ...values }) => ({
    id,
    version,
    sources: JSON.parse(field_sources) as Record<string, string>,
    values: values as unknown as CustomerValues,
  }))
}

export const lockCustomer = async (tx: Tx, id: number): Promise<StoredCustomer> => found((await lockCustomers(tx, [id]))[0], 'customer')

/** Writes changed values with everything worked out of them. */
export async function updateCustomer(
  tx: Tx,
  c: StoredCustomer,
  after: CustomerValues,
  now: Date,
  rules?: readonly KeyFieldRule[],
): Promise<void> {
  const contacts = (await contactsOf(tx, [c.id])).get(c.id) ?? []
  const values = { ...after, ...derive(after, contacts, rules) }
  await tx
    .updateTable('customer')
    .set({ ...(values as object), field_sources: JSON.stringify(c.sources), changed_at: now, version: c.version + 1 })
    .where('id', '=', c.id)
    .execute()
  await saveDocument(tx, c.id, after, contacts)
  await touchCustomers(tx, [c.id], ['care'])
}

async function saveDocument(tx: Tx, id: number, values: CustomerValues, contacts: readonly ContactFacts[]): Promise<void> {
  const document = documentOf(values, contacts)
  await tx
    .insertInto('customer_search')
    .values({ customer_id: id, ...document })
    .onConflict((c) => c.column('customer_id').doUpdateSet(document))
    .execute()
}

/** After people at these customers changed: completeness and what the customers are found by follow, and care looks again. */
export async function refreshCustomers(tx: Tx, ids: readonly number[], rules?: readonly KeyFieldRule[]): Promise<void> {
  const people = await contactsOf(tx, ids)
  for (const c of await lockCustomers(tx, ids)) {
    const contacts = people.get(c.id) ?? []
    const { required_fields, filled_fields, missing_fields } = derive(c.values, contacts, rules)
    await tx.updateTable('customer').set({ required_fields, filled_fields, missing_fields }).where('id', '=', c.id).execute()
    await saveDocument(tx, c.id, c.values, contacts)
  }
  await touchCustomers(tx, ids, ['care'])
}

export async function contactsOf(tx: Tx, ids: readonly number[]): Promise<Map<number, ContactFacts[]>> {
  const rows = await tx
    .selectFrom('contact')
    .select(['customer_id', 'name', 'title', 'mobile', 'phone', 'chain_role'])
    .where('customer_id', '=', idList(ids))
    .orderBy('id')
    .execute()
  return Map.groupBy(rows, (r) => r.customer_id)
}

/** Which of these have something that would be lost with them: people, orders, talks, dates, open requests, customers as an agent. */
export async function customersInUse(db: Db, ids: readonly number[], ownContacts: readonly number[] = []): Promise<Set<number>> {
  const { rows } = await sql<{ id: number }>`
    select customer_id as id from contact where customer_id = ${idList(ids)} and id <> all(${sql.val([...ownContacts])}::bigint[])
    union select customer_id from purchase_order where customer_id = ${idList(ids)}
    union select customer_id from interaction where customer_id = ${idList(ids)}
    union select customer_id from customer_date where customer_id = ${idList(ids)}
    union select customer_id from approval where customer_id = ${idList(ids)} and state = 'ASKED'
    union select agent_id from customer where agent_id = ${idList(ids)}`.execute(db)
  return new Set(rows.map((r) => r.id))
}

/** Removes customers nothing else refers to any more. */
export async function removeCustomers(tx: Tx, ids: readonly number[]): Promise<void> {
  await tx.deleteFrom('customer_touched').where('customer_id', '=', idList(ids)).execute()
  await tx.deleteFrom('customer').where('id', '=', idList(ids)).execute()
}

export type NewContact = { id: number; customerId: number; values: CustomerValues; version?: number }

export async function insertContacts(tx: Tx, rows: readonly NewContact[], now: Date): Promise<void> {
  if (rows.length === 0) return
  const columns = contactColumns as (keyof DB['contact'] & string)[]
  await copyInto(
    tx,
    'contact',
    ['id', 'customer_id', ...columns, 'created_at', 'changed_at', 'version'],
    rows.map((r) => [r.id, r.customerId, ...columns.map((c) => r.values[c] ?? null), now, now, r.version ?? 1]),
  )
}

export type StoredContact = { id: number; customerId: number; version: number; values: CustomerValues }

export async function lockContact(tx: Tx, id: number): Promise<StoredContact> {
  const row = await tx
    .selectFrom('contact')
    .select(['id', 'customer_id', 'version', ...(contactColumns as (keyof DB['contact'] & string)[])])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  const { id: contactId, customer_id, version, ...values } = found(row, 'contact')
  return { id: contactId, customerId: customer_id, version, values: values as unknown as CustomerValues }
}

export async function updateContact(tx: Tx, c: StoredContact, after: CustomerValues, now: Date): Promise<void> {
  await tx
    .updateTable('contact')
    .set({ ...(after as object), changed_at: now, version: c.version + 1 })
    .where('id', '=', c.id)
    .execute()
}

export async function removeContacts(tx: Tx, ids: readonly number[]): Promise<void> {
  await tx.deleteFrom('contact').where('id', '=', idList(ids)).execute()
}

/** Who works over the whole book and wants to know whose facts changed. */
export const touchReaders = ['tiering', 'care'] as const
export type TouchReader = (typeof touchReaders)[number]

/** Marks customers whose facts changed, for these readers to look at. */
export async function touchCustomers(tx: Tx, ids: readonly number[], readers: readonly TouchReader[] = touchReaders): Promise<void> {
  await sql`
    insert into customer_touched (reader, customer_id)
    select reader, id from unnest(${sql.val([...readers])}::text[]) as reader, (select distinct id from unnest(${sql.val([...ids])}::bigint[]) as id) as changed
    order by reader, id on conflict do nothing`.execute(tx)
}

/** Takes up to `limit` marks away and answers whom they were for; what two takers want is not waited for. */
export async function takeTouched(tx: Tx, reader: TouchReader, limit: number): Promise<number[]> {
  const { rows } = await sql<{ customer_id: number }>`
    delete from customer_touched where reader = ${reader} and customer_id in (
      select customer_id from customer_touched where reader = ${reader} order by customer_id limit ${limit} for update skip locked)
    returning customer_id`.execute(tx)
  return rows.map((r) => r.customer_id)
}

export async function untouchBetween(tx: Tx, reader: TouchReader, after: number, last: number): Promise<void> {
  await tx
    .deleteFrom('customer_touched')
    .where('reader', '=', reader)
    .where('customer_id', '>', after)
    .where('customer_id', '<=', last)
    .execute()
}
