import type { Day } from '../../../core/day.ts'
import type { Db } from '../../../platform/db/db.ts'
import { readGrants } from '../../notifications/queries.ts'
import { readAbsences, readPoolMembers } from '../../organisation/queries/deputising.ts'
import { readUnits } from '../../organisation/queries.ts'
import { openDutiesOf } from '../../tasks/queries/assigned.ts'
import type { Hands } from '../policy/assign.ts'
import type { CarePlan } from '../policy/compile.ts'

/** Who may be given duties from a day on, read once for many customers. Everybody of a pool has a load, if only none. */
export async function handsFrom(db: Db, { pools }: CarePlan, today: Day): Promise<Hands> {
  const away = await readAbsences(db, today)
  const members = pools.size === 0 ? [] : await readPoolMembers(db, [...new Set(pools.values())])
  const grants = away.length + members.length === 0 ? [] : await readGrants(db)
  const isAble = (permissions: readonly string[]) => permissions.includes('tasks.do') || permissions.includes('*')
  const ids = [...new Set(members.map(({ personId }) => personId))]
  const open = await openDutiesOf(db, ids)
  return {
    team: {
      able: new Set(grants.filter(({ permissions }) => isAble(permissions)).map(({ personId }) => personId)),
      away: Map.groupBy(away, ({ personId }) => personId),
      members: Map.groupBy(members, ({ post }) => post),
      parentOf: new Map(members.length === 0 ? [] : (await readUnits(db)).map(({ id, parentId }) => [id, parentId])),
    },
    loads: new Map(ids.map((id) => [id, open.get(id) ?? 0])),
  }
}
