import { daysBetween } from '../../../core/day.ts'
import { dayWords, shortDay } from '../../../ui/days.ts'
import { useNow } from '../../../ui/now.tsx'
import { useSay } from '../../../ui/say.tsx'
import { DayText } from '../../../ui/when.tsx'
import type { Row } from './task-words.ts'

/** When an open task falls due and how far that is; red once its window is over, amber on the window's last days. */
export function Due({ task, stacked = false }: { task: Pick<Row, 'state' | 'dueOn' | 'windowTo'>; stacked?: boolean }) {
  const say = useSay()
  const { today } = useNow()
  if (task.state !== 'OPEN') return <DayText day={task.dueOn} />
  const left = daysBetween(today, task.windowTo)
  const toDue = daysBetween(today, task.dueOn)
  const distance =
    left < 0
      ? say('tasks.late-by', { count: -left })
      : toDue < 0
        ? say('ui.days-ago', { count: -toDue })
        : toDue > 0
          ? say('ui.in-days', { count: toDue })
          : say('ui.today')
  const tone = left < 0 ? 'k-danger' : left < soon ? 'k-warn' : ''
  return (
    <span className={`tasks-due${stacked ? ' stacked' : ''} ${tone}`}>
      <time dateTime={task.dueOn} className="k-figure">
        {toDue === 0 ? dayWords(task.dueOn, today, say) : shortDay(task.dueOn, today)}
      </time>
      {toDue !== 0 && <small>{distance}</small>}
    </span>
  )
}

/** Under so many days of the window left, a task is drawn in amber. */
const soon = 3

/** The appointment, where one was made. */
export function Planned({ task }: { task: Row }) {
  const say = useSay()
  const { today } = useNow()
  if (task.plannedOn === null) return null
  return <span className="k-aux k-t2">{say('tasks.planned', { day: dayWords(task.plannedOn, today, say) })}</span>
}
