import { useEffect } from 'react'
import { useRead } from '../../../platform/web/reads.ts'
import { useMay } from '../../../platform/web/session.ts'
import type { Choice } from '../../../ui/form/control.tsx'
import { Field } from '../../../ui/form/field.tsx'
import { type FormState, useForm } from '../../../ui/form/form-state.ts'
import { useSay } from '../../../ui/say.tsx'
import { listContacts } from '../../customers/contract/contacts.ts'
import { type ContactRules, contactRules, visitFields } from '../contract.ts'
import { contactRules as rulesOf } from '../policy.ts'
import { visitKey } from './contact-form.ts'
import { needWords } from './contact-words.ts'
import { Pill, Pills } from './pills.tsx'
import './interactions.css'

export { contactOf, contactShape, flatProblem } from './contact-form.ts'

const shipped = rulesOf(undefined)

/** What the policy in force says of contacts; until it is known, what the shipped ones say. */
export function useContactRules(): ContactRules {
  const may = useMay()(contactRules.permission)
  return useRead(contactRules, {}, { staleSeconds: 300, when: may }).data ?? shipped
}

/** Tells the component around a form what its field `channel` holds: whether a visit's record is asked depends on it. */
export function FormChannel({ onChange }: { onChange: (channel: unknown) => void }) {
  const { channel } = useForm().values
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another channel is news
  useEffect(() => onChange(channel), [channel])
  return null
}

/** The words of the fields, which stand under those of the form around them. */
const wordsFor = (form: FormState, say: ReturnType<typeof useSay>) => (name: string) =>
  form.words === 'interactions.field' ? form.labelOf(name) : say(`interactions.field.${name}`)

/**
 * Whom it was with, needs, worries and, of a visit, its record: inside a `Form` whose schema holds `contactShape(rules, channel)`.
 * `contactOf(values)` reads them out of what the form sends, `flatProblem` brings the server's issues to them.
 */
export function LogFields({ customerId, rules }: { customerId: number; rules: ContactRules }) {
  const say = useSay()
  const form = useForm()
  const label = wordsFor(form, say)
  const people = usePeopleAt(customerId)
  return (
    <>
      {form.values.channel === 'VISIT' && <VisitFields rules={rules} label={label} />}
      {people.length > 0 && people.length <= fewPeople && (
        <Field name="contactId" label={label('contactId')}>
          {({ id, value, onChange }) => (
            <Pills labelledBy={`${id}-label`}>
              {people.map((p) => (
                <Pill key={p.value} on={value === p.value} onToggle={(on) => onChange(on ? p.value : null)}>
                  {p.label}
                </Pill>
              ))}
            </Pills>
          )}
        </Field>
      )}
      {people.length > fewPeople && <Field name="contactId" label={label('contactId')} options={people} />}
      <Words name="needs" known={rules.needs} label={label('needs')} />
      <Words name="worries" known={rules.worries} label={label('worries')} hint={say('interactions.words-hint')} />
    </>
  )
}

/** Up to so many stand there to be pressed. */
const fewPeople = 6

function usePeopleAt(customerId: number): Choice[] {
  const may = useMay()(listContacts.permission)
  const { data } = useRead(listContacts, { customerId }, { when: may })
  return (data?.rows ?? []).map((p) => ({ value: p.id, label: p.name }))
}

/** What was heard, in the words of the vocabulary; pressed again it is taken back. */
function Words({ name, known, label, hint }: { name: string; known: readonly string[]; label: string; hint?: string }) {
  const say = useSay()
  return (
    <Field name={name} label={label} hint={hint}>
      {({ id, value, onChange }) => {
        const said: unknown[] = Array.isArray(value) ? value : []
        return (
          <Pills labelledBy={`${id}-label`}>
            {known.map((code) => (
              <Pill
                key={code}
                on={said.includes(code)}
                onToggle={(on) => onChange(on ? [...said, code] : said.filter((other) => other !== code))}
              >
                {needWords(code, say)}
              </Pill>
            ))}
          </Pills>
        )
      }}
    </Field>
  )
}

const longFields: readonly string[] = ['operation', 'feedback', 'answers']

/** The record of a visit: what the policy asks first. */
function VisitFields({ rules, label }: { rules: ContactRules; label: (name: string) => string }) {
  const say = useSay()
  const fields = [...rules.visitFields, ...visitFields.filter((f) => !rules.visitFields.includes(f))]
  return (
    <fieldset className="log-visit" aria-label={say('interactions.visit')}>
      {fields.map((field) => (
        <Field
          key={field}
          name={visitKey(field)}
          label={label(visitKey(field))}
          {...(longFields.includes(field) ? { kind: 'long-text', rows: 2 } : { kind: 'text' })}
          {...(field === 'plan' ? { placeholder: say('interactions.plan-hint') } : {})}
        />
      ))}
    </fieldset>
  )
}
