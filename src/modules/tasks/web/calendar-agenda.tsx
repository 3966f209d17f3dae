import { useEffect, useRef } from 'react'
import type { Day } from '../../../core/day.ts'
import { dayWords, weekdayKey } from '../../../ui/days.ts'
import { Empty } from '../../../ui/empty.tsx'
import { useNow } from '../../../ui/now.tsx'
import { useSay } from '../../../ui/say.tsx'
import type { ChangeShown } from './calendar.tsx'
import { Marks, type Sheet, totalWords } from './calendar-day.tsx'
import { Entry } from './calendar-entry.tsx'
import type { OpenTask } from './use-open-task.ts'

type AgendaProps = {
  days: readonly Sheet[]
  /** Any day of the month that is shown; absent: all the days given. */
  month: Day | undefined
  withPerson: boolean
  opened: OpenTask
  change: ChangeShown
}

/** The days that have tasks, one under the other: the calendar of a phone. Today stands there even when it is empty. */
export function Agenda({ days, month, withPerson, opened, change }: AgendaProps) {
  const say = useSay()
  const { today } = useNow()
  const mine = days.filter(({ day }) => month === undefined || day.slice(0, 7) === month.slice(0, 7))
  const told = mine.filter(({ day, rows, holiday }) => rows.length > 0 || day === today || (holiday !== null && day >= today))
  const list = useRef<HTMLOListElement>(null)
  const first = days[0]?.day
  // What is past stays above: the list begins with today when today is in it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each span of days
  useEffect(() => list.current?.querySelector('.today')?.scrollIntoView({ block: 'start' }), [first])
  if (!told.some(({ rows }) => rows.length > 0)) return <Empty title={say('task-calendar.none-span')} why={say('task-calendar.none-why')} />
  return (
    <ol className="cal-agenda" ref={list}>
      {told.map((sheet) => {
        const left = Object.values(sheet.counts).reduce((a, b) => a + b, 0) - sheet.rows.length
        return (
          <li key={sheet.day} className={sheet.day === today ? 'today' : ''}>
            <h3 className="cal-head">
              <b>{dayWords(sheet.day, today, say)}</b> <span>{say(weekdayKey(sheet.day))}</span>
              <Marks sheet={sheet} />
            </h3>
            {sheet.rows.map((task) => (
              <Entry key={task.id} task={task} opened={opened} tall withPerson={withPerson} />
            ))}
            {sheet.rows.length === 0 && <p className="k-t3">{say('task-calendar.none')}</p>}
            {(left > 0 || sheet.more) && (
              <button type="button" className="cal-more" onClick={() => change({ view: 'day', day: sheet.day })}>
                {sheet.more ? totalWords(sheet, say) : say('task-calendar.more', { count: left })}
              </button>
            )}
          </li>
        )
      })}
    </ol>
  )
}
