import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { listJobs, readJob } from '../../../platform/office/contract.ts'
import { call } from '../../../platform/web/client.ts'
import type { JobSeen } from '../../../platform/web/jobs.ts'
import { useLive } from '../../../platform/web/live/use-live.ts'
import { refresh, useRead } from '../../../platform/web/reads.ts'

const soon = 2
const later = 20

const none: readonly JobSeen[] = []

/** The person's own jobs that wait or run: asked again when they go on; while nothing is told, often if there are any, else seldom. */
export function useOpenJobs(): readonly JobSeen[] {
  const live = useLive()
  const [some, setSome] = useState(false)
  const everySeconds = live ? undefined : some ? soon : later
  const { data } = useRead(listJobs, { open: true, mine: true, limit: 50 }, { everySeconds })
  const count = data?.rows.length ?? 0
  useEffect(() => setSome(count > 0), [count])
  return data?.rows ?? none
}

/** Calls `onEnd` with each of these jobs when it has ended, and asks again whatever its work may have changed. */
export function useEnded(open: readonly JobSeen[], onEnd: (job: JobSeen) => void): void {
  const client = useQueryClient()
  const before = useRef<ReadonlySet<number>>(new Set())
  const ids = open.map((j) => j.id).join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another set of jobs is news
  useEffect(() => {
    const now = new Set(open.map((j) => j.id))
    const gone = [...before.current].filter((id) => !now.has(id))
    before.current = now
    for (const id of gone) void tell(id)
  }, [ids])
  const tell = async (id: number) => {
    const ended = await call(readJob, { id }).catch(() => undefined)
    if (!ended) return
    await refresh(client, ['jobs', 'imports', 'customers', 'orders', 'tiering', 'audit'])
    onEnd(ended)
  }
}
