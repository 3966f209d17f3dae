import { z } from 'zod'
import { useChange, useRead } from '../../../platform/web/reads.ts'
import { Field } from '../../../ui/form/field.tsx'
import { Form } from '../../../ui/form/form.tsx'
import { Section } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { peopleOptions, setAssistance } from '../contract.ts'

const form = setAssistance.input.extend({ personIds: z.array(z.int()).default([]) })

/** Whom a person assists: with the role of an assistant they see those people's customers. */
export function Assistance({ person }: { person: { id: number; version: number; assists: readonly number[] } }) {
  const say = useSay()
  const toast = useToast()
  const people = useRead(peopleOptions, {}).data?.people ?? []
  const set = useChange(setAssistance, { onDone: () => toast({ text: say('people.assists-saved') }) })
  return (
    <Section title={say('people.assists')}>
      <Form
        schema={form}
        values={{ id: person.id, version: person.version, personIds: [...person.assists] }}
        words="people.field"
        busy={set.busy}
        problem={set.problem}
        onSubmit={({ personIds = [], ...rest }) => set.send({ ...rest, personIds })}
      >
        <Field
          name="personIds"
          kind="choices"
          options={people.filter((p) => p.id !== person.id).map((p) => ({ value: p.id, label: p.name }))}
          hint={say('people.assists-hint')}
        />
      </Form>
    </Section>
  )
}
