import { useMemo, useState } from 'react'
import { day } from '../../../core/day.ts'
import { useChange } from '../../../platform/web/reads.ts'
import { useMay } from '../../../platform/web/session.ts'
import { Button } from '../../../ui/button.tsx'
import { Rule } from '../../../ui/chip.tsx'
import { Field } from '../../../ui/form/field.tsx'
import { Form } from '../../../ui/form/form.tsx'
import { useNow } from '../../../ui/now.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { announcingRule } from '../contract/announcing.ts'
import { tellTask } from '../contract/telling.ts'
import { affected } from './affected.ts'
import { channelChoices, type TaskRead } from './task-words.ts'
import { saysTelling, tellingWords } from './told-words.ts'

const rooms = ['notifications', ...affected]

/** Whether the customer was told of an open task, and the button that says so. */
export function Telling({ task }: { task: TaskRead }) {
  const say = useSay()
  const may = useMay()(tellTask.permission)
  const { today } = useNow()
  const [noting, setNoting] = useState(false)
  const { notice } = task
  if (notice === null || !saysTelling(task)) return null
  return (
    <section className="tasks-telling" aria-label={say('tasks.told.title')}>
      <div className="k-row">
        <b>{say('tasks.told.title')}</b>
        <Rule>{announcingRule}</Rule>
        <span className="k-grow" />
        {may && notice.toldOn !== null && <TakeBack task={task} />}
        {may && notice.toldOn === null && !noting && (
          <Button small onClick={() => setNoting(true)}>
            {say('tasks.told.do')}
          </Button>
        )}
      </div>
      <p className={notice.standing === 'TOLD_LATE' ? 'k-warn' : 'k-t2'}>{tellingWords({ ...task, notice }, today, say).join('')}</p>
      {noting && notice.toldOn === null && <NoteTold task={task} onCancel={() => setNoting(false)} onDone={() => setNoting(false)} />}
    </section>
  )
}

function TakeBack({ task: { id, version } }: { task: TaskRead }) {
  const say = useSay()
  const toast = useToast()
  const tell = useChange(tellTask, { rooms, onDone: () => toast({ text: say('tasks.told.undone') }) })
  return (
    <>
      <Button kind="text" small busy={tell.busy} onClick={() => void tell.send({ id, version, toldOn: null })}>
        {say('tasks.told.undo')}
      </Button>
      <Problem problem={tell.problem} />
    </>
  )
}

const telling = tellTask.input.extend({ toldOn: day })

function NoteTold({ task, onCancel, onDone }: { task: TaskRead; onCancel: () => void; onDone: () => void }) {
  const say = useSay()
  const toast = useToast()
  const { today } = useNow()
  const { id, version } = task
  const values = useMemo(() => ({ id, version, toldOn: today }), [id, version, today])
  const tell = useChange(tellTask, {
    rooms,
    onDone: () => {
      toast({ text: say('tasks.told.saved') })
      onDone()
    },
  })
  return (
    <Form
      schema={telling}
      values={values}
      words="tasks.field"
      onSubmit={tell.send}
      problem={tell.problem}
      busy={tell.busy}
      submitLabel={say('tasks.told.save')}
      onCancel={onCancel}
    >
      <Field name="toldOn" />
      <Field name="channel" options={channelChoices([], say)} />
    </Form>
  )
}
