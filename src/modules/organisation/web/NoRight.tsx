import { useRead } from '../../../platform/web/reads.ts'
import { Button } from '../../../ui/button.tsx'
import { Empty } from '../../../ui/empty.tsx'
import { Page } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.tsx'
import { rolesWith } from '../contract.ts'
import { roleName } from './role-name.ts'

type NoRightProps = {
  /** What the page is called. */
  title: string
  permission: string
  /** What is done there, where the screen says so. */
  about?: string | undefined
}

/** Instead of a page that somebody may not use: what it is for, which right it takes, and which roles have that. */
export function NoRight({ title, permission, about }: NoRightProps) {
  const say = useSay()
  const { data } = useRead(rolesWith, { permission }, { staleSeconds: 300 })
  const roles = (data?.roles ?? []).map((role) => roleName(role, say)).join(say('no-right.and'))
  return (
    <Page title={title}>
      <Empty
        title={say('no-right.title', { right: say(`permission.${permission}`) })}
        why={[about, roles && say('no-right.roles', { roles }), say('no-right.ask')].filter(Boolean).join(say.either('', ' '))}
        action={<Button to="/">{say('no-right.home')}</Button>}
      />
    </Page>
  )
}
