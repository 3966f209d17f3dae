import type { ReactNode } from 'react'
import './interactions.css'

/** A few words to press, on a phone as large as a thumb. */
export const Pills = ({ labelledBy, children }: { labelledBy: string; children: ReactNode }) => (
  // biome-ignore lint/a11y/useSemanticElements: a fieldset would want a legend where the field has its label
  <div className="log-pills" role="group" aria-labelledby={labelledBy}>
    {children}
  </div>
)

export const Pill = ({ on, onToggle, children }: { on: boolean; onToggle: (on: boolean) => void; children: ReactNode }) => (
  <button type="button" className="log-pill" aria-pressed={on} onClick={() => onToggle(!on)}>
    {children}
  </button>
)

type OneOfProps<V extends string> = {
  id: string
  options: readonly { value: V; label: string; icon?: ReactNode }[]
  value: unknown
  onChange: (value: V) => void
  required?: boolean
}

/** One of a few, each to be pressed at once; arrows move between them. */
export function OneOf<V extends string>({ id, options, value, onChange, required = false }: OneOfProps<V>) {
  return (
    <div className="log-pills" role="radiogroup" aria-labelledby={`${id}-label`} aria-required={required}>
      {options.map((o) => (
        <label key={o.value} className="log-pill">
          <input type="radio" name={id} checked={o.value === value} onChange={() => onChange(o.value)} />
          {o.icon}
          {o.label}
        </label>
      ))}
    </div>
  )
}
