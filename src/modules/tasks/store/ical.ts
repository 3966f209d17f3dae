import { sql } from 'kysely'
import type { Company } from '../../../platform/companies.ts'
import type { Tx } from '../../../platform/db/db.ts'

export type NewFeed = { personId: number; hash: Buffer; name: string; withNames: boolean; createdAt: Date }

/** How many links a person has; held, so that two made at once are counted one after the other. */
export async function lockFeeds(tx: Tx, personId: number): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(current_schema() || ' calendar feeds', ${personId}))`.execute(tx)
  const rows = await tx.selectFrom('calendar_feed').select('id').where('person_id', '=', personId).execute()
  return rows.length
}

export async function insertFeed(tx: Tx, feed: NewFeed): Promise<number> {
  const row = await tx
    .insertInto('calendar_feed')
    .values({ token_hash: feed.hash, person_id: feed.personId, name: feed.name, with_names: feed.withNames, created_at: feed.createdAt })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** Removes a link of a person; false when they have none such. */
export async function deleteFeed(tx: Tx, personId: number, id: number): Promise<boolean> {
  const gone = await tx.deleteFrom('calendar_feed').where('id', '=', id).where('person_id', '=', personId).executeTakeFirst()
  return gone.numDeletedRows > 0n
}

/** Beside the read itself, as with tokens: when a link was last used is no change anybody has to follow. */
export async function noteFeedUse({ write }: Company, id: number, now: Date): Promise<void> {
  await write.query({ name: 'note-feed', text: 'update calendar_feed set used_at = $2 where id = $1', values: [id, now] })
}
