import type { MouseEvent } from 'react'
import { useMay } from '../../../platform/web/session.ts'
import { Button } from '../../../ui/button.tsx'
import { isWithin } from '../../../ui/keys.ts'
import { usePhone } from '../../../ui/media.ts'
import { useSay } from '../../../ui/say.tsx'
import { TierBadge } from '../../../ui/tier.tsx'
import { Due, Planned } from './due-text.tsx'
import { kindWords, type Row, titleWords } from './task-words.ts'
import type { Act } from './use-open-task.ts'
import { WhyTask } from './why-task.tsx'

type RowsProps = {
  tasks: readonly Row[]
  onOpen: (id: number, act?: Act) => void
  label: string
  /** On the customer's own page its name would only repeat. */
  ofCustomer?: boolean
}

/** Open tasks in two lines each, with what can be done at once; cards on a phone. */
export function TaskRows({ tasks, onOpen, label, ofCustomer = false }: RowsProps) {
  const phone = usePhone()
  return (
    <ul className={phone ? 'tasks-cards' : 'tasks-rows'} aria-label={label}>
      {tasks.map((t) => (
        <TaskRow key={t.id} task={t} onOpen={onOpen} ofCustomer={ofCustomer} phone={phone} />
      ))}
    </ul>
  )
}

type RowProps = { task: Row; onOpen: RowsProps['onOpen']; ofCustomer: boolean; phone: boolean }

function TaskRow({ task, onOpen, ofCustomer, phone }: RowProps) {
  const say = useSay()
  const title = titleWords(task, say)
  const press = (e: MouseEvent) => {
    if (isWithin(e) && !e.target.closest('a,button')) onOpen(task.id)
  }
  const name = ofCustomer ? title : (task.customerName ?? say('tasks.no-customer'))
  const head = (
    <span className="k-row tasks-name">
      <button type="button" className="k-cut" onClick={() => onOpen(task.id)}>
        {name}
      </button>
      {!ofCustomer && task.tier && <TierBadge tier={{ code: task.tier }} />}
    </span>
  )
  const text = (
    <span className="k-row tasks-title">
      {!ofCustomer && <span className="k-cut">{title}</span>}
      {!phone && <Planned task={task} />}
    </span>
  )
  if (phone) {
    return (
      // biome-ignore lint/a11y/useKeyWithClickEvents: the button inside does the same for the keyboard
      <li onClick={press}>
        <div className="k-row k-aux">
          <span className="k-t2">{kindWords(task.kind, say)}</span>
          <WhyTask task={task} />
          <span className="k-grow" />
          <Due task={task} />
        </div>
        {head}
        {text}
        <Planned task={task} />
        <Acts task={task} onOpen={onOpen} />
      </li>
    )
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the button inside does the same for the keyboard
    <li onClick={press}>
      <span className="tasks-kind k-cut">{kindWords(task.kind, say)}</span>
      <span className="tasks-words">
        {head}
        {text}
      </span>
      <Acts task={task} onOpen={onOpen} />
      <span className="tasks-rule">
        <WhyTask task={task} />
      </span>
      <Due task={task} stacked />
    </li>
  )
}

function Acts({ task, onOpen }: Pick<RowProps, 'task' | 'onOpen'>) {
  const say = useSay()
  if (!useMay()('tasks.do')) return null
  return (
    <span className="k-row tasks-acts">
      <Button small onClick={() => onOpen(task.id, 'do')}>
        {say('tasks.do')}
      </Button>
      <Button small kind="text" onClick={() => onOpen(task.id, 'postpone')}>
        {say(task.plannedOn === null ? 'tasks.plan' : 'tasks.postpone')}
      </Button>
    </span>
  )
}
