import { ExclamationCircleFilled } from '@ant-design/icons'
import type { Say } from '../core/text.ts'
import { Button } from './button.tsx'
import { useSay } from './say.tsx'
import './css/parts.css'

/** What a failed call tells; the web client's `Failure` fits. */
export type ProblemLike = {
  readonly code: string
  readonly rule: string
  readonly message?: string
  readonly facts?: Readonly<Record<string, unknown>>
  readonly issues: readonly { readonly path: string; readonly reason: string; readonly message?: string | undefined }[]
  readonly requestId?: string | undefined
}

/** The server's sentence, or ours where none came (no network, a fault). */
export const problemWords = (problem: ProblemLike, say: Say): string => problem.message || say(`problem.${problem.code}`, problem.facts)

type ProblemProps = {
  problem: ProblemLike | undefined
  /** Tries again. */
  again?: () => void
  /** Issues already shown beside their fields are not repeated. */
  shownPaths?: readonly string[]
}

/** What went wrong, where, and what can be done. Nothing when there is no problem. */
export function Problem({ problem, again, shownPaths = [] }: ProblemProps) {
  const say = useSay()
  if (!problem) return null
  const others = problem.issues.filter((i) => !shownPaths.includes(i.path))
  return (
    <div className="k-problem" role="alert">
      <ExclamationCircleFilled />
      <div className="k-grow">
        <p>{problemWords(problem, say)}</p>
        {others.length > 0 && (
          <ul>
            {others.map((i) => (
              <li key={`${i.path} ${i.reason}`}>{[i.path, i.message ?? say(`reason.${i.reason}`)].filter(Boolean).join('：')}</li>
            ))}
          </ul>
        )}
        {problem.requestId && problem.code === 'fault' && <p className="k-aux">{say('ui.request-id', { id: problem.requestId })}</p>}
      </div>
      {again && (
        <Button small onClick={again}>
          {say('ui.again')}
        </Button>
      )}
    </div>
  )
}
