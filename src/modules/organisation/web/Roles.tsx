import { PlusOutlined } from '@ant-design/icons'
import { useRead } from '../../../platform/web/reads.ts'
import { useMay } from '../../../platform/web/session.ts'
import { Button } from '../../../ui/button.tsx'
import { Chip } from '../../../ui/chip.tsx'
import { Line, Lines } from '../../../ui/lines.tsx'
import { Page } from '../../../ui/page.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { listRoles, type Role } from '../contract.ts'
import { useRoleName } from './role-name.ts'

/** What kinds of work there are, and how much each may do and see. */
export function Roles() {
  const say = useSay()
  const may = useMay()
  const roleName = useRoleName()
  const { data, loading, problem, again } = useRead(listRoles, {})
  return (
    <Page
      title={say('roles.title')}
      note={data && say('roles.count', { count: data.roles.length })}
      back="/settings"
      actions={
        <Button
          kind="primary"
          icon={<PlusOutlined />}
          to="/settings/roles/new"
          disabledBecause={may('roles.manage') ? undefined : say('problem.forbidden')}
        >
          {say('roles.add')}
        </Button>
      }
    >
      <Problem problem={problem} again={again} />
      {loading && <Skeleton rows={8} />}
      <Lines label={say('roles.title')}>
        {data?.roles.map((role) => (
          <Line
            key={role.key}
            to={`/settings/roles/${role.key}`}
            title={roleName(role.key)}
            text={`${say(`scope.${role.scope}`)} · ${powers(role, say)}`}
            note={
              <>
                {role.masked && <Chip>{say('roles.masked')}</Chip>}
                {role.builtIn && <Chip outline>{say('roles.built-in')}</Chip>}
              </>
            }
            actions={<span className="k-t2 k-figure k-count">{say('roles.people', { count: role.people })}</span>}
          />
        ))}
      </Lines>
    </Page>
  )
}

const powers = (role: Pick<Role, 'permissions'>, say: ReturnType<typeof useSay>): string =>
  role.permissions.includes('*') ? say('roles.everything') : say('roles.powers', { count: role.permissions.length })
