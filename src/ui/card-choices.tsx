import { useId } from 'react'
import './css/door.css'

type Option<V extends string> = { readonly value: V; readonly title: string; readonly text?: string }
type CardChoicesProps<V extends string> = {
  label: string
  options: readonly Option<V>[]
  value: V | undefined
  onChange: (value: V) => void
}

/** One of a few, each with a sentence about what it means. */
export function CardChoices<V extends string>({ label, options, value, onChange }: CardChoicesProps<V>) {
  const name = useId()
  return (
    <div className="k-cards-pick" role="radiogroup" aria-label={label}>
      {options.map((o) => (
        <label key={o.value} className="k-card-pick">
          <input type="radio" name={name} checked={o.value === value} onChange={() => onChange(o.value)} />
          <b>{o.title}</b>
          {o.text && <span className="k-aux k-t2">{o.text}</span>}
        </label>
      ))}
    </div>
  )
}
