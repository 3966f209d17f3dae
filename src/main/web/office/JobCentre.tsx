import { cancelJob, downloadFile, listJobs } from '../../../platform/office/contract.ts'
import { fileHref } from '../../../platform/web/client.ts'
import { isOpen, type JobSeen, jobFailure, madeFile, secondsLeft, shareOf } from '../../../platform/web/jobs.ts'
import { useChange, useRead } from '../../../platform/web/reads.ts'
import { Empty } from '../../../ui/empty.tsx'
import { JobProgress } from '../../../ui/job-progress.tsx'
import { Link } from '../../../ui/link.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { When } from '../../../ui/when.tsx'
import { State } from './job-state.tsx'
import { resultPath } from './result-path.ts'

/** One's own jobs, those that run first: how far, how long still, a way to stop them, and what came of the others. */
export function JobCentre({ onLeave }: { onLeave: () => void }) {
  const say = useSay()
  const { data, readAt, loading, problem, again } = useRead(listJobs, { mine: true, limit: 12 })
  const rows = data?.rows ?? []
  const open = rows.filter((j) => isOpen(j.state))
  return (
    <div className="k-jobs">
      <div className="k-row">
        <b className="k-grow">{say('jobs.centre')}</b>
        <Link to="/jobs" onClick={onLeave}>
          {say('jobs.all-of-them')}
        </Link>
      </div>
      <Problem problem={problem} again={again} />
      {loading && <Skeleton rows={3} rowHeight={40} />}
      {data && rows.length === 0 && <Empty title={say('jobs.none')} why={say('jobs.none-why')} />}
      {open.map((job) => (
        <Running key={job.id} job={job} readAt={readAt ?? 0} />
      ))}
      {rows
        .filter((j) => !isOpen(j.state))
        .map((job) => (
          <Ended key={job.id} job={job} onLeave={onLeave} />
        ))}
    </div>
  )
}

function Running({ job, readAt }: { job: JobSeen; readAt: number }) {
  const say = useSay()
  const cancel = useChange(cancelJob)
  const kind = say(`job.kind.${job.kind}`)
  return (
    <div className="k-jobs-one">
      <JobProgress
        title={
          job.cancelAsked ? say('jobs.cancelling') : job.total ? `${kind} ${say('jobs.rows', { done: job.done, total: job.total })}` : kind
        }
        done={shareOf(job)}
        secondsLeft={secondsLeft(job, readAt)}
        {...(job.cancelAsked ? {} : { onCancel: () => void cancel.send({ id: job.id }) })}
      />
      <Problem problem={cancel.problem} />
    </div>
  )
}

function Ended({ job, onLeave }: { job: JobSeen; onLeave: () => void }) {
  const say = useSay()
  const path = resultPath(job)
  const file = madeFile(job)
  const failure = job.state === 'FAILED' ? jobFailure(job.problem, say) : undefined
  return (
    <div className="k-jobs-one">
      <div className="k-row">
        <span className="k-grow k-cut">{say(`job.kind.${job.kind}`)}</span>
        <State job={job} />
        <span className="k-t3 k-aux">
          <When at={job.endedAt ?? job.createdAt} />
        </span>
      </div>
      {failure && <p className="k-aux k-t2">{'message' in failure ? failure.message : say('problem.fault')}</p>}
      <div className="k-row">
        {path && (
          <Link to={path} onClick={onLeave}>
            {say('jobs.see')}
          </Link>
        )}
        {file && <a href={fileHref(downloadFile, { id: file.fileId })}>{say('jobs.download')}</a>}
        {!path && (
          <Link to={`/jobs?job=${job.id}`} onClick={onLeave}>
            {say('jobs.details')}
          </Link>
        )}
      </div>
    </div>
  )
}
