import { useMemo } from 'react'
import { day } from '../../../core/day.ts'
import { useChange, useRead } from '../../../platform/web/reads.ts'
import { dayWords, shortDay } from '../../../ui/days.ts'
import { Field } from '../../../ui/form/field.tsx'
import { Form } from '../../../ui/form/form.tsx'
import { useNow } from '../../../ui/now.tsx'
import { useSay } from '../../../ui/say.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { peopleOptions } from '../../organisation/contract.ts'
import { assignTasks, postponeTask } from '../contract.ts'
import { affected } from './affected.ts'
import type { TaskRead } from './task-words.ts'
import { AlsoPlanned } from './together-fields.tsx'
import { alsoField, alsoOf, entryFor, sentWith, type TogetherShown } from './together-words.ts'

type FormProps = { task: TaskRead; onCancel: () => void; onDone: () => void }

/** Makes or moves the appointment, of other duties with it; due days stay. */
export function PostponeForm({ task, onCancel, onDone }: FormProps) {
  const say = useSay()
  const toast = useToast()
  const { today } = useNow()
  const postpone = useChange(postponeTask, {
    rooms: affected,
    onDone: ({ plannedOn }) => {
      toast({ text: say('tasks.postponed', { day: plannedOn ? dayWords(plannedOn, today, say) : '' }) })
      onDone()
    },
  })
  const values = useMemo(() => {
    const isKeptWith = (t: TogetherShown) => t.serves || (t.plannedOn !== null && t.plannedOn === task.plannedOn)
    return { id: task.id, version: task.version, also: task.together.filter(isKeptWith).map(entryFor) }
  }, [task])
  const send = (typed: Readonly<Record<string, unknown>>) => {
    const also = sentWith(alsoOf(typed['also']), task.together).map(({ id, version }) => ({ id, version }))
    return postpone.send({ ...appointment.omit({ also: true }).strip().parse(typed), also })
  }
  return (
    <>
      <p className="k-t2">{say('tasks.postpone-says')}</p>
      <Form
        schema={appointment}
        values={values}
        words="tasks.field"
        onSubmit={send}
        problem={postpone.problem}
        busy={postpone.busy}
        submitLabel={say(task.plannedOn === null ? 'tasks.plan' : 'tasks.postpone')}
        onCancel={onCancel}
      >
        <Field name="plannedOn" hint={say('tasks.postpone-hint', { day: shortDay(task.windowTo, today) })} />
        <Field name="reason" kind="long-text" rows={2} />
        <AlsoPlanned tasks={task.together} />
      </Form>
    </>
  )
}

/** Who fills in the form makes an appointment. */
const appointment = postponeTask.input.extend({ plannedOn: day, also: alsoField })

/** People to give work to. */
export function usePeople(): { value: number; label: string }[] {
  const people = useRead(peopleOptions, {}, { staleSeconds: 300 }).data?.people
  return useMemo(() => (people ?? []).map((p) => ({ value: p.id, label: p.name })), [people])
}

type AssignProps = { tasks: readonly { id: number; version: number }[]; onCancel: () => void; onDone: () => void }

/** Gives one task or several to a person. */
export function AssignTasks({ tasks, onCancel, onDone }: AssignProps) {
  const say = useSay()
  const toast = useToast()
  const people = usePeople()
  const assign = useChange(assignTasks, { rooms: affected })
  const values = useMemo(() => ({ tasks: tasks.map(({ id, version }) => ({ id, version })) }), [tasks])
  const send = async (input: Parameters<typeof assign.send>[0]) => {
    const done = await assign.send(input)
    if (done === undefined) return undefined
    const name = people.find((p) => p.value === input.assigneeId)?.label
    toast({ text: say('tasks.assigned', { count: tasks.length, name }) })
    onDone()
    return done
  }
  return (
    <Form
      schema={assignTasks.input}
      values={values}
      words="tasks.field"
      onSubmit={send}
      problem={assign.problem}
      busy={assign.busy}
      submitLabel={say('tasks.assign')}
      onCancel={onCancel}
    >
      <Field name="assigneeId" options={people} />
    </Form>
  )
}

export function AssignForm({ task, onCancel, onDone }: FormProps) {
  const tasks = useMemo(() => [{ id: task.id, version: task.version }], [task.id, task.version])
  return <AssignTasks tasks={tasks} onCancel={onCancel} onDone={onDone} />
}
