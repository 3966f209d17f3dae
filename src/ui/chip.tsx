import type { ReactNode } from 'react'
import './css/parts.css'

export type Tone = 'plain' | 'danger' | 'warn' | 'ok' | 'info'

/** A short word in a soft frame; `outline` for numbers and names. Colour only with a word that says the same. */
export function Chip({
  children,
  tone = 'plain',
  outline,
  title,
}: {
  children: ReactNode
  tone?: Tone
  outline?: boolean
  title?: string
}) {
  return (
    <span className={`k-chip ${tone}${outline ? ' line' : ''}`} title={title}>
      {children}
    </span>
  )
}

/** A clause or rule: small, grey, dashed underline. As a button it is the child of `<Why>`. */
export const Rule = ({ children }: { children: ReactNode }) => <span className="k-rule">{children}</span>

/** A key as it stands on the keyboard. */
export const Kbd = ({ children }: { children: ReactNode }) => <kbd className="k-kbd">{children}</kbd>

/** The last character of a person's name in a ring; decoration, so the name must stand beside it. */
export const Avatar = ({ name, big }: { name: string; big?: boolean }) => (
  <span className={`k-ava${big ? ' big' : ''}`} aria-hidden="true">
    {name.trim().slice(-1)}
  </span>
)

/** Avatar and name. */
export const Person = ({ name }: { name: string | null | undefined }) =>
  name ? (
    <span className="k-row k-person">
      <Avatar name={name} />
      <span className="k-cut">{name}</span>
    </span>
  ) : (
    <span className="k-t3">—</span>
  )
