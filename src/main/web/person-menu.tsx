import { RightOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { Segmented } from 'antd'
import { useChange } from '../../platform/web/reads.ts'
import { useScreens } from '../../platform/web/screens.ts'
import { type Session, sessionCalls, themes, useMay, useSession } from '../../platform/web/session.ts'
import { Button } from '../../ui/button.tsx'
import { Link, useGo } from '../../ui/link.tsx'
import { Page } from '../../ui/page.tsx'
import { Problem } from '../../ui/problem.tsx'
import { useSay } from '../../ui/say.tsx'
import { menuFor } from './menu.ts'
import { usePreferences } from './preferences.tsx'

// Each language in its own words, so that it can be found by who needs it.
const languages = [
  { value: 'zh-CN' as const, label: '中文' },
  { value: 'en' as const, label: 'English' },
]

/** Language, appearance, sign out. */
export function PersonMenu({ session }: { session: Session }) {
  const say = useSay()
  const go = useGo()
  const client = useQueryClient()
  const preferences = usePreferences()
  const prefer = useChange(sessionCalls.prefer)
  const leave = useChange(sessionCalls.signOut)
  const set: typeof preferences.set = (change) => {
    preferences.set(change)
    void prefer.send(change)
  }
  const signOut = async () => {
    const done = await leave.send({})
    if (done === undefined) return
    client.clear()
    go('/sign-in', { replace: true })
  }
  const appearances = themes.map((value) => ({ value, label: say(`shell.theme-${value}`) }))
  return (
    <div className="k-person-menu">
      <b>{session.person?.name}</b>
      <span className="k-t3 k-aux">{session.person?.login}</span>
      <span className="k-t2">{say('shell.language')}</span>
      <Segmented options={languages} value={preferences.locale} onChange={(locale) => set({ locale })} aria-label={say('shell.language')} />
      <span className="k-t2">{say('shell.theme')}</span>
      <Segmented options={appearances} value={preferences.theme} onChange={(theme) => set({ theme })} aria-label={say('shell.theme')} />
      <Problem problem={leave.problem} />
      <Button block busy={leave.busy} onClick={() => void signOut()}>
        {say('shell.sign-out')}
      </Button>
    </div>
  )
}

/** The fifth tab of a phone: the person, and everything that has no tab of its own. */
export function Me() {
  const say = useSay()
  const { data: session } = useSession()
  const may = useMay()
  const groups = menuFor(useScreens(), may)
  if (!session) return null
  return (
    <Page title={say('shell.me')}>
      <PersonMenu session={session} />
      {groups.map((group) => (
        <ul key={group[0]?.key} className="k-me-list">
          {group.map((item) => (
            <li key={item.key}>
              <Link to={item.path}>
                <span className="k-grow">{say(item.key)}</span>
                <RightOutlined />
              </Link>
            </li>
          ))}
        </ul>
      ))}
    </Page>
  )
}
