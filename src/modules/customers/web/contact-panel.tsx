import { useMemo } from 'react'
import { useChange } from '../../../platform/web/reads.ts'
import { useMay } from '../../../platform/web/session.ts'
import { Danger } from '../../../ui/danger.tsx'
import { Facts } from '../../../ui/facts.tsx'
import { Field } from '../../../ui/form/field.tsx'
import { Form } from '../../../ui/form/form.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { changeContact, contactFieldNames, createContact, deleteContact } from '../contract/contacts.ts'
import type { Person } from './contacts.tsx'

type PanelProps = { customerId: number; person: Person | undefined; close: () => void }

/** A person at a customer: to add, to change, or only to read where values are masked or the right is missing. */
export function ContactPanel({ customerId, person, close }: PanelProps) {
  const mayWrite = useMay()('customers.write')
  if (!person) return <NewContact customerId={customerId} close={close} />
  return mayWrite && !person.masked ? <EditContact person={person} close={close} /> : <ContactFacts person={person} />
}

function ContactFacts({ person }: { person: Person }) {
  const say = useSay()
  const facts = contactFieldNames.map((key) => ({ key, label: say(`contacts.field.${key}`), value: <Value person={person} of={key} /> }))
  return (
    <>
      {person.masked && <p className="k-warning">{say('contacts.masked')}</p>}
      <Facts facts={facts} />
    </>
  )
}

const choices: readonly string[] = ['gender', 'chainRole', 'attitude', 'birthdayCalendar']

function Value({ person, of: key }: { person: Person; of: (typeof contactFieldNames)[number] }) {
  const say = useSay()
  const value = person[key]
  if (value === null || value === '') return '—'
  if (typeof value === 'boolean') return say(value ? 'ui.yes' : 'ui.no')
  return choices.includes(key) ? say(`contacts.field.${key}.${value}`) : value
}

function NewContact({ customerId, close }: { customerId: number; close: () => void }) {
  const say = useSay()
  const toast = useToast()
  const create = useChange(createContact, {
    rooms: ['customers', 'customerDates'],
    onDone: (c) => {
      toast({ text: say('contacts.added', { name: c.name }) })
      close()
    },
  })
  const values = useMemo(() => ({ customerId, isKey: false }), [customerId])
  return (
    <Form
      schema={createContact.input}
      values={values}
      words="contacts.field"
      onSubmit={create.send}
      problem={create.problem}
      busy={create.busy}
      onCancel={close}
      draft={`contacts.new.${customerId}`}
    >
      <ContactFields />
    </Form>
  )
}

function EditContact({ person, close }: { person: Person; close: () => void }) {
  const say = useSay()
  const toast = useToast()
  const done = (key: string) => () => {
    toast({ text: say(key, { name: person.name }) })
    close()
  }
  const change = useChange(changeContact, { rooms: ['customers', 'customerDates'], onDone: done('contacts.changed') })
  const remove = useChange(deleteContact, { rooms: ['customers', 'customerDates'], onDone: done('contacts.deleted') })
  const values = useMemo(() => {
    const { customerId: _, masked: __, ...fields } = person
    return fields
  }, [person])
  return (
    <div className="customers-panel">
      <Form
        schema={changeContact.input}
        values={values}
        words="contacts.field"
        onSubmit={change.send}
        problem={change.problem}
        busy={change.busy}
        onCancel={close}
      >
        <ContactFields />
      </Form>
      <Problem problem={remove.problem} />
      <Danger
        says={say('contacts.delete-says', { name: person.name })}
        action={say('contacts.delete')}
        busy={remove.busy}
        onDo={() => void remove.send({ id: person.id, version: person.version })}
      />
    </div>
  )
}

function ContactFields() {
  const say = useSay()
  return (
    <>
      <Field name="name" />
      <div className="customers-pair">
        <Field name="title" />
        <Field name="department" />
        <Field name="chainRole" />
        <Field name="attitude" />
        <Field name="mobile" />
        <Field name="phone" />
        <Field name="email" />
        <Field name="wechat" />
        <Field name="gender" />
      </div>
      <Field name="isKey" />
      <div className="customers-pair">
        <Field name="birthday" placeholder={say('contacts.birthday-hint')} />
        <Field name="birthdayCalendar" />
      </div>
      <Field name="birthdayBasis" hint={say('contacts.birthday-basis-hint')} />
      <Field name="preference" kind="long-text" rows={2} />
      <Field name="remark" kind="long-text" rows={2} />
    </>
  )
}
