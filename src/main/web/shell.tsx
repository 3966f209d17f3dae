import { Outlet } from '@tanstack/react-router'
import { Suspense } from 'react'
import { lazyPart, useScreens } from '../../platform/web/screens.ts'
import { may, type Session } from '../../platform/web/session.ts'
import { usePhone } from '../../ui/media.ts'
import { PrintHead, PrintSignatures } from '../../ui/print.tsx'
import { useSay } from '../../ui/say.tsx'
import { deskMenu, menuFor, phoneTabs } from './menu.ts'
import { Nav, PhoneTabs } from './nav.tsx'
import { RunningJobs } from './office/running-jobs.tsx'
import { SessionEnded } from './session-ended.tsx'
import './css/shell.css'

/** Navigation and, beside it, the screen. */
export function Shell({ session }: { session: Session }) {
  const say = useSay()
  const phone = usePhone()
  const groups = menuFor(useScreens(), (permission) => may(session, permission))
  return (
    <div className="k-shell">
      <a className="k-skip" href="#main">
        {say('shell.skip')}
      </a>
      {!phone && <Nav groups={deskMenu(groups)} session={session} />}
      <main className="k-main" id="main" tabIndex={-1}>
        <PrintHead company={session.company?.name ?? ''} person={session.person?.name ?? ''} />
        <Outlet />
        <PrintSignatures />
      </main>
      {phone && (
        <div className="k-bottom">
          <RunningJobs />
          <PhoneTabs tabs={phoneTabs(groups).tabs} items={groups.flat()} />
        </div>
      )}
      <Everywhere />
      <SessionEnded personId={session.person?.id} />
    </div>
  )
}

/** What rooms open over whatever screen one is on. */
function Everywhere() {
  const parts = useScreens().flatMap((s) => (s.everywhere ? [s.everywhere] : []))
  return parts.map((part, place) => {
    const Part = lazyPart(part)
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: the rooms never move
      <Suspense key={place} fallback={null}>
        <Part />
      </Suspense>
    )
  })
}
