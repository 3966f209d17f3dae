import type { Day } from '../../../core/day.ts'
import type { Event } from '../../../core/event.ts'
import type { Tx } from '../../../platform/db/db.ts'
import * as store from '../store.ts'
import { withdrawAskings } from './waive.ts'

/** What care plans with. */
export { insertPlanned, type PlannedTask } from '../store.ts'

/** Ends open duties that are owed no longer; what is done or waived stays. Answers the askings for release that went with them. */
export async function endPlanned(tx: Tx, taskIds: readonly number[], reason: string, now: Date): Promise<Event[]> {
  await store.endPlanned(tx, taskIds, reason, now)
  return withdrawAskings(tx, taskIds, 'ENDED')
}

/** Ends open duties whose purpose was met another way: they count as done that day. Answers the askings that went with them. */
export async function meetPlanned(tx: Tx, taskIds: readonly number[], on: Day, now: Date): Promise<Event[]> {
  await store.meetPlanned(tx, taskIds, on, now)
  return withdrawAskings(tx, taskIds, 'DONE')
}
