import type { Day } from '../../../core/day.ts'
import type { Db } from '../../../platform/db/db.ts'
import type { Feed } from '../contract/ical.ts'
import type { TaskRow } from '../contract.ts'
import { workedOn } from './calendar.ts'
import { rowColumns, rowNames, toRow } from './rows.ts'

export const feedsOf = (db: Db, personId: number): Promise<Feed[]> =>
  db
    .selectFrom('calendar_feed')
    .select(['id', 'name', 'with_names as withNames', 'created_at as createdAt', 'used_at as usedAt'])
    .where('person_id', '=', personId)
    .orderBy('id', 'desc')
    .execute()

/** The link with this hash, and whose it is. */
export const feedByHash = (db: Db, hash: Buffer) =>
  db
    .selectFrom('calendar_feed as f')
    .innerJoin('organisation_public_person as p', 'p.id', 'f.person_id')
    .select(['f.id', 'f.with_names as withNames', 'f.used_at as usedAt', 'p.id as personId', 'p.name'])
    .where('f.token_hash', '=', hash)
    .executeTakeFirst()

export type FedTask = TaskRow & { createdAt: Date; changedAt: Date }

const mostTasks = 5000

/** What a person is to do, and what was to be worked on since a day and is settled; by due day. */
export async function tasksToFeed(db: Db, personId: number, since: Day): Promise<FedTask[]> {
  const rows = await db
    .selectFrom('task as t')
    .select(rowColumns)
    .select(rowNames)
    .select(['t.created_at as createdAt', 't.changed_at as changedAt'])
    .where('t.assignee_id', '=', personId)
    .where((e) => e.or([e('t.state', '=', 'OPEN'), e(workedOn, '>=', since)]))
    .orderBy('t.due_on')
    .orderBy('t.id')
    .limit(mostTasks)
    .execute()
  return rows.map(({ createdAt, changedAt, ...row }) => ({ ...toRow(row), createdAt, changedAt }))
}
