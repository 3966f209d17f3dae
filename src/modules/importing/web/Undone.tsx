import { useEffect } from 'react'
import { type UndoResult, undoResult } from '../../../platform/undo/contract.ts'
import { isOpen, jobFailure, shareOf, useJob } from '../../../platform/web/jobs.ts'
import { JobProgress } from '../../../ui/job-progress.tsx'
import { Link } from '../../../ui/link.tsx'
import { Section } from '../../../ui/page.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'

/** What taking an import back came to: how much is gone, and what was left and why. */
export function Undone({ jobId, onEnd }: { jobId: number; onEnd: () => void }) {
  const say = useSay()
  const { data: job, problem, again } = useJob(jobId)
  // biome-ignore lint/correctness/useExhaustiveDependencies: told once, when it has ended
  useEffect(() => {
    if (job && !isOpen(job.state)) onEnd()
  }, [job?.state])
  const result = undoResult.safeParse(job?.result)
  return (
    <Section title={say('import.undone-title')}>
      <Problem problem={problem} again={again} />
      {job && isOpen(job.state) && <JobProgress title={say('import.undoing')} done={shareOf(job)} mayLeave />}
      {job?.state === 'FAILED' && <Problem problem={jobFailure(job.problem, say)} />}
      {result.success && (
        <>
          <p>
            {say(result.data.leftCount > 0 ? 'import.undone-left' : 'import.undone', {
              count: result.data.undone,
              left: result.data.leftCount,
            })}
          </p>
          <Left left={result.data.left} />
        </>
      )}
    </Section>
  )
}

function Left({ left }: { left: UndoResult['left'] }) {
  const say = useSay()
  if (left.length === 0) return null
  return (
    <ul className="k-import-failures">
      {left.map((row) => (
        <li key={`${row.kind} ${row.id}`}>
          <span>{row.kind === 'customer' ? <Link to={`/customers/${row.id}`}>{row.label}</Link> : row.label}</span>
          <span className="k-t2">{say(`undo.left.${row.reason}`)}</span>
        </li>
      ))}
    </ul>
  )
}
