import { useRef } from 'react'
import type { z } from 'zod'
import { Chip, Rule } from '../../../ui/chip.tsx'
import { Empty } from '../../../ui/empty.tsx'
import { useSay } from '../../../ui/say.tsx'
import type { ruleEntry } from '../contract.ts'
import { chaptersOf } from '../policy/chapters.ts'
import { matches, valueWords } from './register-words.ts'

type Entry = z.input<typeof ruleEntry>

/** Every rule of a version by chapter: id, title, clause, text, and the parameters in force. */
export function RuleRegister({ rules, q }: { rules: readonly Entry[]; q: string }) {
  const say = useSay()
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
              <RuleCard key={r.id} rule={r} asked={q.trim() !== ''} />
            ))}
          </section>
        ))}
      </div>
    </div>
  )
}

/** A rule in words; the lines of the text it is set by are folded away unless something was searched. */
function RuleCard({ rule: r, asked }: { rule: Entry; asked: boolean }) {
  const say = useSay()
  const parameters = Object.entries(r.parameters)
  return (
    <article className="policies-rule">
      <header>
        <b>{r.title}</b>
        <Rule>{r.id}</Rule>
        <span className="k-aux k-t3">
          {r.clause.document} {r.clause.place}
        </span>
      </header>
      <p>{r.text}</p>
      {parameters.length > 0 && (
        <details open={asked}>
          <summary className="k-aux">{say('policies.parameters', { count: parameters.length })}</summary>
          <dl>
            {parameters.map(([path, value]) => (
              <div key={path}>
                <dt className="k-aux k-t3">{path}</dt>
                <dd>
                  <Value value={value} />
                </dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </article>
  )
}

const longest = 160

function Value({ value }: { value: unknown }) {
  const say = useSay()
  const words = valueWords(value, say)
  if (words.length <= longest) return <Chip outline>{words}</Chip>
  return (
    <details>
      <summary className="k-aux">{say('policies.long-value')}</summary>
      <pre>{JSON.stringify(value, null, 2)}</pre>
    </details>
  )
}
