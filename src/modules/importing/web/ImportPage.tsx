import { useEffect, useState } from 'react'
import { cancelJob } from '../../../platform/office/contract.ts'
import { isOpen, jobFailure, secondsLeft, shareOf, useJob } from '../../../platform/web/jobs.ts'
import { useChange, useRead } from '../../../platform/web/reads.ts'
import { Button } from '../../../ui/button.tsx'
import { JobProgress } from '../../../ui/job-progress.tsx'
import { useParam } from '../../../ui/link.tsx'
import { Page } from '../../../ui/page.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { Steps } from '../../../ui/steps.tsx'
import { When } from '../../../ui/when.tsx'
import { readImport } from '../contract.ts'
import { Counts } from './Counts.tsx'
import { Failures } from './Failures.tsx'
import { useImportSteps } from './ImportWizard.tsx'
import { UndoImport } from './UndoImport.tsx'
import { Undone } from './Undone.tsx'
import './import.css'

/** One import: how far it is, then what it did, what failed, and the way back. */
export function ImportPage() {
  const say = useSay()
  const jobId = Number(useParam('jobId'))
  const { data: job, problem, readAt } = useJob(jobId)
  const { data: record, problem: missing, again } = useRead(readImport, { jobId })
  const [undoing, setUndoing] = useState(false)
  const cancel = useChange(cancelJob, { rooms: ['imports'] })
  const open = job !== undefined && isOpen(job.state)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the figures are read again when the job has ended
  useEffect(() => again(), [job?.state])
  const lands = record?.kind === 'orders' ? '/orders' : '/customers'
  return (
    <Page
      title={record ? say('import.title-of', { kind: say(`importing.kind.${record.kind}`) }) : say('import.title')}
      note={record?.fileName}
      back="/import/history"
      body="fill"
      moreActions={
        record?.undoUntil && (
          <Button danger onClick={() => setUndoing(true)}>
            {say('import.undo')}
          </Button>
        )
      }
      actions={!open && <Button to="/import">{say('import.another')}</Button>}
    >
      <Steps steps={useImportSteps()} current="import" />
      <div className="k-import-body">
        <Problem problem={problem ?? missing ?? cancel.problem} again={again} />
        {!record && !missing && <Skeleton rows={5} />}
        {open && job && (
          <JobProgress
            title={job.cancelAsked ? say('import.stopping') : say('import.running', { file: record?.fileName })}
            done={shareOf(job)}
            secondsLeft={secondsLeft(job, readAt ?? 0)}
            {...(job.cancelAsked ? {} : { onCancel: () => void cancel.send({ id: jobId }) })}
            mayLeave
          />
        )}
        {job?.state === 'FAILED' && <Problem problem={jobFailure(job.problem, say)} />}
        {job?.state === 'CANCELLED' && <p className="k-warning">{say('import.cancelled')}</p>}
        {record && !open && (
          <>
            <Counts counts={record.counts} dryRun={record.dryRun} />
            {record.undoJobId !== null && <Undone jobId={record.undoJobId} onEnd={again} />}
            <Failures jobId={jobId} kind={record.kind} count={record.counts.failed} failures={record.failures} />
            {record.undoUntil && (
              <p className="k-t3">
                {say('import.undo-until')} <When at={record.undoUntil} />
              </p>
            )}
            {record.counts.new + record.counts.changed > 0 && !record.undoneAt && (
              <div>
                <Button to={lands}>{say('import.look')}</Button>
              </div>
            )}
          </>
        )}
      </div>
      {undoing && record && <UndoImport record={record} onClose={() => setUndoing(false)} />}
    </Page>
  )
}
