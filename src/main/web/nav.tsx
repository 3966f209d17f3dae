import { UserOutlined } from '@ant-design/icons'
import { Popover } from 'antd'
import type { MenuItem } from '../../platform/web/screens.ts'
import type { Session } from '../../platform/web/session.ts'
import { Avatar } from '../../ui/chip.tsx'
import { Link, usePathname } from '../../ui/link.tsx'
import { useSay } from '../../ui/say.tsx'
import { Bell, PersonCount } from './bell.tsx'
import { isCurrent } from './menu.ts'
import { JobsButton } from './office/jobs-button.tsx'
import { RunningJobs } from './office/running-jobs.tsx'
import { NewBuild } from './offline/notices.tsx'
import { PaletteButton } from './palette/palette-button.tsx'
import { PersonMenu } from './person-menu.tsx'

type NavProps = { groups: readonly (readonly MenuItem[])[]; session: Session }

/** The navigation at the left: 196 px, 52 px below 1200. */
export function Nav({ groups, session }: NavProps) {
  const say = useSay()
  const path = usePathname()
  const items = groups.flat()
  const name = session.person?.name ?? ''
  return (
    <nav className="k-nav" aria-label={say('shell.navigation')}>
      <Link to="/" className="k-brand">
        <i aria-hidden="true">客</i>
        <span>{say('shell.product')}</span>
        <small className="k-cut">{session.company?.name}</small>
      </Link>
      <div className="k-nav-top">
        <PaletteButton />
        <JobsButton />
        <Bell />
      </div>
      <div className="k-nav-groups">
        {groups.map((group) => (
          <ul key={group[0]?.key}>
            {group.map((item) => (
              <li key={item.key}>
                <Link to={item.path} current={isCurrent(item, path, items)}>
                  <Item item={item} />
                </Link>
              </li>
            ))}
          </ul>
        ))}
      </div>
      <NewBuild />
      <RunningJobs />
      <Popover trigger="click" placement="topLeft" arrow={false} content={<PersonMenu session={session} />}>
        <button type="button" className="k-me">
          <Avatar name={name} big />
          <span className="k-grow">
            <span className="k-cut">{name}</span>
            <small className="k-cut">{session.person?.post ?? session.person?.login}</small>
          </span>
        </button>
      </Popover>
    </nav>
  )
}

function Item({ item }: { item: MenuItem }) {
  const say = useSay()
  const Icon = item.icon
  return (
    <>
      <span className="k-nav-icon" title={say(item.key)}>
        <Icon />
      </span>
      <span className="k-nav-word k-cut">{say(item.key)}</span>
      {item.useCount && <Count useCount={item.useCount} />}
    </>
  )
}

/** How many wait behind an entry of the menu. */
export function Count({ useCount }: { useCount: NonNullable<MenuItem['useCount']> }) {
  const found = useCount()
  return found && found.count > 0 ? <b className={found.late ? 'late' : ''}>{found.count > 999 ? '999+' : found.count}</b> : null
}

/** The five tabs of a phone. */
export function PhoneTabs({ tabs, items }: { tabs: readonly MenuItem[]; items: readonly MenuItem[] }) {
  const say = useSay()
  const path = usePathname()
  return (
    <nav className="k-tabs" aria-label={say('shell.navigation')}>
      {tabs.map((t) => (
        <Link key={t.key} to={t.path} current={isCurrent(t, path, items)} className={t.adds ? 'adds' : undefined}>
          <Item item={t} />
        </Link>
      ))}
      <Link to="/me" current={path === '/me'}>
        <span className="k-nav-icon">
          <UserOutlined />
        </span>
        <span className="k-nav-word">{say('shell.me')}</span>
        {!tabs.some((t) => t.path === '/notifications') && <PersonCount />}
      </Link>
    </nav>
  )
}
