import { sql } from 'kysely'
import type { Db } from '../../../platform/db/db.ts'

const idList = (ids: readonly number[]) => sql<number>`any(${sql.val([...ids])}::bigint[])`

/** The purchases of these customers, packed; null of one that never bought. */
export async function ledgersOf(db: Db, customerIds: readonly number[]): Promise<Map<number, Uint8Array | null>> {
  const rows = await db
    .selectFrom('purchases_public_facts')
    .select(['customer_id', 'ledger'])
    .where('customer_id', '=', idList(customerIds))
    .execute()
  const ledgers = new Map<number, Uint8Array | null>(customerIds.map((id) => [id, null]))
  for (const { customer_id, ledger } of rows) ledgers.set(customer_id, ledger)
  return ledgers
}

/** What the trail tells of customers' files since an instant: who came into the book, and what each change replaced, oldest first. */
export type FilesSince = { created: Set<number>; changes: Map<number, { before: Readonly<Record<string, unknown>> }[]> }

/** The condition on names that the index `event_timeline` bears. */
const onTimeline = sql<boolean>`e.name not in ('order.created', 'tier.changed')`

export async function filesSince(db: Db, customerIds: readonly number[], since: Date): Promise<FilesSince> {
  const rows = await db
    .selectFrom('event as e')
    .leftJoin('event_value as v', 'v.event_id', 'e.id')
    .select(['e.customer_id', 'e.name', 'v.value'])
    .where('e.customer_id', '=', idList(customerIds))
    .where(onTimeline)
    .where('e.at', '>=', since)
    .where('e.name', 'in', ['customer.created', 'customer.changed'])
    .orderBy('e.id')
    .execute()
  const files: FilesSince = { created: new Set(), changes: new Map() }
  for (const { customer_id: id, name, value } of rows) {
    if (id === null) continue
    if (name === 'customer.created') files.created.add(id)
    else if (value !== null) files.changes.set(id, [...(files.changes.get(id) ?? []), { before: beforeOf(value) }])
  }
  return files
}

const beforeOf = (value: string): Readonly<Record<string, unknown>> =>
  (JSON.parse(value) as { before: Readonly<Record<string, unknown>> | null }).before ?? {}

/** The important dates of these customers that were noted since an instant. */
export async function datesNotedSince(db: Db, customerIds: readonly number[], since: Date): Promise<Set<number>> {
  const rows = await db
    .selectFrom('customer_date')
    .select('id')
    .where('customer_id', '=', idList(customerIds))
    .where('created_at', '>=', since)
    .execute()
  return new Set(rows.map((r) => r.id))
}
