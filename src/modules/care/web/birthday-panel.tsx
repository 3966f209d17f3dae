import { useMemo } from 'react'
import { z } from 'zod'
import { useChange, useRead } from '../../../platform/web/reads.ts'
import { Danger } from '../../../ui/danger.tsx'
import { Field } from '../../../ui/form/field.tsx'
import { Form } from '../../../ui/form/form.tsx'
import { useForm } from '../../../ui/form/form-state.ts'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { birthdayCalendars, changeContact, listContacts } from '../../customers/contract/contacts.ts'
import { affected } from './affected.ts'
import type { Birthday } from './date-words.ts'
import { MonthDay } from './month-day.tsx'
import './dates.css'

const typed = z.strictObject({
  contactId: z.int(),
  birthdayCalendar: z.enum(birthdayCalendars),
  birthday: z.string(),
  birthdayBasis: z.string().trim().max(200),
})

type PanelProps = { customerId: number; registered: readonly number[]; birthday?: Birthday; close: () => void }

/** A contact's birthday and on what basis it is kept; it is stored with the contact. */
export function BirthdayPanel({ customerId, registered, birthday, close }: PanelProps) {
  const say = useSay()
  const people = useRead(listContacts, { customerId }).data?.rows
  const named = (id: number) => people?.find((p) => p.id === id)
  const free = (people ?? []).filter((p) => !registered.includes(p.id))
  const { change, save } = useSave(close)
  const values = useMemo(() => valuesOf(birthday), [birthday])
  return (
    <div className="care-dates-panel">
      <div>
        <p className="k-t2">{say('dates.consent')}</p>
        {people && !birthday && free.length === 0 && (
          <p className="k-warning">{say(people.length === 0 ? 'dates.nobody' : 'dates.everybody')}</p>
        )}
      </div>
      <Form
        schema={typed}
        values={values}
        words="dates.field"
        onSubmit={({ contactId, ...fields }) => {
          const version = birthday?.version ?? named(contactId)?.version
          return version === undefined ? undefined : save(contactId, version, fields, birthday?.contactName ?? named(contactId)?.name ?? '')
        }}
        problem={change.problem}
        busy={change.busy}
        onCancel={close}
      >
        {!birthday && <Field name="contactId" options={free.map((p) => ({ value: p.id, label: p.name }))} />}
        <Field name="birthdayCalendar" />
        <Day />
        <Field name="birthdayBasis" hint={say('dates.basis-hint')} />
      </Form>
      {birthday && <Remove birthday={birthday} close={close} />}
    </div>
  )
}

function Day() {
  const say = useSay()
  const { values } = useForm()
  const lunar = values.birthdayCalendar !== 'SOLAR'
  return (
    <Field name="birthday" hint={say('dates.birth-year-hint')}>
      {(input) => <MonthDay key={lunar ? 'lunar' : 'solar'} input={input} lunar={lunar} withYear />}
    </Field>
  )
}

type Typed = z.input<typeof typed>

function valuesOf(birthday: Birthday | undefined): Partial<Typed> {
  if (!birthday) return { birthdayCalendar: 'SOLAR' }
  const { contactId, calendar, leap, monthDay, year, basis } = birthday
  return {
    contactId,
    birthdayCalendar: calendar === 'SOLAR' ? 'SOLAR' : leap ? 'LUNAR_LEAP' : 'LUNAR',
    birthday: `${year === null ? '' : `${year}-`}${monthDay ?? ''}`,
    birthdayBasis: basis ?? '',
  }
}

function useSave(close: () => void) {
  const say = useSay()
  const toast = useToast()
  const change = useChange(changeContact, { rooms: affected })
  const save = async (id: number, version: number, fields: Omit<Typed, 'contactId'>, name: string) => {
    const done = await change.send({ id, version, ...fields })
    if (done === undefined) return undefined
    toast({ text: say('dates.changed', { title: say('dates.birthday-of', { name }) }) })
    close()
    return done
  }
  return { change, save }
}

/** Takes the birthday away, and with it the basis; the person stays. */
function Remove({ birthday, close }: { birthday: Birthday; close: () => void }) {
  const say = useSay()
  const toast = useToast()
  const name = birthday.contactName
  const remove = useChange(changeContact, {
    rooms: affected,
    onDone: () => {
      toast({ text: say('dates.deleted', { title: say('dates.birthday-of', { name }) }) })
      close()
    },
  })
  const nothing = { birthday: null, birthdayCalendar: null, birthdayBasis: null }
  return (
    <>
      <Problem problem={remove.problem} />
      <Danger
        says={say('dates.delete-birthday-says', { name })}
        action={say('dates.delete-birthday')}
        busy={remove.busy}
        onDo={() => void remove.send({ id: birthday.contactId, version: birthday.version, ...nothing })}
      />
    </>
  )
}
