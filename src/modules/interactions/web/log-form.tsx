import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { z } from 'zod'
import { instant } from '../../../core/instant.ts'
import { useChange, useRead } from '../../../platform/web/reads.ts'
import { useSession } from '../../../platform/web/session.ts'
import { Button } from '../../../ui/button.tsx'
import { whenWords } from '../../../ui/days.ts'
import { Field } from '../../../ui/form/field.tsx'
import { Form } from '../../../ui/form/form.tsx'
import { type FormValues, useForm } from '../../../ui/form/form-state.ts'
import { usePhone } from '../../../ui/media.ts'
import { useNow } from '../../../ui/now.tsx'
import type { ProblemLike } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { peopleOptions } from '../../organisation/contract.ts'
import { type ContactRules, changeInteraction, logInteraction } from '../contract.ts'
import { channelIcon } from './channel-icon.tsx'
import { contactOf, contactShape, flatProblem, flatVisit } from './contact-form.ts'
import type { Row } from './contact-words.ts'
import { FormChannel, LogFields, useContactRules } from './LogFields.tsx'
import { OneOf } from './pills.tsx'

/** Rooms whose screens show that there was a contact. */
const affected: readonly string[] = ['customers', 'tasks', 'care', 'compliance', 'audit']

const { channel, direction, text, happenedAt, personId } = logInteraction.input.shape

/** The endpoint's input laid flat, with what the policy asks of this channel made required. */
const schemaFor = (rules: ContactRules, chosen: unknown): z.ZodObject =>
  z.object({ channel, direction, text, happenedAt, personId, ...contactShape(rules, chosen) })

/** What the two endpoints share; the form has checked it. */
const saidIn = (values: FormValues) => ({
  ...z.object({ channel, direction, text, happenedAt: z.string().optional(), personId }).parse(values),
  ...contactOf(values),
})

type LogFormProps = { customer: { id: number; name: string; address?: string | null | undefined }; close: () => void }

/** Records a contact: channel and text are enough, a visit needs its record. What is typed stays on this device until it is saved. */
export function LogForm({ customer, close }: LogFormProps) {
  const say = useSay()
  const toast = useToast()
  const me = useSession().data?.person?.id
  const log = useChange(logInteraction, {
    rooms: affected,
    onDone: () => {
      toast({ text: say('interactions.logged', { name: customer.name }) })
      close()
    },
  })
  const start = useMemo(
    () => ({
      direction: 'OUT',
      ...(me === undefined ? {} : { personId: me }),
      ...(customer.address ? { visitPlace: customer.address } : {}),
    }),
    [me, customer.address],
  )
  return (
    <ContactForm
      customerId={customer.id}
      start={start}
      draft={`interactions.log.${customer.id}`}
      problem={flatProblem(log.problem)}
      busy={log.busy}
      onSubmit={(values) => log.send({ customerId: customer.id, ...saidIn(values) })}
      close={close}
    />
  )
}

/** Corrects one's own record of today. */
export function CorrectForm({ row, close }: { row: Row; close: () => void }) {
  const say = useSay()
  const toast = useToast()
  const change = useChange(changeInteraction, {
    rooms: affected,
    onDone: () => {
      toast({ text: say('interactions.corrected') })
      close()
    },
  })
  const start = useMemo(() => startOf(row), [row])
  return (
    <ContactForm
      customerId={row.customerId}
      start={start}
      problem={flatProblem(change.problem)}
      busy={change.busy}
      onSubmit={(values) => change.send({ id: row.id, version: row.version, ...saidIn(values) })}
      close={close}
    />
  )
}

const startOf = ({ channel, direction, text, happenedAt, person, contact, needs, worries, visit }: Row): FormValues => ({
  ...{ channel, direction, text, happenedAt, needs, worries },
  ...(person ? { personId: person.id } : {}),
  ...(contact ? { contactId: contact.id } : {}),
  ...flatVisit(visit),
})

type ContactFormProps = {
  customerId: number
  start: FormValues
  draft?: string
  problem: ProblemLike | undefined
  busy: boolean
  onSubmit: (values: FormValues) => unknown
  close: () => void
}

function ContactForm({ customerId, start, draft, close, ...sending }: ContactFormProps) {
  const say = useSay()
  const rules = useContactRules()
  const [chosen, setChosen] = useState<unknown>(start.channel)
  const schema = useMemo(() => schemaFor(rules, chosen), [rules, chosen])
  return (
    <div className="log-form">
      <Form schema={schema} values={start} words="interactions.field" onCancel={close} {...(draft ? { draft } : {})} {...sending}>
        <FormChannel onChange={setChosen} />
        <BeginWriting />
        <Field name="channel">
          {({ id, value, onChange }) => (
            <OneOf
              id={id}
              required
              value={value}
              onChange={onChange}
              options={rules.channels.map((c) => ({ value: c, label: say(`channel.${c}`), icon: channelIcon[c] }))}
            />
          )}
        </Field>
        <Field name="text" kind="long-text" rows={3} placeholder={say('interactions.text-hint')} />
        {chosen !== 'NOTE' && <Direction />}
        <LogFields customerId={customerId} rules={rules} />
        <Circumstances />
      </Form>
    </div>
  )
}

/** One opens the form and types; on a phone the keyboard would cover what there is to choose. */
function BeginWriting() {
  const phone = usePhone()
  const field = useForm().idOf('text')
  useEffect(() => {
    if (phone) return
    // The panel takes the focus itself when it opens.
    const next = requestAnimationFrame(() => document.getElementById(field)?.focus())
    return () => cancelAnimationFrame(next)
  }, [phone, field])
  return null
}

function Direction() {
  const say = useSay()
  const options = direction.unwrap().options.map((value) => ({ value, label: say(`direction.${value}`) }))
  return (
    <Field name="direction">{({ id, value, onChange }) => <OneOf id={id} options={options} value={value} onChange={onChange} />}</Field>
  )
}

/** When and by whom: now and by oneself, until somebody says otherwise. */
function Circumstances() {
  const say = useSay()
  const now = useNow()
  const { values, errorOf } = useForm()
  const people = useRead(peopleOptions, {}, { staleSeconds: 300 }).data?.people ?? []
  const [open, setOpen] = useState(false)
  const wrong = errorOf('happenedAt') !== undefined || errorOf('personId') !== undefined
  if (open || wrong) {
    return (
      <>
        <Field name="happenedAt" />
        <Field name="personId" options={people.map((p) => ({ value: p.id, label: p.name }))} />
      </>
    )
  }
  const { happenedAt: at } = values
  const time: ReactNode = typeof at === 'string' && instant.safeDecode(at).success ? whenWords(at, now, say) : say('interactions.just-now')
  const person = people.find((p) => p.id === values.personId)?.name
  return (
    <p className="log-usual k-t2">
      {person === undefined ? time : say('interactions.usual', { time, person })}
      <Button kind="link" small onClick={() => setOpen(true)}>
        {say('interactions.other-circumstances')}
      </Button>
    </p>
  )
}
