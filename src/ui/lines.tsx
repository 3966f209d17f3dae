import type { ReactNode } from 'react'
import { Link } from './link.tsx'
import './css/lines.css'

/** A short list that needs no paging: one line separates, nothing else. */
export const Lines = ({ label, children }: { label?: string; children: ReactNode }) => (
  <ul className="k-lines" aria-label={label}>
    {children}
  </ul>
)

type LineProps = {
  title: ReactNode
  /** Grey under the title. */
  text?: ReactNode
  /** In the middle: chips, progress. */
  note?: ReactNode
  icon?: ReactNode
  actions?: ReactNode
  to?: string
  /** How deep it stands in a tree. */
  depth?: number
}

/** One thing of a short list: title and sentence at the left, what can be done at the right. */
export function Line({ title, text, note, icon, actions, to, depth = 0 }: LineProps) {
  return (
    <li className="k-line" style={depth > 0 ? { paddingLeft: depth * 20 } : undefined}>
      {icon && <span className="k-line-icon">{icon}</span>}
      <span className="k-line-words">
        <span className="k-b">{to ? <Link to={to}>{title}</Link> : title}</span>
        {text && <span className="k-aux k-t3">{text}</span>}
      </span>
      {note && <span className="k-line-note">{note}</span>}
      {actions && <span className="k-row k-line-acts">{actions}</span>}
    </li>
  )
}
