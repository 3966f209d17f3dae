import { type ReactNode, useState } from 'react'
import { useChange } from '../../../platform/web/reads.ts'
import { Button } from '../../../ui/button.tsx'
import { Copy } from '../../../ui/copy.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Problem, type ProblemLike } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { When } from '../../../ui/when.tsx'
import { createPasswordLink } from '../contract.ts'

type Who = { id: number; name: string }
type Link = { token: string; expiresAt: string }

/** The secret stands behind `#`, which browsers send to no server. */
const linkTo = (token: string): string => `${location.origin}/password#${token}`

/**
 * Makes one-time links: `make(person)` makes one and opens `panel`, which shows it this once.
 * Made by the press and not by the panel: each new link ends the one before it.
 */
export function usePasswordLink(onClose?: (person: Who) => void): { make: (person: Who) => void; panel: ReactNode } {
  const [person, setPerson] = useState<Who | undefined>(undefined)
  const [link, setLink] = useState<Link | undefined>(undefined)
  const change = useChange(createPasswordLink, { onDone: setLink })
  const close = () => {
    if (person) onClose?.(person)
    setPerson(undefined)
  }
  return {
    make: (who) => {
      setPerson(who)
      setLink(undefined)
      void change.send({ id: who.id })
    },
    panel: person && <PasswordLink name={person.name} link={link} problem={change.problem} onClose={close} />,
  }
}

type PasswordLinkProps = { name: string; link: Link | undefined; problem: ProblemLike | undefined; onClose: () => void }

function PasswordLink({ name, link, problem, onClose }: PasswordLinkProps) {
  const say = useSay()
  const title = say('password-link.title', { name })
  return (
    <Dialog open title={title} onClose={onClose} footer={<Button onClick={onClose}>{say('ui.close')}</Button>}>
      <div className="k-stack">
        <Problem problem={problem} />
        {link && (
          <>
            <p>{say('password-link.text')}</p>
            <Copy text={linkTo(link.token)} label={title} />
            <p className="k-aux k-t3">
              {say('password-link.until')} <When at={link.expiresAt} />
            </p>
          </>
        )}
        {!link && !problem && <Skeleton rows={2} />}
      </div>
    </Dialog>
  )
}
