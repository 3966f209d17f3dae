import type { Day } from '../../../core/day.ts'
import type { Db } from '../../../platform/db/db.ts'
import type { Deputy } from '../policy/deputies.ts'

/** Who is away with whom in their place, now or later. */
export const readAbsences = (db: Db, from: Day): Promise<Deputy[]> =>
  db
    .selectFrom('deputy')
    .select(['person_id as personId', 'deputy_id as deputyId', 'from_on as fromOn', 'until_on as untilOn'])
    .where('until_on', '>=', from)
    .orderBy('person_id')
    .orderBy('id')
    .execute()

/**
 * The active people of each post, or of the role that bears its name (CARE_SPECIALIST: care_specialist): where they hold the post, or where
 * they stand themselves; null: for the whole company.
 */
export async function readPoolMembers(
  db: Db,
  posts: readonly string[],
): Promise<{ post: string; personId: number; unitId: number | null }[]> {
  const holders = await db
    .selectFrom('person_post as h')
    .innerJoin('person as p', 'p.id', 'h.person_id')
    .select(['h.post_key as post', 'p.id as personId', 'h.unit_id as unitId'])
    .where('p.active', '=', true)
    .where((e) => e('h.post_key', '=', e.fn.any(e.val([...posts]))))
    .execute()
  const byRole = await db
    .selectFrom('person_role as r')
    .innerJoin('person as p', 'p.id', 'r.person_id')
    .select(['r.role_key', 'p.id as personId', 'p.unit_id as unitId'])
    .where('p.active', '=', true)
    .where((e) => e('r.role_key', '=', e.fn.any(e.val(posts.map((post) => post.toLowerCase())))))
    .execute()
  return [...holders, ...byRole.map(({ role_key, ...person }) => ({ post: role_key.toUpperCase(), ...person }))]
}
