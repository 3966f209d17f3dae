import { lazy, Suspense } from 'react'
import { useMay } from '../../../platform/web/session.ts'
import { SidePanel } from '../../../ui/dialog.tsx'
import { useKey } from '../../../ui/keys.ts'
import { usePathname } from '../../../ui/link.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { logInteraction } from '../contract.ts'
import { useLog } from './use-log.ts'
import './interactions.css'

const LogWhom = lazy(() => import('./log-whom.tsx').then((m) => ({ default: m.LogWhom })))

/** The form for a contact over whatever screen one is on: its address asks for it, or the key N. */
export function LogAnywhere() {
  const say = useSay()
  const log = useLog()
  const path = usePathname()
  const mayLog = useMay()(logInteraction.permission)
  useKey('n', mayLog && !log.open ? () => log.start(customerOn(path)) : undefined, { last: true, says: say('interactions.log') })
  return (
    <SidePanel open={log.open && mayLog} title={say('interactions.log')} onClose={log.close}>
      <Suspense fallback={<Skeleton rows={6} />}>
        <LogWhom log={log} />
      </Suspense>
    </SidePanel>
  )
}

/** The customer whose page this is. */
function customerOn(path: string): number | undefined {
  const id = Number(/^\/customers\/(\d+)$/.exec(path)?.[1])
  return Number.isSafeInteger(id) && id > 0 ? id : undefined
}
