import { useRead } from '../../../platform/web/reads.ts'
import { useMay } from '../../../platform/web/session.ts'
import { useSay } from '../../../ui/say.tsx'
import { listRoles } from '../contract.ts'
import { text } from '../text.ts'

/** What a role is called: built-in ones in the reader's language until the company gives them a name of its own. */
export function useRoleName(): (key: string) => string {
  const say = useSay()
  const may = useMay()
  const { data } = useRead(listRoles, {}, { when: may('organisation.manage') })
  return (key) => {
    const role = data?.roles.find((r) => r.key === key)
    return role && role.name !== text['zh-CN'][`role.${key}`] ? role.name : say(`role.${key}`)
  }
}
