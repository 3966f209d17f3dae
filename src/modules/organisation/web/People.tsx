import { PlusOutlined } from '@ant-design/icons'
import { usePages, useRead } from '../../../platform/web/reads.ts'
import { Button } from '../../../ui/button.tsx'
import { Chip, Person } from '../../../ui/chip.tsx'
import { RowCard } from '../../../ui/list/cards.tsx'
import type { Column } from '../../../ui/list/columns.ts'
import { List } from '../../../ui/list/list.tsx'
import { filterValue } from '../../../ui/list/query.ts'
import { useListQuery } from '../../../ui/list/use-list-query.ts'
import { Page } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.tsx'
import { listPeople, listRoles, listUnits, type Person as PersonRow } from '../contract.ts'
import { useRoleName } from './role-name.ts'

/** Everybody who works here. */
export function People() {
  const say = useSay()
  const state = useListQuery()
  const roles = useRead(listRoles, {}).data?.roles ?? []
  const units = useRead(listUnits, {}).data?.units ?? []
  const roleName = useRoleName()
  const { q, view, filters } = state.query
  const unitId = filterValue(filters, 'unit', 'is')
  const role = filterValue(filters, 'role', 'is')
  const rows = usePages(listPeople, {
    active: view !== 'left',
    ...(q ? { text: q } : {}),
    ...(unitId ? { unitId: Number(unitId) } : {}),
    ...(role ? { role } : {}),
  })
  const add = (
    <Button kind="primary" icon={<PlusOutlined />} to="/settings/people/new">
      {say('people.add')}
    </Button>
  )
  const columns: readonly Column<PersonRow>[] = [
    { key: 'name', title: say('people.field.name'), width: 200, render: (p) => <Person name={p.name} /> },
    { key: 'login', title: say('people.field.login'), width: 160, render: (p) => <span className="k-t2">{p.login}</span> },
    { key: 'unit', title: say('people.field.unitId'), width: 180, render: (p) => p.unitName ?? <None /> },
    { key: 'roles', title: say('people.field.roles'), render: (p) => (p.roles.length > 0 ? p.roles.map(roleName).join('、') : <None />) },
    { key: 'phone', title: say('people.field.phone'), width: 140, render: (p) => p.phone ?? <None /> },
    { key: 'state', title: say('people.state'), width: 120, render: (p) => <State person={p} /> },
  ]
  return (
    <Page title={say('people.title')} body="fill" back="/settings" actions={add}>
      <List
        id="people"
        saved="people"
        rows={rows}
        rowKey={(p) => p.id}
        state={state}
        to={(p) => `/settings/people/${p.id}`}
        columns={columns}
        views={[
          { key: 'here', title: say('people.active') },
          { key: 'left', title: say('people.inactive') },
        ]}
        search={say('people.search')}
        unit={say('people.unit')}
        fields={[
          {
            key: 'unit',
            title: say('people.field.unitId'),
            kind: 'choice',
            ops: ['is'],
            options: units.map((u) => ({ value: String(u.id), label: u.name })),
          },
          {
            key: 'role',
            title: say('people.field.roles'),
            kind: 'choice',
            ops: ['is'],
            options: roles.map((r) => ({ value: r.key, label: roleName(r.key) })),
          },
        ]}
        card={(p) => (
          <RowCard
            name={p.name}
            to={`/settings/people/${p.id}`}
            kind={p.unitName}
            when={<State person={p} />}
            text={p.roles.map(roleName).join('、') || say('people.no-role')}
          />
        )}
      />
    </Page>
  )
}

const None = () => <span className="k-t3">—</span>

function State({ person }: { person: Pick<PersonRow, 'active' | 'hasPassword'> }) {
  const say = useSay()
  if (!person.active) return <Chip>{say('people.inactive')}</Chip>
  return person.hasPassword ? <span className="k-t2">{say('people.active')}</span> : <Chip tone="warn">{say('people.no-password')}</Chip>
}
