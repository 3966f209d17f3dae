import type { ReactNode } from 'react'
import { useSay } from './say.tsx'
import './css/door.css'

type DoorProps = {
  title: ReactNode
  /** One sentence under the title. */
  lead?: ReactNode
  /** For forms with more than two fields. */
  wide?: boolean
  children?: ReactNode
}

/** A page without the shell: signing in, first run, setting a password. */
export function Door({ title, lead, wide, children }: DoorProps) {
  const say = useSay()
  return (
    <div className={`k-door${wide ? ' wide' : ''}`}>
      <p className="k-door-mark">
        <i aria-hidden="true">客</i>
        {say('shell.product')}
      </p>
      <section className="k-door-card">
        <h1>{title}</h1>
        {lead && <p className="k-t2 k-door-lead">{lead}</p>}
        {children}
      </section>
    </div>
  )
}
