import { useEffect } from 'react'
import { cancelJob } from '../../../platform/office/contract.ts'
import { isOpen, jobFailure, secondsLeft, shareOf, useJob } from '../../../platform/web/jobs.ts'
import { useChange, useRead } from '../../../platform/web/reads.ts'
import { useMay } from '../../../platform/web/session.ts'
import { Button } from '../../../ui/button.tsx'
import { shortDay, whenWords } from '../../../ui/days.ts'
import { JobProgress } from '../../../ui/job-progress.tsx'
import { useNow } from '../../../ui/now.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { readPreview, startPreview } from '../contract.ts'
import { PreviewDuties } from './preview-duties.tsx'
import { PreviewHours } from './preview-hours.tsx'
import { type Asked, previewOf } from './preview-state.ts'
import { PreviewTiers } from './preview-tiers.tsx'

type ResultProps = {
  source: string
  effectiveOn: string
  asked: Asked | undefined
  /** The figures are of another text than the one that stands there now. */
  stale: boolean
  onAsked: (jobId: number | undefined) => void
}

/** Starts the preview, shows how far it is, then what it found. */
export function PreviewResult({ source, effectiveOn, asked, stale, onAsked }: ResultProps) {
  const say = useSay()
  const may = useMay()('policies.publish')
  const start = useChange(startPreview, { onDone: ({ jobId }) => onAsked(jobId) })
  const begin = (
    <Button
      kind={asked && !stale ? 'plain' : 'primary'}
      busy={start.busy}
      disabledBecause={may ? undefined : say('preview.no-publish-right')}
      onClick={() => void start.send({ source, effectiveOn })}
    >
      {say(asked ? 'preview.again' : 'preview.start')}
    </Button>
  )
  return (
    <div className="preview-main">
      <div className="k-row preview-head">
        <h2 className="k-grow">{say('preview.effect')}</h2>
        {begin}
      </div>
      <Problem problem={start.problem} />
      {!asked && !start.problem && <p className="k-t2 k-measure">{say('preview.says')}</p>}
      {asked && <Job key={asked.jobId} jobId={asked.jobId} onGone={() => onAsked(undefined)} />}
    </div>
  )
}

function Job({ jobId, onGone }: { jobId: number; onGone: () => void }) {
  const say = useSay()
  const { data: job, readAt, problem } = useJob(jobId)
  const cancel = useChange(cancelJob)
  const gone = problem?.code === 'not-found' || problem?.code === 'forbidden'
  // biome-ignore lint/correctness/useExhaustiveDependencies: told once, when the answer says so
  useEffect(() => {
    if (gone) onGone()
  }, [gone])
  if (problem) return gone ? null : <Problem problem={problem} />
  if (!job) return <Skeleton rows={6} />
  if (isOpen(job.state)) {
    return (
      <div className="preview-running">
        <JobProgress
          title={say('preview.running', { count: job.done })}
          done={shareOf(job)}
          secondsLeft={secondsLeft(job, readAt ?? 0)}
          onCancel={() => void cancel.send({ id: jobId })}
          mayLeave
        />
      </div>
    )
  }
  const previewId = previewOf(job)
  if (previewId !== undefined) return <Found id={previewId} />
  return job.state === 'FAILED' ? (
    <Problem problem={jobFailure(job.problem, say)} />
  ) : (
    <p className="k-t2">{say(`preview.ended.${job.state}`)}</p>
  )
}

function Found({ id }: { id: number }) {
  const say = useSay()
  const now = useNow()
  const { data: preview, problem } = useRead(readPreview, { id }, { staleSeconds: 3600 })
  if (problem) return problem.code === 'not-found' ? <p className="k-t2">{say('preview.gone')}</p> : <Problem problem={problem} />
  if (!preview) return <Skeleton rows={8} />
  return (
    <>
      <p className="k-aux k-t3">
        {say('preview.made', { time: whenWords(preview.madeAt, now, say), day: shortDay(preview.effectiveOn, now.today) })}
      </p>
      <PreviewTiers preview={preview} />
      <PreviewDuties preview={preview} />
      <PreviewHours preview={preview} />
    </>
  )
}
