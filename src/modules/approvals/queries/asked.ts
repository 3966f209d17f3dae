import { sql } from 'kysely'
import type { Db } from '../../../platform/db/db.ts'

/** What still waits for a decision about one subject: who asked and why, and whose decision it is. */
export type Asked = {
  id: number
  subjectId: number
  askedBy: number | null
  askedByName: string
  askedAt: Date
  reason: string
  /** The post that decides, by name; null where a permission or a person does. */
  post: string | null
  /** The person whose decision it is, where one is named. */
  person: string | null
  unit: string | null
  version: number
}

/** What is being asked of one kind about these subjects, at most one for each. */
export async function askedAbout(db: Db, kind: string, subjectKind: string, subjectIds: readonly number[]): Promise<Asked[]> {
  if (subjectIds.length === 0) return []
  return db
    .selectFrom('approval as a')
    .leftJoin('organisation_public_post as s', 's.key', 'a.decider_post')
    .leftJoin('organisation_public_person as p', 'p.id', 'a.decider_id')
    .leftJoin('organisation_public_unit as u', 'u.id', 'a.unit_id')
    .select(['a.id', 'a.subject_id as subjectId', 'a.asked_by as askedBy', 'a.asked_by_name as askedByName', 'a.asked_at as askedAt'])
    .select(['a.reason', 's.name as post', 'p.name as person', 'u.name as unit', 'a.version'])
    .where('a.kind', '=', kind)
    .where('a.subject_kind', '=', subjectKind)
    .where('a.subject_id', '=', sql<number>`any(${sql.val([...subjectIds])}::bigint[])`)
    .where('a.state', '=', 'ASKED')
    .orderBy('a.id')
    .execute()
}
