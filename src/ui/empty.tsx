import type { ReactNode } from 'react'
import './css/parts.css'

type EmptyProps = { title: string /** Why it matters, and the clause. */; why?: ReactNode /** One primary action. */; action?: ReactNode }

/** What is missing, why it matters, and the next step. */
export function Empty({ title, why, action }: EmptyProps) {
  return (
    <div className="k-empty">
      <svg width="88" height="44" fill="none" stroke="var(--mute)" strokeWidth="1.5" aria-hidden="true">
        <rect x="1" y="8" width="54" height="34" rx="5" />
        <path d="M1 18H55M14 2V12M42 2V12" />
        <path d="M66 25H86M78 17L86 25L78 33" stroke="var(--accent-base)" />
      </svg>
      <h4>{title}</h4>
      {why && <p className="k-t2">{why}</p>}
      {action && <div className="k-row">{action}</div>}
    </div>
  )
}
