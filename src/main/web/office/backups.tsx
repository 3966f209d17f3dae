import { SaveOutlined } from '@ant-design/icons'
import { useEffect, useState } from 'react'
import { listBackups, runBackup } from '../../../platform/backup/contract.ts'
import { isOpen, jobFailure, shareOf, useJob } from '../../../platform/web/jobs.ts'
import { useChange, useRead } from '../../../platform/web/reads.ts'
import { Button } from '../../../ui/button.tsx'
import { Chip } from '../../../ui/chip.tsx'
import { Empty } from '../../../ui/empty.tsx'
import { JobProgress } from '../../../ui/job-progress.tsx'
import { Line, Lines } from '../../../ui/lines.tsx'
import { Page } from '../../../ui/page.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { When } from '../../../ui/when.tsx'

const megabyte = 1_048_576

/** Backups on the server, and making one now. */
export function Backups() {
  const say = useSay()
  const { data, loading, problem, again } = useRead(listBackups, {})
  const [jobId, setJobId] = useState<number | undefined>(undefined)
  const run = useChange(runBackup, { rooms: ['jobs'], onDone: (started) => setJobId(started.jobId) })
  return (
    <Page
      title={say('backups.title')}
      back="/settings"
      actions={
        <Button kind="primary" icon={<SaveOutlined />} busy={run.busy} onClick={() => void run.send({})}>
          {say('backups.now')}
        </Button>
      }
    >
      {data && <p className="k-t2 k-lead">{say('backups.where', { folder: data.folder, kept: data.keptDaily })}</p>}
      <Problem problem={problem ?? run.problem} again={again} />
      {jobId !== undefined && <Running jobId={jobId} onEnd={again} />}
      {loading && <Skeleton rows={3} />}
      {data?.rows.length === 0 && <Empty title={say('backups.none')} why={say('backups.none-why')} />}
      {data && data.rows.length > 0 && (
        <Lines label={say('backups.title')}>
          {data.rows.map((b) => (
            <Line
              key={b.name}
              title={b.name}
              text={<When at={b.madeAt} />}
              note={b.daily && <Chip>{say('backups.daily')}</Chip>}
              actions={<span className="k-t2 k-figure">{say('backups.megabytes', { megabytes: (b.size / megabyte).toFixed(1) })}</span>}
            />
          ))}
        </Lines>
      )}
    </Page>
  )
}

function Running({ jobId, onEnd }: { jobId: number; onEnd: () => void }) {
  const say = useSay()
  const { data: job } = useJob(jobId)
  // biome-ignore lint/correctness/useExhaustiveDependencies: told once for each state
  useEffect(() => {
    if (job && !isOpen(job.state)) onEnd()
  }, [job?.state])
  if (job?.state === 'FAILED') return <Problem problem={jobFailure(job.problem, say)} />
  if (job?.state === 'DONE') return null
  return (
    <div className="k-lead">
      <JobProgress title={say('backups.running')} done={job && shareOf(job)} mayLeave />
    </div>
  )
}
