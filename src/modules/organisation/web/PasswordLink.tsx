import { useEffect, useState } from 'react'
import { useChange } from '../../../platform/web/reads.ts'
import { Button } from '../../../ui/button.tsx'
import { Copy } from '../../../ui/copy.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { When } from '../../../ui/when.tsx'
import { createPasswordLink } from '../contract.ts'

/** The secret stands behind `#`, which browsers send to no server. */
const linkTo = (token: string): string => `${location.origin}/password#${token}`

/** Makes a one-time link for a person and shows it this once. */
export function PasswordLink({ person, onClose }: { person: { id: number; name: string }; onClose: () => void }) {
  const say = useSay()
  const [link, setLink] = useState<{ token: string; expiresAt: string } | undefined>(undefined)
  const make = useChange(createPasswordLink, { onDone: setLink })
  // biome-ignore lint/correctness/useExhaustiveDependencies: one link for each time the window opens
  useEffect(() => void make.send({ id: person.id }), [person.id])
  return (
    <Dialog
      open
      title={say('password-link.title', { name: person.name })}
      onClose={onClose}
      footer={<Button onClick={onClose}>{say('ui.close')}</Button>}
    >
      <div className="k-stack">
        <Problem problem={make.problem} />
        {link && (
          <>
            <p>{say('password-link.text')}</p>
            <Copy text={linkTo(link.token)} label={say('password-link.title', { name: person.name })} />
            <p className="k-aux k-t3">
              {say('password-link.until')} <When at={link.expiresAt} />
            </p>
          </>
        )}
        {make.busy && !link && <Skeleton rows={2} />}
      </div>
    </Dialog>
  )
}
