import { z } from 'zod'
import { useChange, useRead } from '../../../platform/web/reads.ts'
import { useSession } from '../../../platform/web/session.ts'
import { Button } from '../../../ui/button.tsx'
import { Chip } from '../../../ui/chip.tsx'
import { Form } from '../../../ui/form/form.tsx'
import { useGo, useParam } from '../../../ui/link.tsx'
import { Page, Section } from '../../../ui/page.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { changePerson, createPerson, type Person, readPerson, setPersonActive } from '../contract.ts'
import { Assistance } from './Assistance.tsx'
import { usePasswordLink } from './PasswordLink.tsx'
import { PersonFields } from './PersonFields.tsx'
import { PersonPosts } from './PersonPosts.tsx'

const form = createPerson.input.extend({ id: z.int(), version: z.int() })

/** One person: fields, ways in, posts, whom they assist. */
export function PersonPage() {
  const say = useSay()
  const id = Number(useParam('id'))
  const { data: person, problem, again } = useRead(readPerson, { id })
  return (
    <Page
      title={person?.name ?? say('people.title')}
      note={person && !person.active ? <Chip>{say('people.inactive')}</Chip> : undefined}
      back="/settings/people"
      actions={person && <Doors person={person} />}
    >
      <Problem problem={problem} again={again} />
      {!person && !problem && <Skeleton rows={6} />}
      {person && (
        <>
          <PersonForm person={person} />
          <Section title={say('people.posts')}>
            <PersonPosts posts={person.posts} />
          </Section>
          <Assistance person={person} />
        </>
      )}
    </Page>
  )
}

function PersonForm({ person }: { person: Person }) {
  const say = useSay()
  const go = useGo()
  const toast = useToast()
  const change = useChange(changePerson, { rooms: ['session'], onDone: () => toast({ text: say('people.saved', { name: person.name }) }) })
  const { id, version, name, login, unitId, roles, phone, email } = person
  return (
    <Form
      schema={form}
      values={{ id, version, name, login, unitId, roles, phone, email }}
      words="people.field"
      busy={change.busy}
      problem={change.problem}
      onSubmit={change.send}
      onCancel={() => go('/settings/people')}
    >
      <PersonFields />
    </Form>
  )
}

/** New link, out, in again. */
function Doors({ person }: { person: Person }) {
  const say = useSay()
  const toast = useToast()
  const self = useSession().data?.person?.id === person.id
  const link = usePasswordLink()
  const setActive = useChange(setPersonActive)
  const switchTo = async (active: boolean, version: number) => {
    const now = await setActive.send({ id: person.id, version, active })
    if (!now) return
    const text = say(active ? 'people.let-in-done' : 'people.shut-out-done', { name: person.name })
    toast(active ? { text } : { text, undo: () => void switchTo(true, now.version) })
  }
  return (
    <>
      {setActive.problem && <span className="k-aux k-danger">{setActive.problem.message}</span>}
      {person.active ? (
        <>
          <Button onClick={() => link.make(person)}>{say(person.hasPassword ? 'people.new-link' : 'people.link')}</Button>
          {!self && (
            <Button danger busy={setActive.busy} onClick={() => void switchTo(false, person.version)}>
              {say('people.shut-out')}
            </Button>
          )}
        </>
      ) : (
        <Button kind="primary" busy={setActive.busy} onClick={() => void switchTo(true, person.version)}>
          {say('people.let-in')}
        </Button>
      )}
      {link.panel}
    </>
  )
}
