import type { ReactNode } from 'react'
import './css/record.css'

export type StripFact = { readonly key: string; readonly label: ReactNode; readonly value: ReactNode; readonly note?: ReactNode }

/** One line of facts, label over value. `figures` draws the big numbers of a page's top. */
export function Strip({ facts, figures, label }: { facts: readonly StripFact[]; figures?: boolean; label?: string }) {
  return (
    <dl className={figures ? 'k-stats' : 'k-meta'} aria-label={label}>
      {facts.map((f) => (
        <div key={f.key}>
          <dt>{f.label}</dt>
          <dd>
            {f.value} {f.note !== undefined && <span className="k-note">{f.note}</span>}
          </dd>
        </div>
      ))}
    </dl>
  )
}
