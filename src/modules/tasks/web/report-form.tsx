import { Checkbox } from 'antd'
import { useMemo } from 'react'
import { z } from 'zod'
import { useChange } from '../../../platform/web/reads.ts'
import { Field } from '../../../ui/form/field.tsx'
import { Form } from '../../../ui/form/form.tsx'
import { useForm } from '../../../ui/form/form-state.ts'
import { useNow } from '../../../ui/now.tsx'
import { useSay } from '../../../ui/say.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { channels, doTask, reopenTask } from '../contract.ts'
import { affected } from './affected.ts'
import { channelChoices, type TaskShown, titleWords } from './task-words.ts'

/** That there was a contact, its channel and outcome show; other evidence is written down beside them. */
const contact = 'INTERACTION'
const proofsOf = (task: TaskShown): string[] => (task.rule?.evidence ?? []).filter((kind) => kind !== contact)

/** The endpoint's input, with what this rule asks made required and a field for each piece of evidence. */
function schemaFor({ rule }: TaskShown): z.ZodObject {
  const { shape } = doTask.input
  const [asked, shown] = [rule?.channels ?? [], rule?.evidence ?? []]
  return z.strictObject({
    id: shape.id,
    version: shape.version,
    doneOn: shape.doneOn,
    channel: asked.length > 0 ? z.enum(channels) : shape.channel,
    checked: shape.checked,
    uncheckedReason: shape.uncheckedReason,
    outcome: shown.includes(contact) ? z.string().trim().min(1).max(2000) : shape.outcome,
    nextStep: shape.nextStep,
    ...Object.fromEntries(shown.filter((kind) => kind !== contact).map((kind) => [kind, z.string().trim().min(1).max(500)])),
  })
}

type FormProps = { task: TaskShown; onCancel: () => void; onDone: () => void }

/** Reports a task as done: the rule's checklist, channel, outcome and evidence. */
export function ReportForm({ task, onCancel, onDone }: FormProps) {
  const say = useSay()
  const toast = useToast()
  const { today } = useNow()
  const what = [task.customerName, titleWords(task, say)].filter(Boolean).join(' ')
  const reopen = useChange(reopenTask, { rooms: affected, onDone: () => toast({ text: say('tasks.reopened') }) })
  const report = useChange(doTask, {
    rooms: affected,
    onDone: ({ id, version }) => {
      toast({ text: say('tasks.done', { what }), undo: () => void reopen.send({ id, version }) })
      onDone()
    },
  })
  const schema = useMemo(() => schemaFor(task), [task])
  const proofs = proofsOf(task)
  const choices = channelChoices(task.rule?.channels ?? [], say)
  const only = choices.length === 1 ? choices[0]?.value : undefined
  const values = useMemo(
    () => ({ id: task.id, version: task.version, doneOn: today, ...(only ? { channel: only } : {}) }),
    [task.id, task.version, today, only],
  )
  const send = (typed: Readonly<Record<string, unknown>>) => {
    const fields = Object.fromEntries(Object.entries(typed).filter(([name]) => !proofs.includes(name)))
    const evidence = proofs.map((kind) => ({ kind, note: typed[kind] }))
    return report.send(doTask.input.parse({ ...fields, evidence }))
  }
  const checklist = task.rule?.checklist ?? []
  const asksMuch = checklist.length + (task.rule?.evidence.length ?? 0) > 0
  return (
    <>
      {asksMuch && <p className="k-t2">{say('tasks.do-says')}</p>}
      <Form
        schema={schema}
        values={values}
        words="tasks.field"
        onSubmit={send}
        problem={report.problem}
        busy={report.busy}
        submitLabel={say('tasks.do-now')}
        onCancel={onCancel}
        draft={`tasks.do.${task.id}`}
      >
        {checklist.length > 0 && <Checklist items={checklist} />}
        <Field name="channel" options={choices} />
        <Field name="doneOn" />
        <Field name="outcome" kind="long-text" rows={3} placeholder={say('tasks.outcome-hint')} />
        {proofs.map((kind) => (
          <Field key={kind} name={kind} kind="long-text" rows={2} />
        ))}
        <Field name="nextStep" kind="text" placeholder={say('tasks.next-step-hint')} />
      </Form>
    </>
  )
}

/** The rule's list to tick; where something stays open, room for the reason. */
function Checklist({ items }: { items: readonly string[] }) {
  const say = useSay()
  const { values, errorOf } = useForm()
  const checked = Array.isArray(values.checked) ? values.checked : []
  const open = items.some((item) => !checked.includes(item))
  const asked = checked.length > 0 || Boolean(values.uncheckedReason) || errorOf('uncheckedReason') !== undefined
  return (
    <>
      <Field name="checked">
        {({ onChange }) => (
          <Checkbox.Group className="tasks-checks" value={checked} onChange={onChange}>
            {items.map((item) => (
              <Checkbox key={item} value={item}>
                {item}
              </Checkbox>
            ))}
          </Checkbox.Group>
        )}
      </Field>
      {open && asked && <Field name="uncheckedReason" kind="text" hint={say('tasks.unchecked-hint')} />}
    </>
  )
}
