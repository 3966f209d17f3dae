import { grouped } from '../../../ui/figures.ts'
import { Link } from '../../../ui/link.tsx'
import { Section } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.tsx'
import type { ShownEvidence } from '../contract.ts'
import { percentWords } from './standing-bar.tsx'

/** A figure as people read it: thousands apart, one decimal where it has any. */
export const valueWords = (value: ShownEvidence['lines'][number]['value']): string =>
  typeof value === 'number' ? grouped(value, Number.isInteger(value) ? 0 : 1) : (value ?? '—')

/** What shows that a rule is kept: the share first where something is asked, then the figures beside it. */
export function EvidenceFigures({ evidence: e }: { evidence: ShownEvidence }) {
  const say = useSay()
  return (
    <div className="comp-narrow">
      <Section
        title={say(e.ofNow ? 'compliance.evidence-now' : 'compliance.evidence')}
        more={e.to && <Link to={e.to}>{say('compliance.evidence-list')}</Link>}
      >
        <dl className="comp-evidence">
          {e.asked !== null && e.kept !== null && (
            <div className="first">
              <dt>{say('compliance.evidence-kept')}</dt>
              <dd>
                <b>{percentWords(e.share)}</b>
                <span className="k-aux k-t3">{say('compliance.evidence-of', { kept: grouped(e.kept), asked: grouped(e.asked) })}</span>
              </dd>
            </div>
          )}
          {e.lines.map(({ word, label, value }) => (
            <div key={word}>
              <dt>{label}</dt>
              <dd>{valueWords(value)}</dd>
            </div>
          ))}
        </dl>
      </Section>
    </div>
  )
}
