import { RightOutlined } from '@ant-design/icons'
import { OwnAccess } from '../../modules/organisation/web/OwnAccess.tsx'
import { useScreens } from '../../platform/web/screens.ts'
import { useMay, useSession } from '../../platform/web/session.ts'
import { Link } from '../../ui/link.tsx'
import { usePhone } from '../../ui/media.ts'
import { Page, Section } from '../../ui/page.tsx'
import { useSay } from '../../ui/say.tsx'
import { menuFor, phoneTabs } from './menu.ts'
import { Count } from './nav.tsx'
import { PlainHttp } from './offline/notices.tsx'
import { Preferences, SignOut } from './person-menu.tsx'

/** The person's own page; on a phone also the way to what has no tab of its own. */
export function Me() {
  const say = useSay()
  const phone = usePhone()
  const { data: session } = useSession()
  if (!session?.person) return null
  const { name, login, post } = session.person
  return (
    <Page title={phone ? say('shell.me') : say('shell.account')} note={[name, login, post].filter(Boolean).join(' · ')}>
      {phone && <Menu />}
      <div className="k-me-page">
        <Section title={`${say('shell.language')} · ${say('shell.theme')}`}>
          <div className="k-person-menu">
            <Preferences />
          </div>
        </Section>
        <OwnAccess personId={session.person.id} />
        <div className="k-person-menu">
          <SignOut />
          <PlainHttp />
        </div>
      </div>
    </Page>
  )
}

function Menu() {
  const say = useSay()
  const { rest } = phoneTabs(menuFor(useScreens(), useMay()))
  if (rest.length === 0) return null
  return (
    <ul className="k-me-list">
      {rest.map((item) => (
        <li key={item.key}>
          <Link to={item.path}>
            <span className="k-grow">{say(item.key)}</span>
            {item.useCount && <Count useCount={item.useCount} />}
            <RightOutlined />
          </Link>
        </li>
      ))}
    </ul>
  )
}
