import { useRead } from '../../../platform/web/reads.ts'
import { listApprovals } from '../contract.ts'

/** How many requests wait for the signed-in person, two hundred at most. */
export function useWaiting(): { count: number } | undefined {
  const { data } = useRead(listApprovals, { limit: 200 }, { staleSeconds: 60 })
  return data && { count: data.rows.length }
}
