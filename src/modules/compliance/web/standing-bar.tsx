import { grouped } from '../../../ui/figures.ts'
import { useSay } from '../../../ui/say.tsx'
import { type Figures, type Outcome, outcomes } from '../contract.ts'
import { outcomesOf, standingWord } from '../policy/told.ts'
import { isBelowTarget } from '../policy.ts'

const fields = { ON_TIME: 'onTime', LATE: 'late', OPEN_LATE: 'openLate', WAIVED: 'waived', NOT_APPLICABLE: 'notApplicable' } as const

export const countOf = (figures: Figures, outcome: Outcome): number => figures[fields[outcome]]

/** How what was owed stands, each part as wide as its share; the words are in its label. */
export function StandingBar({ figures, ruleId }: { figures: Figures; ruleId?: string }) {
  const say = useSay()
  if (figures.owed === 0) return <span className="k-t3 k-aux">{say('compliance.none-owed')}</span>
  const parts = outcomes.filter((o) => countOf(figures, o) > 0)
  const words = parts.map((o) => `${say(standingWord(o, ruleId))} ${grouped(countOf(figures, o))}`).join('，')
  return (
    <span className="comp-bar" role="img" aria-label={words} title={words}>
      {parts.map((o) => (
        <i key={o} className={o} style={{ flexGrow: countOf(figures, o) }} />
      ))}
    </span>
  )
}

/** What the colours of the bars mean. */
export function Legend({ ruleId }: { ruleId?: string }) {
  const say = useSay()
  return (
    <p className="comp-legend k-aux k-t2">
      {outcomesOf(ruleId).map((o) => (
        <span key={o}>
          <i className={o} aria-hidden="true" /> {say(standingWord(o, ruleId))}
        </span>
      ))}
    </p>
  )
}

/** Cut, not rounded: 94.96 % must not look like 95.0 %. */
export const percentWords = (share: number | null): string =>
  share === null ? '—' : `${grouped(Math.floor(share * 1000 + 1e-9) / 10, 1)}%`

/** The share on time; red and said so where it is below the target. */
export function Share({ figures, target }: { figures: Figures; target: number | null }) {
  const say = useSay()
  const below = isBelowTarget(figures, target)
  if (figures.share === null) return <span className="k-t3">—</span>
  return (
    <span className={below ? 'k-danger k-b' : 'k-b'}>
      {percentWords(figures.share)}
      {below && <span className="k-hidden">{say('compliance.below')}</span>}
    </span>
  )
}
