import { CheckOutlined, MinusOutlined } from '@ant-design/icons'
import type { z } from 'zod'
import type { Say } from '../../../core/text.ts'
import { shortDay, weekdayKey } from '../../../ui/days.ts'
import { Empty } from '../../../ui/empty.tsx'
import { Line, Lines } from '../../../ui/lines.tsx'
import { Link, useSearchText } from '../../../ui/link.tsx'
import { useNow } from '../../../ui/now.tsx'
import { Section } from '../../../ui/page.tsx'
import { useSay } from '../../../ui/say.tsx'
import type { calendarDay } from '../contract/calendar.ts'
import { lunarDate, lunarWords, writeShown } from './calendar-query.ts'
import { TaskRows } from './task-rows.tsx'
import { titleWords } from './task-words.ts'
import { useOpenTask } from './use-open-task.ts'

export type Sheet = z.input<typeof calendarDay>

/** How many tasks a day has; of very many, only that there are more than are counted. */
export function totalWords({ counts, more }: Pick<Sheet, 'counts' | 'more'>, say: Say): string {
  const count = Object.values(counts).reduce((a, b) => a + b, 0)
  return say(more ? 'task-calendar.many' : 'task-calendar.count', { count })
}

/** 休 or 班 with the holiday's name; the festival, else the lunar day, small. With `feast` festivals alone. */
export function Marks({ sheet, feast = false }: { sheet: Sheet; feast?: boolean }) {
  const say = useSay()
  const { working, holiday, festival, lunar } = sheet
  return (
    <>
      {(festival || !feast) && <small className={festival ? 'feast k-cut' : 'k-cut'}>{festival ?? lunarWords(lunar, say)}</small>}
      {holiday && (
        <em
          className={working ? 'work' : 'off'}
          title={say(working ? 'task-calendar.work-long' : 'task-calendar.off-long', { name: holiday })}
        >
          {say(working ? 'task-calendar.work' : 'task-calendar.off')}
        </em>
      )}
    </>
  )
}

/** The top of a day in the grid; the number leads to the day. */
export function DayHead({ sheet }: { sheet: Sheet }) {
  const say = useSay()
  const search = useSearchText()
  const { day } = sheet
  const { today } = useNow()
  const label = `${shortDay(day, today)} ${say(weekdayKey(day))} ${totalWords(sheet, say)}`
  return (
    <div className="cal-head">
      <Link to={`/calendar?${writeShown(search, { view: 'day', day })}`} className="cal-number">
        {Number(day.slice(8))}
        <span className="k-heard">{` ${label}`}</span>
      </Link>
      <Marks sheet={sheet} />
    </div>
  )
}

type DaySheetProps = { sheet: Sheet | undefined; onOpen: ReturnType<typeof useOpenTask>['open'] }

/** Everything on one day: what is to be done with its buttons, then what is settled. */
export function DaySheet({ sheet, onOpen }: DaySheetProps) {
  const say = useSay()
  const { address } = useOpenTask()
  if (!sheet) return null
  const open = sheet.rows.filter((t) => t.state === 'OPEN')
  const settled = sheet.rows.filter((t) => t.state !== 'OPEN')
  const left = Object.values(sheet.counts).reduce((a, b) => a + b, 0) - sheet.rows.length
  return (
    <div className="cal-day">
      <p className="cal-head big">
        <span className="k-t2">{lunarDate(sheet.lunar, say)}</span>
        <Marks sheet={sheet} feast />
        {sheet.holiday && (
          <span className="k-t2">{say(sheet.working ? 'task-calendar.work-long' : 'task-calendar.off-long', { name: sheet.holiday })}</span>
        )}
      </p>
      {sheet.rows.length === 0 && <Empty title={say('task-calendar.none')} why={say('task-calendar.none-why')} />}
      {open.length > 0 && (
        <section className="tasks-heap">
          <h2>
            {say('task-calendar.open')} <small>{say('task-calendar.count', { count: sheet.counts.open + sheet.counts.overdue })}</small>
          </h2>
          <TaskRows tasks={open} onOpen={onOpen} label={say('task-calendar.open')} />
        </section>
      )}
      {settled.length > 0 && (
        <Section title={say('task-calendar.settled')}>
          <Lines label={say('task-calendar.settled')}>
            {settled.map((t) => (
              <Line
                key={t.id}
                icon={t.state === 'DONE' ? <CheckOutlined /> : <MinusOutlined />}
                title={t.customerName ?? titleWords(t, say)}
                text={t.customerName === null ? undefined : titleWords(t, say)}
                to={address(t.id)}
                note={<span className={t.standing === 'LATE' ? 'k-warn' : 'k-t3'}>{say(`task.standing.${t.standing}`)}</span>}
              />
            ))}
          </Lines>
        </Section>
      )}
      {(left > 0 || sheet.more) && (
        <p className="k-aux k-t3">{sheet.more ? totalWords(sheet, say) : say('task-calendar.more', { count: left })}</p>
      )}
    </div>
  )
}
