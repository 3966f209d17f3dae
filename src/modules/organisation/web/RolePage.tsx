import { z } from 'zod'
import { useChange, useRead } from '../../../platform/web/reads.ts'
import { useMay } from '../../../platform/web/session.ts'
import { Button } from '../../../ui/button.tsx'
import { Chip } from '../../../ui/chip.tsx'
import { Danger } from '../../../ui/danger.tsx'
import { Field } from '../../../ui/form/field.tsx'
import { Form } from '../../../ui/form/form.tsx'
import { useGo, useParam } from '../../../ui/link.tsx'
import { usePhone } from '../../../ui/media.ts'
import { Page, Section } from '../../../ui/page.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { changeRole, createRole, deleteRole, listRoles, type Role, scopeKinds } from '../contract.ts'
import { Permissions } from './Permissions.tsx'
import { useRoleName } from './role-name.ts'

const form = createRole.input.extend({ version: z.int() })

/** One role: its name, what it may see and do. */
export function RolePage() {
  const key = useParam('key')
  const roleName = useRoleName()
  const say = useSay()
  const phone = usePhone()
  const { data, problem, again } = useRead(listRoles, {})
  const role = data?.roles.find((r) => r.key === key)
  return (
    <Page
      title={role ? roleName(key) : say('roles.title')}
      note={
        role && (
          <>
            {role.builtIn && !phone && <Chip outline>{say('roles.built-in')}</Chip>} {say('roles.people', { count: role.people })}
          </>
        )
      }
      back="/settings/roles"
      moreActions={role && <Button to={`/settings/people?f=role.is.${key}`}>{say('roles.show-people')}</Button>}
    >
      <Problem problem={problem} again={again} />
      {!data && !problem && <Skeleton rows={8} />}
      {data && !role && <Problem problem={{ code: 'not-found', rule: 'not-found', issues: [] }} />}
      {data && role && <RoleForm role={role} known={data.permissions} />}
    </Page>
  )
}

function RoleForm({ role, known }: { role: Role; known: readonly string[] }) {
  const say = useSay()
  const go = useGo()
  const may = useMay()
  const toast = useToast()
  const change = useChange(changeRole, {
    rooms: ['session', 'people'],
    onDone: () => toast({ text: say('roles.saved', { name: role.name }) }),
  })
  const remove = useChange(deleteRole, { onDone: () => go('/settings/roles') })
  const { key, version, name, scope, masked, permissions } = role
  return (
    <>
      <Form
        schema={form}
        values={{ key, version, name, scope, masked, permissions }}
        words="roles.field"
        busy={change.busy}
        problem={change.problem}
        disabledBecause={may('roles.manage') ? undefined : say('problem.forbidden')}
        onSubmit={change.send}
        onCancel={() => go('/settings/roles')}
      >
        <RoleFields known={known} />
      </Form>
      {!role.builtIn && (
        <Section title={say('roles.remove')}>
          <Problem problem={remove.problem} />
          <Danger
            says={role.people > 0 ? say('problem.role-in-use', { people: role.people }) : say('roles.remove-says')}
            action={say('roles.remove-action', { name: role.name })}
            busy={remove.busy}
            onDo={() => void remove.send({ key, version })}
          />
        </Section>
      )}
    </>
  )
}

/** Name, sight, mask and permissions; belongs inside a form. */
function RoleFields({ known }: { known: readonly string[] }) {
  const say = useSay()
  return (
    <>
      <Field name="name" />
      <Field name="scope" options={scopeKinds.map((value) => ({ value, label: say(`scope.${value}`) }))} hint={say('roles.scope-hint')} />
      <Field name="masked" hint={say('roles.masked-hint')} />
      <Field name="permissions">{(input) => <Permissions known={known} value={input.value} onChange={input.onChange} />}</Field>
    </>
  )
}

export function NewRole() {
  const say = useSay()
  const go = useGo()
  const { data } = useRead(listRoles, {})
  const create = useChange(createRole, { onDone: (role) => go(`/settings/roles/${role.key}`, { replace: true }) })
  return (
    <Page title={say('roles.add')} back="/settings/roles">
      <Form
        schema={createRole.input}
        values={{ scope: 'OWN', masked: false, permissions: [] }}
        words="roles.field"
        draft="roles.new"
        submitLabel={say('roles.add')}
        busy={create.busy}
        problem={create.problem}
        onSubmit={create.send}
        onCancel={() => go('/settings/roles')}
      >
        <Field name="key" hint={say('roles.key-hint')} />
        <RoleFields known={data?.permissions ?? []} />
      </Form>
    </Page>
  )
}
