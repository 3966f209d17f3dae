import { useMemo, useState } from 'react'
import { type Day, day as dayShape } from '../../../core/day.ts'
import type { Failure } from '../../../platform/web/failure.ts'
import { useChange } from '../../../platform/web/reads.ts'
import { dayWords, shortDay } from '../../../ui/days.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field } from '../../../ui/form/field.tsx'
import { Form } from '../../../ui/form/form.tsx'
import { useNow } from '../../../ui/now.tsx'
import { useSay } from '../../../ui/say.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { postponeTask } from '../contract.ts'
import { workedOn } from '../policy/standing.ts'
import { affected } from './affected.ts'
import { type Row, titleWords } from './task-words.ts'

type Asking = { task: Row; day: Day | undefined }

export type Move = {
  /** Makes the appointment for a day at once; asks why first where the day lies after the window. */
  readonly to: (task: Row, day: Day) => void
  /** Asks for the day. */
  readonly ask: (task: Row) => void
  readonly asking: Asking | undefined
  readonly close: () => void
  readonly problem: Failure | undefined
}

/** Moving a task to another day of the calendar: the appointment moves, the due day stays. */
export function useMove(): Move {
  const say = useSay()
  const toast = useToast()
  const { today } = useNow()
  const [asking, setAsking] = useState<Asking | undefined>(undefined)
  const change = useChange(postponeTask, { rooms: affected })
  const send = async (task: Row, version: number, plannedOn: Day | null, before: Day | null | undefined) => {
    const done = await change.send({ id: task.id, version, plannedOn, reason: null })
    if (!done) return
    const undo = before === undefined ? {} : { undo: () => void send(task, done.version, before, undefined) }
    const said = plannedOn === null ? say('task-calendar.dropped') : say('task-calendar.moved', { day: dayWords(plannedOn, today, say) })
    toast({ text: said, ...undo })
  }
  /** The appointment there was, where it can be made again as it was; null: there was none. */
  const thereWas = ({ plannedOn, windowTo }: Row): Day | null | undefined =>
    plannedOn === null || (plannedOn >= today && plannedOn <= windowTo) ? plannedOn : undefined
  return {
    to: (task, day) => {
      if (day === workedOn(task)) return
      if (day < today) return toast({ text: say('task-calendar.not-past') })
      if (day > task.windowTo) return setAsking({ task, day })
      void send(task, task.version, day, thereWas(task))
    },
    ask: (task) => setAsking({ task, day: undefined }),
    asking,
    close: () => setAsking(undefined),
    problem: change.problem,
  }
}

const appointment = postponeTask.input.extend({ plannedOn: dayShape })

export function MoveDialog({ move }: { move: Move }) {
  const say = useSay()
  const { asking, close } = move
  return (
    <Dialog open={asking !== undefined} title={asking ? titleWords(asking.task, say) : ''} onClose={close}>
      {asking && <MoveForm {...asking} close={close} />}
    </Dialog>
  )
}

function MoveForm({ task, day, close }: Asking & { close: () => void }) {
  const say = useSay()
  const toast = useToast()
  const { today } = useNow()
  const { id, version } = task
  const values = useMemo(() => ({ id, version, ...(day === undefined ? {} : { plannedOn: day }) }), [id, version, day])
  const change = useChange(postponeTask, {
    rooms: affected,
    onDone: ({ plannedOn }) => {
      toast({ text: say('task-calendar.moved', { day: plannedOn ? dayWords(plannedOn, today, say) : '' }) })
      close()
    },
  })
  return (
    <>
      <p className="k-t2">
        {task.customerName && <b>{task.customerName} </b>}
        {say('task-calendar.move-says', { day: shortDay(task.windowTo, today) })}
      </p>
      <Form
        schema={appointment}
        values={values}
        words="tasks.field"
        onSubmit={change.send}
        problem={change.problem}
        busy={change.busy}
        submitLabel={day === undefined ? say('tasks.postpone') : say('task-calendar.move', { day: shortDay(day, today) })}
        onCancel={close}
      >
        <Field name="plannedOn" />
        <Field name="reason" kind="long-text" rows={2} />
      </Form>
    </>
  )
}
