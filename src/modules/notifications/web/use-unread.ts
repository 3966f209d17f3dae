import { useRead } from '../../../platform/web/reads.ts'
import { countNotices } from '../contract.ts'

/** How many notices wait to be read by the signed-in person; asked again every minute. */
export function useUnread(): { count: number } | undefined {
  const { data } = useRead(countNotices, {}, { everySeconds: 60, staleSeconds: 30 })
  return data && { count: data.unread }
}
