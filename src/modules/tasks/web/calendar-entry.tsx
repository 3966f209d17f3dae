import { CheckOutlined, ExclamationCircleFilled, MinusOutlined } from '@ant-design/icons'
import type { DragEvent, KeyboardEvent, MouseEvent } from 'react'
import { useMay } from '../../../platform/web/session.ts'
import { useNow } from '../../../ui/now.tsx'
import { useSay } from '../../../ui/say.tsx'
import { TierGlyph } from '../../../ui/tier.tsx'
import { type Row, standingWords, titleWords } from './task-words.ts'
import type { OpenTask } from './use-open-task.ts'

type EntryProps = {
  task: Row
  opened: OpenTask
  /** Two lines: the customer, and under it what is to be done. */
  tall?: boolean
  /** Says whose it is: where several people's tasks stand together. */
  withPerson?: boolean
  onDrag?: (task: Row | undefined) => void
  onMove?: (task: Row) => void
}

/** A task on its day: opens it; dragged to another day it is rescheduled, with the key M by a form. */
export function Entry({ task, opened, tall = false, withPerson = false, onDrag, onMove }: EntryProps) {
  const say = useSay()
  const { today } = useNow()
  const mayMove = useMay()('tasks.do') && task.state === 'OPEN' && onDrag !== undefined
  const title = titleWords(task, say)
  const name = task.customerName ?? title
  const standing = standingWords(task, today, say)
  const person = task.assigneeName ?? say('tasks.nobody')
  const press = (e: MouseEvent) => {
    if (e.button !== 0 || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey) return
    e.preventDefault()
    opened.open(task.id)
  }
  const key = (e: KeyboardEvent) => {
    if (e.key.toLowerCase() !== 'm' || e.ctrlKey || e.metaKey || e.altKey || !mayMove) return
    e.preventDefault()
    onMove?.(task)
  }
  const take = (e: DragEvent) => {
    e.dataTransfer.setData('text/plain', String(task.id))
    e.dataTransfer.effectAllowed = 'move'
    onDrag?.(task)
  }
  return (
    // A link, because Firefox drags no buttons.
    <a
      href={opened.address(task.id)}
      className={`cal-entry${tall ? ' tall' : ''} ${toneOf(task, standing, say('tasks.open-late'))}`}
      aria-label={say('task-calendar.entry', { name, title, standing })}
      title={[name, title, standing, person].join(' · ')}
      draggable={mayMove}
      onClick={press}
      onKeyDown={key}
      onDragStart={take}
      onDragEnd={() => onDrag?.(undefined)}
    >
      <Mark task={task} today={today} />
      <span className="k-cut">{name}</span>
      <Small task={task} title={title} person={withPerson ? person : undefined} tall={tall} />
    </a>
  )
}

type SmallProps = { task: Row; title: string; person: string | undefined; tall: boolean }

/** Behind the name, or under it: what is to be done, and by whom; on one line there is room for one of both. */
function Small({ task, title, person, tall }: SmallProps) {
  const what = task.customerName === null ? undefined : title
  if (!tall && person !== undefined) return <small className="who">{person}</small>
  return <small className="k-cut">{[what, person].filter((part) => part !== undefined).join(' · ')}</small>
}

const toneOf = (task: Row, standing: string, overdue: string): string =>
  task.state === 'OPEN' ? (standing === overdue ? 'late' : '') : 'settled'

function Mark({ task, today }: { task: Row; today: string }) {
  if (task.state === 'DONE') return <CheckOutlined />
  if (task.state !== 'OPEN') return <MinusOutlined />
  if (task.windowTo < today) return <ExclamationCircleFilled />
  return task.tier ? <TierGlyph tier={{ code: task.tier }} /> : <i aria-hidden="true" />
}
