import { useState } from 'react'
import { isOpen, jobFailure, shareOf, useJob } from '../../../platform/web/jobs.ts'
import { useChange } from '../../../platform/web/reads.ts'
import { Button } from '../../../ui/button.tsx'
import { Chip } from '../../../ui/chip.tsx'
import { Copy } from '../../../ui/copy.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { JobProgress } from '../../../ui/job-progress.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { type Verification as Found, verification, verifyTrail } from '../contract.ts'

type VerificationProps = { jobId: number | undefined; onClose: () => void }

/** Checks the whole trail against its seals and says what came of it. */
export function Verification({ jobId: earlier, onClose }: VerificationProps) {
  const say = useSay()
  const [jobId, setJobId] = useState(earlier)
  const start = useChange(verifyTrail, { rooms: ['jobs'], onDone: (started) => setJobId(started.jobId) })
  return (
    <Dialog open title={say('audit.verify')} onClose={onClose}>
      <div className="k-stack">
        <p className="k-t2">{say('audit.verify-text')}</p>
        <Problem problem={start.problem} />
        {jobId !== undefined && <Checked jobId={jobId} />}
        <div>
          <Button kind={jobId === undefined ? 'primary' : 'plain'} busy={start.busy} onClick={() => void start.send({})}>
            {say(jobId === undefined ? 'audit.verify-start' : 'audit.verify-again')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}

function Checked({ jobId }: { jobId: number }) {
  const say = useSay()
  const { data: job, problem, again } = useJob(jobId)
  const found = verification.safeParse(job?.result)
  if (problem) return <Problem problem={problem} again={again} />
  if (!job || isOpen(job.state)) return <JobProgress title={say('audit.verifying')} done={job && shareOf(job)} mayLeave />
  if (job.state === 'FAILED') return <Problem problem={jobFailure(job.problem, say)} />
  return found.success ? <Outcome found={found.data} /> : null
}

function Outcome({ found }: { found: Found }) {
  const say = useSay()
  const { whole, broken, events, unsealed, erased, head } = found
  return (
    <>
      <p>
        <Chip tone={whole ? 'ok' : 'danger'}>{say(whole ? 'audit.whole' : 'audit.broken')}</Chip>{' '}
        {say('audit.checked', { events, unsealed, erased })}
      </p>
      {broken && (
        <p className="k-danger">
          {say(`audit.break.${broken.reason}`)}{' '}
          {say('audit.broken-at', { from: broken.eventId ?? broken.fromId, until: broken.eventId ?? broken.untilId })}
        </p>
      )}
      {head && (
        <>
          <p className="k-aux k-t3">{say('audit.head')}</p>
          <Copy text={head} label={say('audit.head')} />
        </>
      )}
    </>
  )
}
