import { type ReactNode, useMemo, useState } from 'react'
import { useChange } from '../../../platform/web/reads.ts'
import { useSession } from '../../../platform/web/session.ts'
import { Button } from '../../../ui/button.tsx'
import { ChoiceInput } from '../../../ui/form/choices.tsx'
import { Field } from '../../../ui/form/field.tsx'
import { Form } from '../../../ui/form/form.tsx'
import { useForm } from '../../../ui/form/form-state.ts'
import { useGo } from '../../../ui/link.tsx'
import { Page } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { createCustomer } from '../contract.ts'
import { checkCreditCode } from '../policy/credit-code.ts'
import { DuplicateWarning, useDuplicates } from './duplicate-warning.tsx'
import { useOwners } from './list-fields.ts'
import { IndustryPicker, PlacePicker } from './pickers.tsx'
import './customers.css'

/** A new customer file: the fields people know first, the others one click away. */
export function NewCustomer() {
  const say = useSay()
  const go = useGo()
  const toast = useToast()
  const me = useSession().data?.person?.id
  const create = useChange(createCustomer, {
    rooms: ['audit'],
    onDone: (c) => {
      toast({ text: say('customers.created', { name: c.name }) })
      go(`/customers/${c.id}`)
    },
  })
  const start = useMemo(() => ({ segment: 'B' as const, kind: 'COMPANY' as const, ...(me === undefined ? {} : { ownerId: me }) }), [me])
  return (
    <Page title={say('customers.new')} back="/customers">
      <Form
        schema={createCustomer.input}
        values={start}
        words="customers.field"
        onSubmit={create.send}
        problem={create.problem}
        busy={create.busy}
        draft="customers.new"
        submitLabel={say('customers.create')}
        onCancel={() => go('/customers')}
      >
        <Identity />
        <Standing />
        <More />
      </Form>
    </Page>
  )
}

const Group = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="customers-group">
    <h3 className="k-h3">{title}</h3>
    {children}
  </section>
)

function Identity() {
  const say = useSay()
  const hits = useDuplicates()
  const { values } = useForm()
  const code = typeof values.creditCode === 'string' ? values.creditCode : ''
  const wantsNote = code.length >= 18 && checkCreditCode(code).status === 'WARNING'
  return (
    <Group title={say('customers.group.identity')}>
      <Field name="name" placeholder={say('customers.name-hint')} below={<DuplicateWarning hits={hits} by="NAME" />} />
      <div className="customers-pair">
        <Field name="kind" />
        <Field name="segment" />
      </div>
      <Field name="creditCode" hint={say('customers.credit-code-hint')} below={<DuplicateWarning hits={hits} by="CREDIT_CODE" />} />
      {wantsNote && <Field name="creditCodeNote" />}
      <Field name="phone" kind="text" placeholder={say('customers.phone-hint')} below={<DuplicateWarning hits={hits} by="PHONE" />} />
    </Group>
  )
}

const codeOrNull = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

function Standing() {
  const say = useSay()
  const { values, set, labelOf } = useForm()
  const { people, units } = useOwners()
  return (
    <Group title={say('customers.group.trade')}>
      <Field name="industryCode">{(input) => <IndustryPicker {...input} />}</Field>
      <Field name="provinceCode" label={labelOf('place')}>
        {(input) => (
          <PlacePicker
            id={input.id}
            onBlur={input.onBlur}
            value={{
              provinceCode: codeOrNull(values.provinceCode),
              cityCode: codeOrNull(values.cityCode),
              district: codeOrNull(values.district),
            }}
            onChange={(place) => {
              for (const [name, part] of Object.entries(place)) set(name, part)
            }}
          />
        )}
      </Field>
      <Field name="address" kind="text" />
      <div className="customers-pair">
        <Field name="sizeClass" />
        <Field name="source" />
      </div>
      <div className="customers-pair">
        <Field name="ownerId">{(input) => <ChoiceInput {...input} options={people} />}</Field>
        <Field name="unitId">{(input) => <ChoiceInput {...input} options={units} />}</Field>
      </div>
    </Group>
  )
}

const moreFields = ['shortName', 'legalRepresentative', 'foundedOn', 'website', 'firstContactOn', 'settlement'] as const

function More() {
  const say = useSay()
  const [open, setOpen] = useState(false)
  if (!open) {
    return (
      <div>
        <Button kind="link" onClick={() => setOpen(true)}>
          {say('customers.more-fields')}
        </Button>
      </div>
    )
  }
  return (
    <Group title={say('customers.group.more')}>
      <div className="customers-pair">
        {moreFields.map((name) => (
          <Field key={name} name={name} />
        ))}
        <Field name="registeredCapital" kind="money" />
        <Field name="employees" />
      </div>
      <Field name="painPoints" kind="long-text" />
      <Field name="purchasePreference" kind="long-text" />
      <Field name="longTermPlan" kind="long-text" />
      <Field name="remark" kind="long-text" />
      <Field name="customerNo" hint={say('customers.number-hint')} />
    </Group>
  )
}
