import { useQueryClient } from '@tanstack/react-query'
import { Segmented } from 'antd'
import { useChange } from '../../platform/web/reads.ts'
import { type Session, sessionCalls, themes } from '../../platform/web/session.ts'
import { Button } from '../../ui/button.tsx'
import { useGo } from '../../ui/link.tsx'
import { Problem } from '../../ui/problem.tsx'
import { useSay } from '../../ui/say.tsx'
import { PlainHttp } from './offline/notices.tsx'
import { languages, usePreferences } from './preferences.tsx'

/** Behind the person's name: language, appearance, account, sign out. */
export function PersonMenu({ session }: { session: Session }) {
  const say = useSay()
  return (
    <div className="k-person-menu">
      <b>{session.person?.name}</b>
      <span className="k-t3 k-aux">{session.person?.login}</span>
      <Preferences />
      <Button block to="/history">
        {say('undo.title')}
      </Button>
      <Button block to="/me">
        {say('shell.account')}
      </Button>
      <SignOut />
      <PlainHttp />
    </div>
  )
}

/** Chooses language or appearance, here at once and with the person for every device. */
export function useChoosing() {
  const { set } = usePreferences()
  const { send, problem } = useChange(sessionCalls.preferences)
  const choose: typeof set = (change) => {
    set(change)
    void send(change)
  }
  return { choose, problem }
}

/** Language and appearance, kept with the person. */
export function Preferences() {
  const say = useSay()
  const preferences = usePreferences()
  const { choose: set, problem } = useChoosing()
  const appearances = themes.map((value) => ({ value, label: say(`shell.theme-${value}`) }))
  return (
    <>
      <span className="k-t2">{say('shell.language')}</span>
      <Segmented options={languages} value={preferences.locale} onChange={(locale) => set({ locale })} aria-label={say('shell.language')} />
      <span className="k-t2">{say('shell.theme')}</span>
      <Segmented options={appearances} value={preferences.theme} onChange={(theme) => set({ theme })} aria-label={say('shell.theme')} />
      <Problem problem={problem} />
    </>
  )
}

export function useSignOut() {
  const go = useGo()
  const client = useQueryClient()
  const leave = useChange(sessionCalls.close)
  const signOut = async () => {
    const done = await leave.send({})
    if (done === undefined) return
    client.clear()
    go('/sign-in', { replace: true })
  }
  return { leave, signOut }
}

export function SignOut() {
  const say = useSay()
  const { leave, signOut } = useSignOut()
  return (
    <>
      <Problem problem={leave.problem} />
      <Button block busy={leave.busy} onClick={() => void signOut()}>
        {say('shell.sign-out')}
      </Button>
    </>
  )
}
