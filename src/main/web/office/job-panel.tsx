import { cancelJob, retryJob } from '../../../platform/office/contract.ts'
import { isOpen, type JobSeen, jobFailure, secondsLeft, shareOf, useJob } from '../../../platform/web/jobs.ts'
import { useChange } from '../../../platform/web/reads.ts'
import { Button } from '../../../ui/button.tsx'
import { SidePanel } from '../../../ui/dialog.tsx'
import { JobProgress } from '../../../ui/job-progress.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { Strip } from '../../../ui/strip.tsx'
import { When } from '../../../ui/when.tsx'
import { State, starterOf } from './job-state.tsx'
import { resultPath } from './result-path.ts'

/** One job beside the list: how far, cancel, go on, what came of it. */
export function JobPanel({ id, onClose }: { id: number; onClose: () => void }) {
  const say = useSay()
  const { data: job, problem, again, readAt } = useJob(id)
  return (
    <SidePanel open title={job ? say(`job.kind.${job.kind}`) : say('jobs.title')} onClose={onClose}>
      <Problem problem={problem} again={again} />
      {!job && !problem && <Skeleton rows={4} />}
      {job && <JobDetails job={job} readAt={readAt ?? 0} />}
    </SidePanel>
  )
}

function JobDetails({ job, readAt }: { job: JobSeen; readAt: number }) {
  const say = useSay()
  const cancel = useChange(cancelJob)
  const retry = useChange(retryJob)
  const path = resultPath(job)
  return (
    <div className="k-stack">
      <Strip
        facts={[
          { key: 'state', label: say('jobs.state'), value: <State job={job} /> },
          { key: 'by', label: say('jobs.by'), value: starterOf(job, say) },
          { key: 'created', label: say('jobs.created'), value: <When at={job.createdAt} /> },
          ...(job.endedAt ? [{ key: 'ended', label: say('jobs.ended'), value: <When at={job.endedAt} /> }] : []),
        ]}
      />
      <Problem problem={cancel.problem ?? retry.problem} />
      {isOpen(job.state) && (
        <>
          <JobProgress
            title={job.total ? say('jobs.rows', { done: job.done, total: job.total }) : say(`job.state.${job.state}`)}
            done={shareOf(job)}
            secondsLeft={secondsLeft(job, readAt)}
            mayLeave
          />
          <div>
            <Button
              busy={cancel.busy}
              disabledBecause={job.cancelAsked ? say('jobs.cancelling') : undefined}
              onClick={() => void cancel.send({ id: job.id })}
            >
              {say('jobs.cancel')}
            </Button>
          </div>
        </>
      )}
      {job.state === 'FAILED' && <Problem problem={jobFailure(job.problem, say)} />}
      {(job.state === 'FAILED' || job.state === 'CANCELLED') && (
        <div>
          <Button busy={retry.busy} onClick={() => void retry.send({ id: job.id })}>
            {say('jobs.retry')}
          </Button>
        </div>
      )}
      {job.state === 'DONE' && path && (
        <div>
          <Button kind="primary" to={path}>
            {say('jobs.see')}
          </Button>
        </div>
      )}
    </div>
  )
}
