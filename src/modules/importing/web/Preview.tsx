import { Checkbox } from 'antd'
import { useEffect, useState } from 'react'
import type { z } from 'zod'
import { cancelJob } from '../../../platform/office/contract.ts'
import { isOpen, jobFailure, shareOf, useJob } from '../../../platform/web/jobs.ts'
import { useChange, useRead } from '../../../platform/web/reads.ts'
import { CardChoices } from '../../../ui/card-choices.tsx'
import { JobProgress } from '../../../ui/job-progress.tsx'
import { Section } from '../../../ui/page.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { type ImportCounts, type ImportMode, importModes, type importSettings, readImport, startImport } from '../contract.ts'
import { Counts } from './Counts.tsx'
import { Failures } from './Failures.tsx'

export type Settings = z.input<typeof importSettings>
type PreviewProps = { settings: Settings; onChange: (settings: Settings) => void; onCounts: (counts: ImportCounts | undefined) => void }

/** The whole import in the way it will run, without keeping anything: what would be new, what changes, what fails. */
export function Preview({ settings, onChange, onCounts }: PreviewProps) {
  const say = useSay()
  const [jobId, setJobId] = useState<number | undefined>(undefined)
  const start = useChange(startImport, { onDone: (started) => setJobId(started.jobId) })
  const asked = JSON.stringify(settings)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each other set of choices is tried out once
  useEffect(() => {
    setJobId(undefined)
    onCounts(undefined)
    void start.send({ ...settings, dryRun: true })
  }, [asked])
  return (
    <>
      <div className="k-import-options">
        <CardChoices<ImportMode>
          label={say('import.mode')}
          options={importModes
            .toReversed()
            .map((value) => ({ value, title: say(`import.mode.${value}`), text: say(`import.mode-text.${value}`) }))}
          value={settings.mode ?? 'both'}
          onChange={(mode) => onChange({ ...settings, mode })}
        />
        {settings.kind === 'orders' && (
          <Checkbox
            checked={settings.createCustomers ?? false}
            onChange={(e) => onChange({ ...settings, createCustomers: e.target.checked })}
          >
            {say('import.create-customers')}
          </Checkbox>
        )}
      </div>
      <Section title={say('import.what-would-happen')} />
      <Problem problem={start.problem} />
      {jobId === undefined ? (
        !start.problem && <JobProgress title={say('import.checking')} done={undefined} />
      ) : (
        <DryRun jobId={jobId} onCounts={onCounts} />
      )}
    </>
  )
}

function DryRun({ jobId, onCounts }: { jobId: number; onCounts: (counts: ImportCounts) => void }) {
  const say = useSay()
  const { data: job, problem } = useJob(jobId)
  const cancel = useChange(cancelJob)
  const over = job !== undefined && !isOpen(job.state)
  const { data: done } = useRead(readImport, { jobId }, { when: over })
  const counts = job?.state === 'DONE' ? done?.counts : undefined
  // biome-ignore lint/correctness/useExhaustiveDependencies: told once, when they are known
  useEffect(() => {
    if (counts) onCounts(counts)
  }, [counts])
  if (problem) return <Problem problem={problem} />
  if (job?.state === 'FAILED') return <Problem problem={jobFailure(job.problem, say)} />
  if (!done || !counts) {
    return <JobProgress title={say('import.checking')} done={job && shareOf(job)} onCancel={() => void cancel.send({ id: jobId })} />
  }
  return (
    <>
      <Counts counts={counts} dryRun />
      <Failures jobId={jobId} kind={done.kind} count={counts.failed} failures={done.failures} />
    </>
  )
}
