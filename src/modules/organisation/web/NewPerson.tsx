import { useChange } from '../../../platform/web/reads.ts'
import { Form } from '../../../ui/form/form.tsx'
import { useGo } from '../../../ui/link.tsx'
import { Page } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.tsx'
import { createPerson } from '../contract.ts'
import { usePasswordLink } from './PasswordLink.tsx'
import { PersonFields } from './PersonFields.tsx'

/** Adds a person and hands over the link by which they set their password. */
export function NewPerson() {
  const say = useSay()
  const go = useGo()
  const link = usePasswordLink((person) => go(`/settings/people/${person.id}`, { replace: true }))
  const create = useChange(createPerson, { onDone: link.make })
  return (
    <Page title={say('people.add')} back="/settings/people">
      <Form
        schema={createPerson.input}
        values={{}}
        words="people.field"
        draft="people.new"
        submitLabel={say('people.add')}
        busy={create.busy}
        problem={create.problem}
        onSubmit={create.send}
        onCancel={() => go('/settings/people')}
      >
        <PersonFields />
      </Form>
      {link.panel}
    </Page>
  )
}
