import { LeftOutlined, MobileOutlined, RightOutlined } from '@ant-design/icons'
import { Segmented } from 'antd'
import { useState } from 'react'
import type { Day } from '../../../core/day.ts'
import { useRead } from '../../../platform/web/reads.ts'
import { Button } from '../../../ui/button.tsx'
import { shortDay, weekdayKey } from '../../../ui/days.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { useGo, usePathname, useSearchText } from '../../../ui/link.tsx'
import { usePhone } from '../../../ui/media.ts'
import { useNow } from '../../../ui/now.tsx'
import { Page } from '../../../ui/page.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { taskCalendar } from '../contract/calendar.ts'
import { calendarViews, spanOf, stepped } from '../policy/calendar.ts'
import { isoWeek } from '../policy/weeks.ts'
import { Agenda } from './calendar-agenda.tsx'
import { DaySheet } from './calendar-day.tsx'
import { CalendarFeeds } from './calendar-feeds.tsx'
import { CalendarGrid } from './calendar-grid.tsx'
import { MoveDialog, useMove } from './calendar-move.tsx'
import { readShown, type Shown, whoseTasks, writeShown } from './calendar-query.ts'
import { WhoPicker } from './calendar-who.tsx'
import { TaskPanel } from './task-panel.tsx'
import { useOpenTask } from './use-open-task.ts'
import './calendar.css'

/** How many tasks of a day are fetched; the rest is counted. */
const rowsOfADay = { month: 4, week: 30, day: 200 } as const

/** Tasks by the day they are meant for, a month, a week or a day at a time. */
export function Calendar() {
  const say = useSay()
  const phone = usePhone()
  const { shown, change } = useShown()
  const { view, day, who } = shown
  const limit = phone && view === 'month' ? 20 : rowsOfADay[view]
  const { data, problem, again } = useRead(taskCalendar, { ...spanOf(view, day), ...whoseTasks(who), limit })
  const opened = useOpenTask()
  const move = useMove()
  const [linking, setLinking] = useState(false)
  const days = data?.days ?? []
  return (
    <Page
      title={say('task-calendar.title')}
      body="fill"
      moreActions={
        <Button icon={<MobileOutlined />} onClick={() => setLinking(true)}>
          {say('feeds.open')}
        </Button>
      }
    >
      <div className="cal-tools">
        <Walking shown={shown} change={change} />
        <span className="k-grow" />
        <WhoPicker who={who} onChange={(chosen) => change({ who: chosen })} />
        <Segmented
          value={view}
          aria-label={say('task-calendar.view')}
          options={calendarViews.map((value) => ({ value, label: say(`task-calendar.view.${value}`) }))}
          onChange={(value) => change({ view: value })}
        />
      </div>
      <Problem problem={problem} again={again} />
      <Problem problem={move.problem} />
      {!data && !problem && <Skeleton rows={12} />}
      {data && view === 'day' && <DaySheet sheet={days[0]} onOpen={opened.open} />}
      {data && view !== 'day' && phone && (
        <Agenda days={days} withPerson={who.kind === 'unit'} month={view === 'month' ? day : undefined} opened={opened} change={change} />
      )}
      {data && view !== 'day' && !phone && <CalendarGrid days={days} shown={shown} opened={opened} move={move} change={change} />}
      <TaskPanel opened={opened} />
      <MoveDialog move={move} />
      <Dialog open={linking} title={say('feeds.title')} onClose={() => setLinking(false)}>
        <CalendarFeeds />
      </Dialog>
    </Page>
  )
}

export type ChangeShown = (change: Partial<Shown>) => void

/** What the calendar shows, read from and written to the address. On a phone a week is enough to begin with. */
function useShown(): { shown: Shown; change: ChangeShown } {
  const search = useSearchText()
  const path = usePathname()
  const go = useGo()
  const phone = usePhone()
  const { today } = useNow()
  const shown = readShown(search, today, phone ? 'week' : 'month')
  return { shown, change: (change) => go(`${path}?${writeShown(search, change)}`) }
}

/** Back, today, on; and what days these are. */
function Walking({ shown: { view, day }, change }: { shown: Shown; change: ChangeShown }) {
  const say = useSay()
  const { today } = useNow()
  const walk = (n: number) => change({ day: stepped(view, day, n) })
  return (
    <div className="k-row cal-walk">
      <Button icon={<LeftOutlined />} label={say(`task-calendar.before.${view}`)} onClick={() => walk(-1)} />
      <Button onClick={() => change({ day: today })}>{say('ui.today')}</Button>
      <Button icon={<RightOutlined />} label={say(`task-calendar.after.${view}`)} onClick={() => walk(1)} />
      <h2 aria-live="polite">
        <Heading view={view} day={day} />
      </h2>
    </div>
  )
}

function Heading({ view, day }: { view: Shown['view']; day: Day }) {
  const say = useSay()
  const { today } = useNow()
  if (view === 'month') return say('task-calendar.month', { year: day.slice(0, 4), month: Number(day.slice(5, 7)) })
  if (view === 'day') return `${shortDay(day, today)} ${say(weekdayKey(day))}`
  const { from, until } = spanOf(view, day)
  return say('task-calendar.week', { from: shortDay(from, today), until: shortDay(until, today), week: Number(isoWeek(day).slice(6)) })
}
