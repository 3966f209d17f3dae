import { type RawBuilder, sql } from 'kysely'
import type { Company } from '../../../platform/companies.ts'
import { inTransaction } from '../../../platform/db/connect.ts'
import type { Tx } from '../../../platform/db/db.ts'

/** What was told before `read` goes once it was read; what was told before `any` goes read or not. */
export type Keeping = { read: Date; any: Date }

const pageSize = 1_000

/** Removes old notices, some in each transaction so that nobody waits for long, and answers how many. */
export async function dropOldNotices(company: Company, keeping: Keeping): Promise<number> {
  let removed = 0
  for (let after: number | undefined = 0; after !== undefined; ) {
    const place: number = after
    const done = await inTransaction(company.write, (tx) => dropSome(tx, place, keeping))
    removed += done.removed
    after = done.next
  }
  return removed
}

/** Numbers go up with the days: the first notice that is not old ends the search. */
async function dropSome(tx: Tx, after: number, { read, any }: Keeping): Promise<{ removed: number; next: number | undefined }> {
  const page = await tx.selectFrom('notice').select(['id', 'created_at']).where('id', '>', after).orderBy('id').limit(pageSize).execute()
  const old = page.filter((notice) => notice.created_at < read)
  if (old.length === 0) return { removed: 0, next: undefined }
  const gone = await tx
    .deleteFrom('notice as n')
    .where('n.id', '=', sql<number>`any(${sql.val(old.map(({ id }) => id))}::bigint[])`)
    .where('n.digest_id', 'is', null)
    .where((e) => e.or([e('n.read_at', 'is not', null), e('n.created_at', '<', any)]))
    .where(sql<boolean>`not ${waits}`)
    .returning('n.id')
    .execute()
  return { removed: gone.length, next: old.length === pageSize ? old.at(-1)?.id : undefined }
}

const isOpen = (alias: string): RawBuilder<boolean> => {
  const [kind, id] = [sql.ref(`${alias}.subject_kind`), sql.ref(`${alias}.subject_id`)]
  return sql<boolean>`(case ${kind}
    when 'TASK' then exists (select 1 from tasks_public_holder h where h.id = ${id} and h.state = 'OPEN')
    when 'APPROVAL' then exists (select 1 from approvals_public_state a where a.id = ${id} and a.state = 'ASKED')
    else false end)`
}

/** What it is about is open still: gone from the book it would be told anew. What stands for others stays with the last of them. */
const waits = sql<boolean>`(case n.subject_kind
  when 'DAY' then exists (select 1 from notice i where i.digest_id = n.id and ${isOpen('i')})
  else ${isOpen('n')} end)`
