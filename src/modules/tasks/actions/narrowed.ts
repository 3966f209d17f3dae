import type { Caller } from '../../../platform/action.ts'
import { settle } from '../../../platform/filter.ts'
import { taskFilterFields } from '../contract/filter-fields.ts'
import type { TaskFilter } from '../contract.ts'
import type { Narrowed } from '../queries/rows.ts'

/** A filter whose condition the caller may ask, with days and persons in place of `today-90` and `me`. */
export const narrowed = (
  context: Pick<Caller, 'actor' | 'scope' | 'reach' | 'now'>,
  { where, ...filter }: Omit<TaskFilter, 'where'> & { where?: TaskFilter['where'] | undefined },
): Narrowed => ({ ...filter, where: settle(taskFilterFields, where, context) })
