import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { isOpen, secondsLeft, shareOf, useJob } from '../../../platform/web/jobs.ts'
import { refresh } from '../../../platform/web/reads.ts'
import { JobProgress } from '../../../ui/job-progress.tsx'
import { useSay } from '../../../ui/say.tsx'
import { useToast } from '../../../ui/toast.tsx'

/** A run under way; when it has ended, the figures are read again. */
export function RunProgress({ jobId, onEnd }: { jobId: number; onEnd: () => void }) {
  const say = useSay()
  const toast = useToast()
  const client = useQueryClient()
  const { data: job, readAt } = useJob(jobId)
  const state = job?.state
  // biome-ignore lint/correctness/useExhaustiveDependencies: told once, when the state says so
  useEffect(() => {
    if (state === undefined || isOpen(state)) return
    toast({ text: say(`tiers.ended.${state}`, { count: job?.done ?? 0 }) })
    void refresh(client, ['tiering', 'customers']).then(onEnd)
  }, [state])
  if (!job || !isOpen(job.state)) return null
  return (
    <div className="tiers-running">
      <JobProgress
        title={say('tiers.running', { count: job.done })}
        done={shareOf(job)}
        secondsLeft={secondsLeft(job, readAt ?? 0)}
        mayLeave
      />
    </div>
  )
}
