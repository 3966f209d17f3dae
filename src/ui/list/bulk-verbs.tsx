import { type ReactNode, Suspense, useState } from 'react'
import { Button } from '../button.tsx'

export type BulkVerb<Verb> = {
  readonly verb: Verb
  readonly label: string
  readonly icon: ReactNode
  /** Why this person cannot; nothing where they can. */
  readonly refused?: string | undefined
}

type BulkVerbsProps<Verb> = {
  verbs: readonly BulkVerb<Verb>[]
  /** Asks for the rest; `close(true)`: the rows need not stay selected. */
  form: (verb: Verb, close: (done: boolean) => void) => ReactNode
  clear: () => void
}

/** What can be done with chosen rows: a button each, and over the list the form of the one that was pressed. */
export function BulkVerbs<Verb extends string>({ verbs, form, clear }: BulkVerbsProps<Verb>) {
  const [open, setOpen] = useState<Verb | undefined>(undefined)
  const close = (done: boolean) => {
    setOpen(undefined)
    if (done) clear()
  }
  return (
    <>
      {verbs.map(({ verb, label, icon, refused }) => (
        <Button key={verb} kind="text" icon={icon} disabledBecause={refused} onClick={() => setOpen(verb)}>
          {label}
        </Button>
      ))}
      {open && <Suspense>{form(open, close)}</Suspense>}
    </>
  )
}
