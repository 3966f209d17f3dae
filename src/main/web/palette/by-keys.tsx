import { lazy, Suspense } from 'react'
import { Dialog } from '../../../ui/dialog.tsx'
import { useKey } from '../../../ui/keys.ts'
import { useSay } from '../../../ui/say.tsx'
import { useSignOut } from '../person-menu.tsx'
import { setOpen, useOpen } from './open-palette.ts'

const Palette = lazy(() => import('./Palette.tsx').then((m) => ({ default: m.Palette })))
const Keys = lazy(() => import('./Keys.tsx').then((m) => ({ default: m.Keys })))

/** Ctrl K opens the palette and `?` shows the keys, over whatever screen one is on. */
export function ByKeys() {
  const say = useSay()
  const open = useOpen()
  const { signOut } = useSignOut()
  const close = () => setOpen(undefined)
  useKey('mod+k', () => setOpen(open === 'palette' ? undefined : 'palette'), { says: say('keys.palette') })
  useKey('?', () => setOpen('keys'), { says: say('keys.help') })
  return (
    <Suspense fallback={null}>
      {open === 'palette' && <Palette onClose={close} openKeys={() => setOpen('keys')} signOut={() => void signOut()} />}
      <Dialog open={open === 'keys'} title={say('keys.title')} onClose={close} width={560}>
        <Keys />
      </Dialog>
    </Suspense>
  )
}
