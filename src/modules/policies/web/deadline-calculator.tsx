import { Input, Segmented } from 'antd'
import { useState } from 'react'
import { instantAt, inZone, toShanghai } from '../../../core/instant.ts'
import { useRead } from '../../../platform/web/reads.ts'
import { Chip } from '../../../ui/chip.tsx'
import { DayInput } from '../../../ui/form/day-input.tsx'
import { useNow } from '../../../ui/now.tsx'
import { Section } from '../../../ui/page.tsx'
import { Problem } from '../../../ui/problem.tsx'
import { useSay } from '../../../ui/say.tsx'
import { DayText } from '../../../ui/when.tsx'
import { deadlineOf } from '../contract.ts'
import './calendar.css'

const clocks = ['WORKING', 'NATURAL'] as const
const zone = 'Asia/Shanghai'

const wallText = (at: Date): string => {
  const { day, minutes } = inZone(at, zone)
  return `${day}T${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

/** `2026-11-22T09:30` on the wall in China as an instant; undefined while it is not complete. */
function instantOf(wall: string): string | undefined {
  const [, day, hours, minutes] = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})/.exec(wall) ?? []
  return day === undefined ? undefined : toShanghai(instantAt(day, Number(hours) * 60 + Number(minutes), zone))
}

/** When a number of hours has passed, by the working clock or the natural one. */
export function DeadlineCalculator() {
  const say = useSay()
  const { at } = useNow()
  const [from, setFrom] = useState(() => wallText(at))
  const [hours, setHours] = useState('8')
  const [clock, setClock] = useState<(typeof clocks)[number]>('WORKING')
  const start = instantOf(from)
  const length = /^\d+(\.\d+)?$/.test(hours.trim()) ? Number(hours) : undefined
  const asked = { from: start ?? '', hours: length ?? 0, clock }
  const { data, problem } = useRead(deadlineOf, asked, { when: start !== undefined && length !== undefined, keepLast: true })
  return (
    <Section title={say('calendar.deadline')}>
      <div className="calendar-deadline">
        <label htmlFor="deadline-from">
          <span className="k-t2">{say('calendar.from')}</span>
          <DayInput id="deadline-from" time value={from} onChange={setFrom} />
        </label>
        <label htmlFor="deadline-hours">
          <span className="k-t2">{say('calendar.hours')}</span>
          <Input
            id="deadline-hours"
            inputMode="decimal"
            value={hours}
            suffix={say('calendar.hours-unit')}
            onChange={(e) => setHours(e.target.value)}
          />
        </label>
        <Segmented
          aria-label={say('ui.which')}
          value={clock}
          options={clocks.map((value) => ({ value, label: say(`calendar.clock.${value}`) }))}
          onChange={setClock}
        />
      </div>
      <Problem problem={problem} />
      {data && length !== undefined && start !== undefined && !problem && (
        <p className="calendar-answer" aria-live="polite">
          {say('calendar.due')}{' '}
          <b>
            <DeadlineWords at={data.deadline} />
          </b>{' '}
          {data.provisional && <Chip tone="warn">{say('calendar.provisional')}</Chip>}
        </p>
      )}
      <p className="k-aux k-t3">{say(`calendar.clock-says.${clock}`)}</p>
    </Section>
  )
}

function DeadlineWords({ at }: { at: string }) {
  const { day } = inZone(new Date(at), zone)
  return (
    <>
      <DayText day={day} weekday /> {wallText(new Date(at)).slice(11)}
    </>
  )
}
