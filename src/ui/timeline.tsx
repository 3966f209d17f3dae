import { EditOutlined, PushpinFilled } from '@ant-design/icons'
import { Segmented } from 'antd'
import { type ReactNode, useState } from 'react'
import { Button } from './button.tsx'
import { shortDay, weekdayKey } from './days.ts'
import { useNow } from './now.tsx'
import { useSay } from './say.tsx'
import { byMonth, type TimelineEvent } from './timeline-groups.ts'
import './css/record.css'

export type Pinned = {
  readonly key: string | number
  readonly text: ReactNode
  readonly by?: ReactNode
  readonly actions?: ReactNode
}
export type TimelineKind = { readonly key: string; readonly title: string }

type TimelineProps = {
  /** Newest first. */
  events: readonly TimelineEvent[]
  /** `Pins`, over all months. */
  pins?: ReactNode
  /** Filter chips over it; the first shows everything. */
  kinds?: readonly TimelineKind[]
  kind?: string
  onKind?: (key: string) => void
  /** A place to note something, between pins and events. */
  note?: ReactNode
  more?: { readonly has: boolean; readonly loading: boolean; readonly load: () => void }
}

/** Everything that happened, by month; pins on top, edits folded. */
export function Timeline({ events, pins, kinds, kind, onKind, note, more }: TimelineProps) {
  const say = useSay()
  const { today } = useNow()
  const monthWords = (month: string) => {
    const [year, number] = [month.slice(0, 4), Number(month.slice(5))]
    return say(year === today.slice(0, 4) ? 'ui.month' : 'ui.year-month', { year, month: number })
  }
  return (
    <div className="k-timeline">
      {kinds && (
        <div className="k-tl-tools">
          <Segmented
            size="small"
            aria-label={say('ui.which')}
            options={kinds.map((k) => ({ value: k.key, label: k.title }))}
            value={kind ?? kinds[0]?.key ?? ''}
            onChange={(key) => onKind?.(key)}
          />
        </div>
      )}
      {pins}
      {note}
      <div className="k-tl">
        {byMonth(events).map((m) => (
          <section key={m.month}>
            <h4>{monthWords(m.month)}</h4>
            {m.parts.map((p) =>
              p.kind === 'event' ? <EventLine key={p.event.key} event={p.event} /> : <Fold key={p.key} events={p.events} />,
            )}
          </section>
        ))}
      </div>
      {more?.has && (
        <Button kind="link" busy={more.loading} onClick={more.load}>
          {say('ui.more')}
        </Button>
      )}
    </div>
  )
}

/** What everybody should read first, over a timeline. */
export function Pins({ pins }: { pins: readonly Pinned[] }) {
  const say = useSay()
  return pins.map((p) => (
    <p key={p.key} className="k-pin">
      <PushpinFilled aria-label={say('ui.pinned')} />
      <span className="k-grow">{p.text}</span>
      <span className="k-aux k-t3">{p.by}</span>
      {p.actions}
    </p>
  ))
}

function EventLine({ event }: { event: TimelineEvent }) {
  const say = useSay()
  const { today } = useNow()
  return (
    <article className={`k-ev${event.hot ? ' hot' : ''}`}>
      <span className="k-dot" aria-hidden="true">
        {event.icon}
      </span>
      <div className="k-row">
        <span className="k-b k-grow">{event.title}</span>
        <time dateTime={event.day} className="k-aux k-t3">{`${shortDay(event.day, today)} ${say(weekdayKey(event.day))}`}</time>
      </div>
      {event.text && <p>{event.text}</p>}
    </article>
  )
}

function Fold({ events }: { events: readonly TimelineEvent[] }) {
  const say = useSay()
  const [open, setOpen] = useState(false)
  if (open || events.length === 1) return events.map((e) => <EventLine key={e.key} event={e} />)
  return (
    <article className="k-ev">
      <span className="k-dot" aria-hidden="true">
        <EditOutlined />
      </span>
      <Button kind="text" small onClick={() => setOpen(true)}>
        {say('ui.edits-folded', { count: events.length })}
      </Button>
    </article>
  )
}
