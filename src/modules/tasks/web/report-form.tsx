import { Checkbox } from 'antd'
import { useEffect, useMemo, useState } from 'react'
import { useChange } from '../../../platform/web/reads.ts'
import { useMay } from '../../../platform/web/session.ts'
import { Field } from '../../../ui/form/field.tsx'
import { Form } from '../../../ui/form/form.tsx'
import { type FormValues, useForm } from '../../../ui/form/form-state.ts'
import { useNow } from '../../../ui/now.tsx'
import { useSay } from '../../../ui/say.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { logInteraction } from '../../interactions/contract.ts'
import { contactShape, LogFields, useContactRules } from '../../interactions/web/LogFields.tsx'
import { doTask, reopenTask } from '../contract.ts'
import { affected } from './affected.ts'
import { reportOf, reportProblem, reportSchema, toldAskedOf } from './report-shape.ts'
import { channelChoices, type TaskRead, titleWords } from './task-words.ts'
import { AlsoDone } from './together-fields.tsx'
import { alsoOf, channelsFor, entryFor, proofsOf } from './together-words.ts'
import { toldHint } from './told-words.ts'

type FormProps = { task: TaskRead; onCancel: () => void; onDone: () => void }

/**
 * Reports a task as done: the rule's checklist, channel, outcome and evidence; other duties that the same contact served; and the
 * contact itself, recorded in the same step.
 */
export function ReportForm({ task, onCancel, onDone }: FormProps) {
  const say = useSay()
  const rules = useContactRules()
  const isOutOfSight = task.customerId !== null && !task.customerInSight
  const mayLog = useMay()(logInteraction.permission) && task.customerInSight
  const [chosen, setChosen] = useState<Chosen>({ channel: undefined, log: meetsCustomer(task) })
  const logs = mayLog && chosen.log
  const { values, report } = useReport(task, onDone)
  const schema = useMemo(
    () => reportSchema(task, logs ? contactShape(rules, chosen.channel) : undefined),
    [task, logs, rules, chosen.channel],
  )
  const problem = useMemo(() => reportProblem(report.problem), [report.problem])
  const checklist = task.rule?.checklist ?? []
  return (
    <>
      {task.rule && checklist.length + task.rule.evidence.length > 0 && <p className="k-t2">{say('tasks.do-says')}</p>}
      <Form
        schema={schema}
        values={values}
        words="tasks.field"
        onSubmit={(typed: FormValues) => report.send(typed, logs)}
        problem={problem}
        busy={report.busy}
        submitLabel={say('tasks.do-now')}
        onCancel={onCancel}
        draft={`tasks.do.${task.id}`}
      >
        <Watch onChange={setChosen} />
        {checklist.length > 0 && <Checklist items={checklist} />}
        <ChannelField task={task} />
        <Field name="doneOn" />
        <ToldField task={task} />
        <Field name="outcome" kind="long-text" rows={3} placeholder={say('tasks.outcome-hint')} />
        {mayLog && <Field name="log" />}
        {isOutOfSight && <p className="k-aux k-t3">{say('tasks.out-of-sight')}</p>}
        {logs && task.customerId !== null && <LogFields customerId={task.customerId} rules={rules} />}
        {proofsOf(task).map((kind) => (
          <Field key={kind} name={kind} kind="long-text" rows={2} />
        ))}
        <AlsoDone tasks={task.together} problem={report.problem} />
        <Field name="nextStep" kind="text" placeholder={say('tasks.next-step-hint')} />
      </Form>
    </>
  )
}

/** A rule that names channels has the customer met. */
const meetsCustomer = ({ rule }: TaskRead): boolean => (rule?.channels.length ?? 0) > 0

/** What the form starts with, and how it is sent and taken back. */
function useReport(task: TaskRead, onDone: () => void) {
  const say = useSay()
  const toast = useToast()
  const { today } = useNow()
  const reopen = useChange(reopenTask, { rooms: affected })
  const done = useChange(doTask, { rooms: affected })
  const values = useMemo(() => {
    const also = task.together.filter((t) => t.serves).map(entryFor)
    const [only, ...others] = channelChoices(task.rule?.channels ?? [], say)
    return {
      ...{ id: task.id, version: task.version, doneOn: today, log: meetsCustomer(task), also, visitPlan: titleWords(task, say) },
      ...(only && others.length === 0 ? { channel: only.value } : {}),
    }
  }, [task, today, say])
  const takeBack = async (tasks: readonly { id: number; version: number }[]) => {
    for (const { id, version } of tasks) await reopen.send({ id, version: version + 1 })
    toast({ text: say('tasks.reopened') })
  }
  const send = async (typed: FormValues, logs: boolean) => {
    const input = reportOf(typed, task, logs)
    const answer = await done.send(input)
    if (!answer) return undefined
    const { also = [] } = input
    const what = [task.customerName, titleWords(task, say)].filter(Boolean).join(' ')
    const text = also.length > 0 ? say('tasks.done-with', { what, count: also.length + 1 }) : say('tasks.done', { what })
    toast({ text, undo: () => void takeBack([input, ...also]) })
    onDone()
    return answer
  }
  return { values, report: { send, problem: done.problem, busy: done.busy } }
}

type Chosen = { channel: unknown; log: boolean }

/** Tells the component around the form what it asks for depends on: the channel, and whether a contact is recorded. */
function Watch({ onChange }: { onChange: (chosen: Chosen) => void }) {
  const { channel, log } = useForm().values
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another choice is news
  useEffect(() => onChange({ channel, log: log === true }), [channel, log])
  return null
}

/** Only the ways that fit the task and all that is done with it. */
function ChannelField({ task }: { task: TaskRead }) {
  const say = useSay()
  const { values } = useForm()
  const allowed = channelsFor(task, alsoOf(values['also']), task.together)
  return <Field name="channel" options={channelChoices(allowed, say)} />
}

/** Of what was to be announced and is not noted: when the customer was told, and what it will count as. */
function ToldField({ task }: { task: TaskRead }) {
  const say = useSay()
  const { values } = useForm()
  const daysBefore = toldAskedOf(values, task)
  if (daysBefore === null) return null
  return <Field name="toldOn" hint={toldHint({ toldOn: values['toldOn'], doneOn: values['doneOn'] }, daysBefore, say)} />
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
