import { useRead } from '../../../platform/web/reads.ts'
import { Field } from '../../../ui/form/field.tsx'
import { useSay } from '../../../ui/say.tsx'
import { listRoles, listUnits } from '../contract.ts'
import { useRoleName } from './role-name.ts'
import { unitOptions } from './unit-tree.ts'

/** What is written down of a person; belongs inside a form. */
export function PersonFields() {
  const say = useSay()
  const roleName = useRoleName()
  const roles = useRead(listRoles, {}).data?.roles ?? []
  const units = useRead(listUnits, {}).data?.units ?? []
  return (
    <>
      <Field name="name" />
      <Field name="login" hint={say('people.login-hint')} />
      <Field name="unitId" options={unitOptions(units)} />
      <Field
        name="roles"
        kind="choices"
        options={roles.map((r) => ({ value: r.key, label: roleName(r.key) }))}
        hint={say('people.roles-hint')}
      />
      <Field name="phone" />
      <Field name="email" />
    </>
  )
}
