import { sql } from 'kysely'
import { copyInto } from '../../../platform/db/copy.ts'
import type { Db, Tx } from '../../../platform/db/db.ts'
import type { DB } from '../../../platform/db/tables.ts'
import type { KeyFieldRule } from '../policy/completeness.ts'
import { type CustomerValues, contactColumns, customerColumns, derive, documentOf } from '../policy/values.ts'
import { contactsOf, lockCustomers, type StoredContact, type StoredCustomer, touchCustomers } from '../store.ts'

const texts = (values: readonly string[]) => sql<string>`any(${sql.val([...values])}::text[])`
const idList = (ids: readonly number[]) => sql<number>`any(${sql.val([...ids])}::bigint[])`

export type CustomerKeys = { numbers: readonly string[]; creditCodes: readonly string[]; nameIdentities: readonly string[] }

/** Customers that bear one of these numbers, credit codes or names. */
export async function idsWithKeys(db: Db, keys: CustomerKeys): Promise<number[]> {
  const by = async (column: 'customer_no' | 'credit_code' | 'name_identity', values: readonly string[]): Promise<number[]> => {
    if (values.length === 0) return []
    const rows = await db.selectFrom('customer').select('id').where(column, '=', texts(values)).execute()
    return rows.map((r) => r.id)
  }
  const numbered = await by('customer_no', keys.numbers)
  const coded = await by('credit_code', keys.creditCodes)
  const named = await by('name_identity', keys.nameIdentities)
  return [...new Set([...numbered, ...coded, ...named])]
}

const written = ['customer_no', 'class', ...customerColumns] as (keyof DB['customer'] & string)[]

/** As `lockCustomers`, but only looking. */
export async function storedCustomers(db: Db, ids: readonly number[]): Promise<StoredCustomer[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('customer')
    .select(['id', 'version', 'field_sources', ...written])
    .where('id', '=', idList(ids))
    .orderBy('id')
    .execute()
  return rows.map(({ id, version, field_sources, ...values }) => ({
    id,
    version,
    sources: JSON.parse(field_sources) as Record<string, string>,
    values: values as unknown as CustomerValues,
  }))
}

export type CustomerChange = {
  id: number
  version: number
  /** Left out: what the customer is found by is worked out anew in any case. */
  before?: CustomerValues
  after: CustomerValues
  sources: Readonly<Record<string, string>>
}

const derivedColumns = ['name_key', 'name_identity', 'macro_region', 'required_fields', 'filled_fields', 'missing_fields'] as const
const assigned = (columns: readonly string[]) => sql.join(columns.map((c) => sql`${sql.ref(c)} = v.${sql.ref(c)}`))

/** Writes changed customers (held already) with everything worked out of them; `version` is the new one. */
export async function updateCustomers(
  tx: Tx,
  changes: readonly CustomerChange[],
  now: Date,
  rules?: readonly KeyFieldRule[],
): Promise<void> {
  if (changes.length === 0) return
  const people = await contactsOf(
    tx,
    changes.map((c) => c.id),
  )
  const rows = changes.map((c) => ({
    id: c.id,
    ...c.after,
    ...derive(c.after, people.get(c.id) ?? [], rules),
    field_sources: JSON.stringify(c.sources),
    changed_at: now,
    version: c.version,
  }))
  await sql`update customer as c set ${assigned([...written, ...derivedColumns, 'field_sources', 'changed_at', 'version'])}
    from jsonb_populate_recordset(null::customer, ${JSON.stringify(rows)}::jsonb) as v where c.id = v.id`.execute(tx)
  await saveDocuments(
    tx,
    changes.filter(isFoundAnew).map((c) => ({ id: c.id, values: c.after, contacts: people.get(c.id) ?? [] })),
  )
  await touchCustomers(
    tx,
    changes.map((c) => c.id),
    ['care'],
  )
}

const foundBy = ['name', 'short_name', 'customer_no', 'credit_code', 'phone']

const isFoundAnew = ({ before, after }: CustomerChange): boolean => before === undefined || foundBy.some((c) => before[c] !== after[c])

type Documented = { id: number; values: CustomerValues; contacts: Parameters<typeof documentOf>[1] }

async function saveDocuments(tx: Tx, customers: readonly Documented[]): Promise<void> {
  if (customers.length === 0) return
  await tx
    .deleteFrom('customer_search')
    .where('customer_id', '=', idList(customers.map((c) => c.id)))
    .execute()
  await copyInto(
    tx,
    'customer_search',
    ['customer_id', 'tokens', 'text', 'name', 'name_key'],
    customers.map(({ id, values, contacts }) => {
      const { tokens, text, name, name_key } = documentOf(values, contacts)
      return [id, tokens, text, name, name_key]
    }),
  )
}

/** As `refreshCustomers`, for many at once. */
export async function refreshInBulk(tx: Tx, ids: readonly number[], rules?: readonly KeyFieldRule[]): Promise<void> {
  if (ids.length === 0) return
  const customers = await lockCustomers(tx, ids)
  const people = await contactsOf(tx, ids)
  const rows = customers.map((c) => ({ id: c.id, ...derive(c.values, people.get(c.id) ?? [], rules) }))
  await sql`update customer as c set ${assigned(['required_fields', 'filled_fields', 'missing_fields'])}
    from jsonb_populate_recordset(null::customer, ${JSON.stringify(rows)}::jsonb) as v where c.id = v.id`.execute(tx)
  await saveDocuments(
    tx,
    customers.map((c) => ({ id: c.id, values: c.values, contacts: people.get(c.id) ?? [] })),
  )
  await touchCustomers(tx, ids, ['care'])
}

type ContactColumn = keyof DB['contact'] & string
const writtenContact = contactColumns as ContactColumn[]

const contacts = (db: Db) =>
  db
    .selectFrom('contact')
    .select(['id', 'customer_id', 'version', ...writtenContact])
    .orderBy('id')

type ContactRow = Awaited<ReturnType<ReturnType<typeof contacts>['execute']>>[number]
const toStored = ({ id, customer_id, version, ...values }: ContactRow): StoredContact => ({
  id,
  customerId: customer_id,
  version,
  values: values as unknown as CustomerValues,
})

/** The people at these customers, by id. Whoever holds the customers' rows holds them too. */
export async function storedContactsAt(db: Db, customerIds: readonly number[]): Promise<StoredContact[]> {
  if (customerIds.length === 0) return []
  return (await contacts(db).where('customer_id', '=', idList(customerIds)).execute()).map(toStored)
}

export async function storedContacts(db: Db, ids: readonly number[]): Promise<StoredContact[]> {
  return (await contacts(db).where('id', '=', idList(ids)).execute()).map(toStored)
}

/** Writes changed people; `version` is the new one. */
export async function updateContacts(
  tx: Tx,
  changes: readonly { id: number; version: number; after: CustomerValues }[],
  now: Date,
): Promise<void> {
  if (changes.length === 0) return
  const rows = changes.map((c) => ({ id: c.id, ...c.after, changed_at: now, version: c.version }))
  await sql`update contact as c set ${assigned([...writtenContact, 'changed_at', 'version'])}
    from jsonb_populate_recordset(null::contact, ${JSON.stringify(rows)}::jsonb) as v where c.id = v.id`.execute(tx)
}
