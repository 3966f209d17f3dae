import type { Say } from '../../../core/text.ts'
import { useRead } from '../../../platform/web/reads.ts'
import { useMay } from '../../../platform/web/session.ts'
import { useSay } from '../../../ui/say.tsx'
import { listRoles } from '../contract.ts'
import { text } from '../text.ts'

/** What a role is called: built-in ones in the reader's language until the company gives them a name of its own. */
export const roleName = ({ key, name }: { key: string; name: string }, say: Say): string =>
  name === text['zh-CN'][`role.${key}`] ? say(`role.${key}`) : name

/** The same by key, for those who see the roles. */
export function useRoleName(): (key: string) => string {
  const say = useSay()
  const may = useMay()
  const { data } = useRead(listRoles, {}, { when: may('organisation.manage') })
  return (key) => {
    const role = data?.roles.find((r) => r.key === key)
    return role ? roleName(role, say) : say(`role.${key}`)
  }
}
