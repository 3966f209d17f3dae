import { found } from '../../core/problem.ts'
import type { Tx } from '../../platform/db/db.ts'
import type { Channel } from './contract.ts'

/** A contact as it is stored, without who wrote it down; events speak these names. */
export type InteractionValues = {
  customer_id: number
  contact_id: number | null
  channel: Channel
  direction: 'OUT' | 'IN'
  /** ISO 8601. */
  happened_at: string
  happened_on: string
  person_id: number | null
  text: string
  needs: string[]
  worries: string[]
  visit_plan: string | null
  visit_place: string | null
  visit_operation: string | null
  visit_feedback: string | null
  visit_answers: string | null
}

export type Logged = { by: number | null; name: string; at: Date }

export async function insertInteraction(tx: Tx, values: InteractionValues, logged: Logged): Promise<number> {
  const row = await tx
    .insertInto('interaction')
    .values({ ...values, logged_by: logged.by, logged_by_name: logged.name, logged_at: logged.at })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** Holds one record until the transaction ends; answers its version. */
export async function lockInteraction(tx: Tx, id: number): Promise<number> {
  const row = await tx.selectFrom('interaction').select('version').where('id', '=', id).forUpdate().executeTakeFirst()
  return found(row, 'interaction').version
}

export async function updateInteraction(tx: Tx, id: number, version: number, values: InteractionValues): Promise<void> {
  await tx
    .updateTable('interaction')
    .set({ ...values, version })
    .where('id', '=', id)
    .execute()
}

/** Puts a record over its customer's timeline, or takes it away. */
export async function pin(tx: Tx, id: number, version: number, pinnedAt: Date | null): Promise<void> {
  await tx.updateTable('interaction').set({ pinned_at: pinnedAt, version }).where('id', '=', id).execute()
}
