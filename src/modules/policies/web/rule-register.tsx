import { useRef } from 'react'
import type { z } from 'zod'
import { useMay } from '../../../platform/web/session.ts'
import { Rule } from '../../../ui/chip.tsx'
import { Empty } from '../../../ui/empty.tsx'
import { Link } from '../../../ui/link.tsx'
import { useSay } from '../../../ui/say.tsx'
import type { ruleEntry } from '../contract.ts'
import { chaptersOf } from '../policy/chapters.ts'
import { RuleParameters } from './RuleParameters.tsx'
import { matches } from './register-words.ts'

type Entry = z.input<typeof ruleEntry>

type RuleRegisterProps = {
  rules: readonly Entry[]
  q: string
  /** Each rule of the version in force leads to how it is kept. */
  inForce: boolean
}

/** Every rule of a version by chapter: id, title, clause, text, and the parameters in force. */
export function RuleRegister({ rules, q, inForce }: RuleRegisterProps) {
  const say = useSay()
  const linked = useMay()('compliance.read') && inForce
  const box = useRef<HTMLDivElement>(null)
  const found = rules.filter((r) => matches(r, q))
  const chapters = chaptersOf(found)
  const show = (section: string) => box.current?.querySelector(`[data-section="${section}"]`)?.scrollIntoView({ block: 'start' })
  return (
    <div className="policies-columns">
      <nav className="policies-outline" aria-label={say('policies.chapters')}>
        {chapters.map((c) => (
          <button key={c.section} type="button" onClick={() => show(c.section)}>
            <span className="k-grow k-cut">{say(`policy-section.${c.section}`)}</span>
            <span className="k-t3">{c.rules.length}</span>
          </button>
        ))}
      </nav>
      <div className="policies-rules" ref={box}>
        {chapters.length === 0 && <Empty title={say('policies.no-rule')} />}
        {chapters.map((c) => (
          <section key={c.section} data-section={c.section}>
            <h3>{say(`policy-section.${c.section}`)}</h3>
            {c.rules.map((r) => (
              <RuleCard key={r.id} rule={r} asked={q.trim() !== ''} linked={linked} />
            ))}
          </section>
        ))}
      </div>
    </div>
  )
}

/** A rule in words; the lines of the text it is set by are folded away unless something was searched. */
function RuleCard({ rule: r, asked, linked }: { rule: Entry; asked: boolean; linked: boolean }) {
  const say = useSay()
  const count = Object.keys(r.parameters).length
  return (
    <article className="policies-rule">
      <header>
        <b>{r.title}</b>
        <Rule>{r.id}</Rule>
        <span className="k-aux k-t3">
          {r.clause.document} {r.clause.place}
        </span>
        {linked && (
          <Link to={`/compliance/rules/${r.id}`} className="k-aux" label={say('policies.kept-of', { rule: r.title })}>
            {say('policies.kept')}
          </Link>
        )}
      </header>
      <p>{r.text}</p>
      {count > 0 && (
        <details open={asked}>
          <summary className="k-aux">{say('policies.parameters', { count })}</summary>
          <RuleParameters parameters={r.parameters} />
        </details>
      )}
    </article>
  )
}
