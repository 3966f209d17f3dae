import { CheckCircleFilled } from '@ant-design/icons'
import type { Failure } from '../../../platform/web/failure.ts'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import type { Finding } from './writing-state.ts'

type MendProps = { findings: readonly Finding[]; checked: boolean; problem: Failure | undefined; onFinding: (finding: Finding) => void }

/** What keeps the text from being published, each with its place. */
export function Mend({ findings, checked, problem, onFinding }: MendProps) {
  const say = useSay()
  if (problem) return <Problem problem={problem} />
  if (!checked && findings.length === 0) return <p className="k-t3">{say('studio.checking')}</p>
  if (findings.length === 0) {
    return (
      <p className="k-ok k-row">
        <CheckCircleFilled /> {say('studio.sound')}
      </p>
    )
  }
  return (
    <ul className="studio-findings">
      {findings.map((f, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same may be said twice of one place
        <li key={`${f.path} ${f.reason} ${i}`}>
          <button type="button" onClick={() => onFinding(f)}>
            <span className="k-t3 k-figure">{f.line === undefined ? '' : say('policies.line', { line: f.line })}</span>
            <span>
              {f.message}
              <span className="k-aux k-t3">{f.path}</span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}
