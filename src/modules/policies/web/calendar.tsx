import { LeftOutlined, RightOutlined } from '@ant-design/icons'
import { useState } from 'react'
import type { z } from 'zod'
import { useRead } from '../../../platform/web/reads.ts'
import { useMay } from '../../../platform/web/session.ts'
import { Button } from '../../../ui/button.tsx'
import { Chip } from '../../../ui/chip.tsx'
import { useGo, useSearchText } from '../../../ui/link.tsx'
import { usePhone } from '../../../ui/media.ts'
import { useNow } from '../../../ui/now.tsx'
import { Page, Section } from '../../../ui/page.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { DayText } from '../../../ui/when.tsx'
import { listCalendar } from '../contract.ts'
import { CalendarEditor } from './calendar-editor.tsx'
import { DeadlineCalculator } from './deadline-calculator.tsx'
import { monthCells, spansOf } from './year-days.ts'
import './calendar.css'

type Year = z.input<typeof listCalendar.output>

/** Holidays and make-up days of a year, and when a number of hours has passed by them. */
export function Calendar() {
  const say = useSay()
  const go = useGo()
  const phone = usePhone()
  const { today } = useNow()
  const asked = Number(new URLSearchParams(useSearchText()).get('year'))
  const year = asked >= 1990 && asked <= 2100 ? asked : Number(today.slice(0, 4))
  const { data, problem, again } = useRead(listCalendar, { year }, { keepLast: false })
  const mayManage = useMay()('calendar.manage')
  const [editing, setEditing] = useState(false)
  const to = (y: number) => () => {
    setEditing(false)
    go(`/settings/calendar?year=${y}`)
  }
  const edit = (
    <Button onClick={() => setEditing(true)} disabledBecause={mayManage ? undefined : say('calendar.no-right')}>
      {say('calendar.edit')}
    </Button>
  )
  return (
    <Page
      title={say('calendar.title')}
      back="/settings"
      note={
        <span className="k-row">
          <Button kind="text" small icon={<LeftOutlined />} label={say('calendar.previous')} onClick={to(year - 1)} />
          <b className="k-figure">{year}</b>
          <Button kind="text" small icon={<RightOutlined />} label={say('calendar.next')} onClick={to(year + 1)} />
          {data &&
            !phone &&
            (data.noticed ? <Chip tone="ok">{say('calendar.noticed')}</Chip> : <Chip tone="warn">{say('calendar.provisional')}</Chip>)}
        </span>
      }
      actions={!editing && data && edit}
    >
      <Problem problem={problem} again={again} />
      {!data && !problem && <Skeleton rows={10} />}
      {data && !data.noticed && !editing && <p className="calendar-note">{say('calendar.provisional-says', { year })}</p>}
      {data && editing && <CalendarEditor key={year} year={data} close={() => setEditing(false)} />}
      {data && !editing && <Months year={data} />}
      <div className="calendar-below">
        {data && !editing && <Spans year={data} />}
        <DeadlineCalculator />
      </div>
    </Page>
  )
}

const months = Array.from({ length: 12 }, (_, i) => i + 1)
const weekdays = [1, 2, 3, 4, 5, 6, 7]

function Months({ year }: { year: Year }) {
  const say = useSay()
  const { today } = useNow()
  const special = new Map(year.days.map((d) => [d.day, d]))
  return (
    <div className="calendar-year">
      {months.map((month) => (
        <section key={month} className="calendar-month" aria-label={say('ui.year-month', { year: year.year, month })}>
          <h3>{say('ui.month', { month })}</h3>
          <div className="calendar-days">
            {weekdays.map((w) => (
              <span key={w} className="calendar-weekday">
                {say(`calendar.weekday-${w}`)}
              </span>
            ))}
            {monthCells(year.year, month, special).map((c, i) =>
              c ? (
                <span
                  key={c.day}
                  className={`calendar-day ${c.kind.toLowerCase()}${c.day === today ? ' today' : ''}`}
                  title={[c.day, c.name].filter(Boolean).join(' ')}
                >
                  {c.number}
                  {(c.kind === 'OFF' || c.kind === 'WORK') && <i>{say(`calendar.mark.${c.kind}`)}</i>}
                </span>
              ) : (
                // biome-ignore lint/suspicious/noArrayIndexKey: blanks before the first day never move
                <span key={`blank ${i}`} />
              ),
            )}
          </div>
        </section>
      ))}
    </div>
  )
}

function Spans({ year }: { year: Year }) {
  const say = useSay()
  const spans = spansOf(year.days)
  return (
    <Section title={say('calendar.special')} more={say('calendar.days', { count: year.days.length })}>
      {spans.length === 0 && <p className="k-t3">{say('calendar.none')}</p>}
      <ul className="calendar-spans">
        {spans.map((s) => (
          <li key={s.from}>
            <Chip tone={s.working ? 'plain' : 'info'}>{say(`calendar.mark-long.${s.working ? 'WORK' : 'OFF'}`)}</Chip>
            <span className="k-grow">{s.name || '—'}</span>
            <span className="k-t2">
              <DayText day={s.from} weekday />
              {s.days > 1 && (
                <>
                  {' '}
                  {say('calendar.until')} <DayText day={s.until} weekday />
                </>
              )}
            </span>
            <span className="k-t3">{say('calendar.days', { count: s.days })}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
