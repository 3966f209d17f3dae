import { type DragEvent, useState } from 'react'
import { useMay } from '../../../platform/web/session.ts'
import { weekdayKey } from '../../../ui/days.ts'
import { Link, useSearchText } from '../../../ui/link.tsx'
import { useNow } from '../../../ui/now.tsx'
import { useSay } from '../../../ui/say.tsx'
import { weeksOf } from '../policy/calendar.ts'
import type { ChangeShown } from './calendar.tsx'
import { DayHead, type Sheet, totalWords } from './calendar-day.tsx'
import { Entry } from './calendar-entry.tsx'
import type { Move } from './calendar-move.tsx'
import { type Shown, writeShown } from './calendar-query.ts'
import type { Row } from './task-words.ts'
import type { OpenTask } from './use-open-task.ts'

type GridProps = { days: readonly Sheet[]; shown: Shown; opened: OpenTask; move: Move; change: ChangeShown }

/** So many tasks stand in a day of the month; where there are more, one place tells how many. */
const inMonthCell = 4

/** Weeks from Monday to Sunday: those of a month, or one with room for more in each day. */
export function CalendarGrid({ days, shown, opened, move }: GridProps) {
  const say = useSay()
  const [dragged, setDragged] = useState<Row | undefined>(undefined)
  const mayDo = useMay()('tasks.do')
  const isMonth = shown.view === 'month'
  return (
    <div className={`cal-grid ${shown.view}`}>
      <table>
        <thead>
          <tr>
            {days.slice(0, 7).map(({ day }) => (
              <th key={day} scope="col">
                {say(weekdayKey(day))}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(days).map((week) => (
            <tr key={week[0]?.day}>
              {week.map((sheet) => (
                <Cell
                  key={sheet.day}
                  sheet={sheet}
                  isOther={isMonth && sheet.day.slice(0, 7) !== shown.day.slice(0, 7)}
                  tall={!isMonth}
                  withPerson={shown.who.kind === 'unit'}
                  {...{ opened, move, dragged, setDragged }}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {mayDo && <p className="k-aux k-t3 cal-hint">{say('task-calendar.hint')}</p>}
    </div>
  )
}

type CellProps = {
  sheet: Sheet
  isOther: boolean
  tall: boolean
  withPerson: boolean
  opened: OpenTask
  move: Move
  dragged: Row | undefined
  setDragged: (task: Row | undefined) => void
}

function Cell({ sheet, isOther, tall, withPerson, opened, move, dragged, setDragged }: CellProps) {
  const { today } = useNow()
  const [over, setOver] = useState(false)
  const { day, working, rows } = sheet
  const isOpenTo = dragged !== undefined && day >= today
  const dragOver = (e: DragEvent) => {
    if (!isOpenTo) return
    e.preventDefault()
    setOver(true)
  }
  const drop = (e: DragEvent) => {
    e.preventDefault()
    setOver(false)
    if (dragged) move.to(dragged, day)
    setDragged(undefined)
  }
  const classes = [
    working ? '' : 'rest',
    isOther ? 'other' : '',
    day < today ? 'past' : '',
    day === today ? 'today' : '',
    over ? 'over' : '',
  ]
  const room = tall ? rows.length : rows.length === inMonthCell && !hasMore(sheet) ? inMonthCell : inMonthCell - 1
  return (
    // The entries inside do the same for the keyboard.
    <td className={classes.filter(Boolean).join(' ')} onDragOver={dragOver} onDragLeave={() => setOver(false)} onDrop={drop}>
      <DayHead sheet={sheet} />
      {rows.slice(0, room).map((task) => (
        <Entry key={task.id} task={task} opened={opened} tall={tall} withPerson={withPerson} onDrag={setDragged} onMove={move.ask} />
      ))}
      <More sheet={sheet} shown={Math.min(room, rows.length)} />
    </td>
  )
}

const countOf = ({ counts }: Sheet): number => Object.values(counts).reduce((a, b) => a + b, 0)
const hasMore = (sheet: Sheet): boolean => sheet.more || countOf(sheet) > sheet.rows.length

/** How many tasks of a day do not stand in its cell; leads to the whole day. */
function More({ sheet, shown }: { sheet: Sheet; shown: number }) {
  const say = useSay()
  const search = useSearchText()
  const left = countOf(sheet) - shown
  if (left <= 0 && !sheet.more) return null
  return (
    <Link
      to={`/calendar?${writeShown(search, { view: 'day', day: sheet.day })}`}
      className="cal-more"
      label={say('task-calendar.see-day', { day: sheet.day, count: totalWords(sheet, say) })}
    >
      {sheet.more ? totalWords(sheet, say) : say('task-calendar.more', { count: left })}
    </Link>
  )
}
