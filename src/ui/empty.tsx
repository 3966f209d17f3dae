import type { ReactNode } from 'react'
import './css/parts.css'

type EmptyProps = { title: string /** Why it matters, and the clause. */; why?: ReactNode /** One primary action. */; action?: ReactNode }

/** What is missing, why it matters, and the next step. */
export function Empty({ title, why, action }: EmptyProps) {
  return (
    <div className="k-empty">
      <svg width="88" height="44" fill="none" stroke="var(--mute)" strokeWidth="1.5" strokeLinecap="round" aria-hidden="true">
        <rect x="1" y="2" width="54" height="40" rx="5" />
        <path d="M1 14H55M11 22H27M11 32H21M37 22H45M37 32H45" />
        {action && <path d="M66 22H86M78 14L86 22L78 30" stroke="var(--accent-base)" />}
      </svg>
      <h4>{title}</h4>
      {why && <p className="k-t2">{why}</p>}
      {action && <div className="k-row">{action}</div>}
    </div>
  )
}
