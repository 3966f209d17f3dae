import { Select } from 'antd'
import { useMemo, useState } from 'react'
import { useChange, useRead } from '../../../platform/web/reads.ts'
import { useMay, useSession } from '../../../platform/web/session.ts'
import { Field } from '../../../ui/form/field.tsx'
import { Form } from '../../../ui/form/form.tsx'
import type { InputProps } from '../../../ui/form/inputs.tsx'
import { useNow } from '../../../ui/now.tsx'
import { useSay } from '../../../ui/say.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { listCustomers } from '../../customers/contract.ts'
import { createTask, taskKinds } from '../contract.ts'
import { affected } from './affected.ts'
import { usePeople } from './task-forms.tsx'

/** What it is, for whom and until when. */
export function NewTaskForm({ close, customerId }: { close: () => void; customerId: number | undefined }) {
  const say = useSay()
  const may = useMay()
  const toast = useToast()
  const { today } = useNow()
  const me = useSession().data?.person?.id
  const people = usePeople()
  const create = useChange(createTask, {
    rooms: affected,
    onDone: () => {
      toast({ text: say('tasks.created') })
      close()
    },
  })
  const values = useMemo(
    () => ({
      kind: 'OTHER' as const,
      dueOn: today,
      ...(customerId === undefined ? {} : { customerId }),
      ...(me === undefined ? {} : { assigneeId: me }),
    }),
    [today, customerId, me],
  )
  const kinds = taskKinds.map((value) => ({ value, label: say(`task.kind.${value}`) }))
  return (
    <Form
      schema={createTask.input}
      values={values}
      words="tasks.field"
      onSubmit={create.send}
      problem={create.problem}
      busy={create.busy}
      submitLabel={say('tasks.new')}
      onCancel={close}
      draft="tasks.new"
    >
      <Field name="title" placeholder={say('tasks.title-hint')} />
      {customerId === undefined && may('customers.read') && <Field name="customerId">{(input) => <CustomerPicker {...input} />}</Field>}
      <Field name="kind" options={kinds} />
      <Field name="dueOn" />
      {may('tasks.assign') && <Field name="assigneeId" options={people} />}
    </Form>
  )
}

/** A customer found by a part of its name or by pinyin. */
function CustomerPicker({ id, value, onChange, onBlur }: InputProps) {
  const say = useSay()
  const [q, setQ] = useState('')
  const { data } = useRead(listCustomers, { q, limit: 20 }, { when: q !== '', keepLast: true })
  const options = (data?.rows ?? []).map((c) => ({ value: c.id, label: c.name }))
  return (
    <Select
      id={id}
      className="k-wide"
      showSearch={{ filterOption: false, onSearch: (typed) => setQ(typed.trim()) }}
      allowClear
      value={typeof value === 'number' ? value : null}
      options={options}
      placeholder={say('tasks.customer-hint')}
      notFoundContent={q === '' ? say('tasks.customer-hint') : say('ui.none-match')}
      onChange={(chosen: number | null) => onChange(chosen ?? null)}
      onBlur={onBlur}
    />
  )
}
