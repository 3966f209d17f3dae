import { useLive } from '../../../platform/web/live/use-live.ts'
import { useRead } from '../../../platform/web/reads.ts'
import { countNotices } from '../contract.ts'

/** How many notices wait to be read by the signed-in person; asked again when something is told, else every minute. */
export function useUnread(): { count: number } | undefined {
  const { data } = useRead(countNotices, {}, { everySeconds: useLive() ? undefined : 60, staleSeconds: 30 })
  return data && { count: data.unread }
}
