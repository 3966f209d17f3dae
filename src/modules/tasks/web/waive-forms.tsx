import { Radio } from 'antd'
import { useMemo, useState } from 'react'
import { z } from 'zod'
import { useChange } from '../../../platform/web/reads.ts'
import { useMay } from '../../../platform/web/session.ts'
import { Field } from '../../../ui/form/field.tsx'
import { Form } from '../../../ui/form/form.tsx'
import { useSay } from '../../../ui/say.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { askWaive } from '../contract/waiving.ts'
import { waiveTask } from '../contract.ts'
import { affected } from './affected.ts'
import { type TaskShown, titleWords } from './task-words.ts'
import { deciderOf } from './waive-asked.tsx'

type FormProps = { task: TaskShown; onCancel: () => void; onDone: () => void }

/** Releases from a task, or asks for it: as far as one's rights go. */
export const WaiveForm = (p: FormProps) => (useMay()('tasks.waive') ? <WaiveNow {...p} /> : <AskWaive {...p} />)

/** Releases from a task, with a reason that stays on record. */
function WaiveNow({ task, onCancel, onDone }: FormProps) {
  const say = useSay()
  const toast = useToast()
  const values = useMemo(() => ({ id: task.id, version: task.version }), [task.id, task.version])
  const waive = useChange(waiveTask, {
    rooms: affected,
    onDone: () => {
      toast({ text: say('tasks.waived', { what: titleWords(task, say) }) })
      onDone()
    },
  })
  return (
    <>
      <p className="k-t2">{say('tasks.waive-says')}</p>
      <Form
        schema={waiveTask.input}
        values={values}
        words="tasks.field"
        onSubmit={waive.send}
        problem={waive.problem}
        busy={waive.busy}
        submitLabel={say('tasks.waive')}
        onCancel={onCancel}
      >
        <Field name="reason" kind="long-text" rows={2} />
      </Form>
    </>
  )
}

const asking = askWaive.input.extend({ reason: z.string().trim().min(1).max(500) })

/** Asks somebody entitled; in a case the policy itself names, the task is waived at once. */
function AskWaive({ task, onCancel, onDone }: FormProps) {
  const say = useSay()
  const toast = useToast()
  const grounds = task.rule?.waiveFor ?? []
  const [ground, setGround] = useState<string | null>(null)
  const values = useMemo(() => ({ id: task.id, version: task.version, ground }), [task.id, task.version, ground])
  const ask = useChange(askWaive, {
    rooms: affected,
    onDone: (answer) => {
      const what = titleWords(task, say)
      const asked = answer.waiveAsked
      toast({ text: asked ? say('tasks.waive-asked', { what, who: deciderOf(asked, say) }) : say('tasks.waived', { what }) })
      onDone()
    },
  })
  return (
    <>
      <p className="k-t2">{say(grounds.length > 0 ? 'tasks.ask-waive-or-says' : 'tasks.ask-waive-says')}</p>
      <Form
        schema={ground === null ? asking : askWaive.input}
        values={values}
        words="tasks.field"
        onSubmit={ask.send}
        problem={ask.problem}
        busy={ask.busy}
        submitLabel={say(ground === null ? 'tasks.ask-waive' : 'tasks.waive')}
        onCancel={onCancel}
      >
        {grounds.length > 0 && (
          <Field name="ground">{({ id }) => <Grounds id={id} grounds={grounds} chosen={ground} onChoose={setGround} />}</Field>
        )}
        <Field name="reason" kind="long-text" rows={2} />
      </Form>
    </>
  )
}

type GroundsProps = { id: string; grounds: readonly string[]; chosen: string | null; onChoose: (ground: string | null) => void }

function Grounds({ id, grounds, chosen, onChoose }: GroundsProps) {
  const say = useSay()
  const other = ''
  return (
    <Radio.Group
      id={id}
      className="tasks-checks"
      value={chosen ?? other}
      onChange={(e) => onChoose(e.target.value === other ? null : e.target.value)}
    >
      {grounds.map((ground) => (
        <Radio key={ground} value={ground}>
          {ground} <span className="k-t3">{say('tasks.ground-at-once')}</span>
        </Radio>
      ))}
      <Radio value={other}>
        {say('tasks.ground-other')} <span className="k-t3">{say('tasks.ground-asked')}</span>
      </Radio>
    </Radio.Group>
  )
}
