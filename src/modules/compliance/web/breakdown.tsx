import type { ReactNode } from 'react'
import { grouped } from '../../../ui/figures.ts'
import { Link } from '../../../ui/link.tsx'
import { Section } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.tsx'
import type { Figures, Outcome } from '../contract.ts'
import { figureWord, outcomesOf, standingWord } from '../policy/told.ts'
import { countOf, Share, StandingBar } from './standing-bar.tsx'

export type BreakdownRow = { key: string; label: ReactNode; figures: Figures; to: (outcome?: Outcome) => string }
type BreakdownProps = { title: string; rows: readonly BreakdownRow[]; target: number | null; ruleId: string }

/** A rule divided one way; every count opens its records. */
export function Breakdown({ title, rows, target, ruleId }: BreakdownProps) {
  const say = useSay()
  const outcomes = outcomesOf(ruleId)
  if (rows.length === 0) return null
  return (
    <Section title={title}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what is wider than a phone must scroll by keys too */}
      <section className="comp-scroll" aria-label={title} tabIndex={0}>
        <table className="comp-rules parts">
          <thead>
            <tr>
              <th scope="col">{title}</th>
              <th scope="col" className="right">
                {say(figureWord('owed', ruleId))}
              </th>
              {outcomes.map((o) => (
                <th key={o} scope="col" className="right">
                  {say(standingWord(o, ruleId))}
                </th>
              ))}
              <th scope="col" className="bar">
                {say('compliance.how')}
              </th>
              <th scope="col" className="right">
                {say(figureWord('share', ruleId))}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, label, figures, to }) => (
              <tr key={key}>
                <th scope="row">{label}</th>
                <td className="right">
                  <Count value={figures.owed} to={to()} />
                </td>
                {outcomes.map((o) => (
                  <td key={o} className="right">
                    <Count value={countOf(figures, o)} to={to(o)} />
                  </td>
                ))}
                <td className="bar">
                  <StandingBar figures={figures} ruleId={ruleId} />
                </td>
                <td className="right">
                  <Share figures={figures} target={target} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Section>
  )
}

const Count = ({ value, to }: { value: number; to: string }) =>
  value === 0 ? <span className="k-mute">0</span> : <Link to={to}>{grouped(value)}</Link>
