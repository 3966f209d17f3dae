import { useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useMemo, useState } from 'react'
import { onSignedOut } from '../../platform/web/client.ts'
import { useScreens } from '../../platform/web/screens.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useSay } from '../../ui/say.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'

/** Appears over the page when the session ends, so that nothing typed is lost; goes when somebody has signed in again. */
export function SessionEnded({ personId }: { personId: number | undefined }) {
  const say = useSay()
  const client = useQueryClient()
  const [open, setOpen] = useState(false)
  const load = useScreens().find((s) => s.signIn)?.signIn
  const SignIn = useMemo(() => load && lazy(() => load().then((component) => ({ default: component }))), [load])
  useEffect(() => onSignedOut(() => setOpen(true)), [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another person has nothing to do with the ended session
  useEffect(() => setOpen(false), [personId])
  const goOn = () => {
    setOpen(false)
    void client.invalidateQueries()
  }
  return (
    <Dialog open={open} title={say('shell.session-ended')} onClose={() => setOpen(false)} width={400}>
      <div className="k-ended">
        <p className="k-t2">{say('shell.session-ended-text')}</p>
        {SignIn ? (
          <Suspense fallback={<Skeleton rows={3} />}>
            <SignIn onSignedIn={goOn} />
          </Suspense>
        ) : (
          <div className="k-row">
            <Button kind="primary" onClick={() => window.open('/sign-in', '_blank', 'noopener')}>
              {say('shell.sign-in-window')}
            </Button>
            <Button onClick={goOn}>{say('shell.signed-in-again')}</Button>
          </div>
        )}
      </div>
    </Dialog>
  )
}
