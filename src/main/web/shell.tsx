import { Outlet } from '@tanstack/react-router'
import { useScreens } from '../../platform/web/screens.ts'
import { may, type Session } from '../../platform/web/session.ts'
import { usePhone } from '../../ui/media.ts'
import { useSay } from '../../ui/say.tsx'
import { menuFor, phoneTabs } from './menu.ts'
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
      {!phone && <Nav groups={groups} session={session} />}
      <main className="k-main" id="main" tabIndex={-1}>
        <Outlet />
      </main>
      {phone && (
        <div className="k-bottom">
          <RunningJobs />
          <PhoneTabs tabs={phoneTabs(groups).tabs} items={groups.flat()} />
        </div>
      )}
      <SessionEnded personId={session.person?.id} />
    </div>
  )
}
