import { useState } from 'react'
import { useChange } from '../../../platform/web/reads.ts'
import { Form } from '../../../ui/form/form.tsx'
import { useGo } from '../../../ui/link.tsx'
import { Page } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.tsx'
import { createPerson } from '../contract.ts'
import { PasswordLink } from './PasswordLink.tsx'
import { PersonFields } from './PersonFields.tsx'

/** Adds a person and hands over the link by which they set their password. */
export function NewPerson() {
  const say = useSay()
  const go = useGo()
  const [added, setAdded] = useState<{ id: number; name: string } | undefined>(undefined)
  const create = useChange(createPerson, { onDone: setAdded })
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
      {added && <PasswordLink person={added} onClose={() => go(`/settings/people/${added.id}`, { replace: true })} />}
    </Page>
  )
}
