import { useRead } from '../../../platform/web/reads.ts'
import { todaysTasks } from '../contract.ts'

/** How many tasks the signed-in person should not leave lying today, and whether one is late. */
export function useWaiting(): { count: number; late: boolean } | undefined {
  const { data } = useRead(todaysTasks, { limit: 1 }, { staleSeconds: 60 })
  return data && { count: data.overdue.count + data.dueToday.count, late: data.overdue.count > 0 }
}
