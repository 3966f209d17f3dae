import { LeftOutlined, RightOutlined } from '@ant-design/icons'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { addDays, addMonths, type Day, dayNumber, daysBetween, weekday } from '../../core/day.ts'
import { useNow } from '../now.tsx'
import { useSay } from '../say.tsx'
import '../css/day.css'

type MonthGridProps = {
  value: Day | undefined
  min?: Day | undefined
  max?: Day | undefined
  /** The keyboard comes into the grid at once. */
  focused: boolean
  onPick: (day: Day) => void
}

const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }
const firstOf = (d: Day): Day => `${d.slice(0, 7)}-01`

/** A month to pick a day from: arrows walk by day and week, PageUp and PageDown by month. Weeks start on Monday. */
export function MonthGrid({ value, min, max, focused, onPick }: MonthGridProps) {
  const say = useSay()
  const { today } = useNow()
  const [at, setAt] = useState(value ?? within(today, min, max))
  const grid = useRef<HTMLDivElement>(null)
  const walked = useRef(focused)
  useEffect(() => setAt((last) => value ?? last), [value])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus follows each step
  useEffect(() => {
    if (walked.current) grid.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus()
  }, [at])
  const start = addDays(firstOf(at), 1 - weekday(dayNumber(firstOf(at))))
  const go = (day: Day) => setAt(within(day, min, max))
  const keys = (e: KeyboardEvent) => {
    // A press here picks a day; what the grid stands in must not take it for its own.
    if (e.key === 'Enter' || e.key === ' ') e.stopPropagation()
    const step = steps[e.key]
    if (step === undefined && e.key !== 'PageUp' && e.key !== 'PageDown') return
    e.preventDefault()
    e.stopPropagation()
    walked.current = true
    go(step === undefined ? addMonths(at, e.key === 'PageUp' ? -1 : 1) : addDays(at, step))
  }
  return (
    <div className="k-month">
      <MonthHead at={at} min={min} max={max} onMonth={go} />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys of the buttons inside */}
      <div className="k-month-days" ref={grid} onKeyDown={keys}>
        {[1, 2, 3, 4, 5, 6, 7].map((d) => (
          <span key={d} aria-hidden="true">
            {say(`ui.day-letter-${d}`)}
          </span>
        ))}
        {Array.from({ length: 42 }, (_, i) => addDays(start, i)).map((d) => (
          <button
            key={d}
            type="button"
            className={[d.slice(0, 7) === at.slice(0, 7) ? '' : 'other', d === today ? 'today' : ''].join(' ')}
            aria-label={d}
            aria-pressed={d === value}
            aria-current={d === today ? 'date' : undefined}
            tabIndex={d === at ? 0 : -1}
            disabled={d !== within(d, min, max)}
            onClick={() => onPick(d)}
          >
            {Number(d.slice(8))}
          </button>
        ))}
      </div>
      <button type="button" className="k-month-today" disabled={today !== within(today, min, max)} onClick={() => onPick(today)}>
        {say('ui.today')}
      </button>
    </div>
  )
}

const within = (d: Day, min: Day | undefined, max: Day | undefined): Day => (min && d < min ? min : max && d > max ? max : d)

type MonthHeadProps = { at: Day; min: Day | undefined; max: Day | undefined; onMonth: (day: Day) => void }

function MonthHead({ at, min, max, onMonth }: MonthHeadProps) {
  const say = useSay()
  const { today } = useNow()
  const year = Number(at.slice(0, 4))
  const first = Math.min(year, Number((min ?? '1950').slice(0, 4)))
  const last = Math.max(year, Number((max ?? today).slice(0, 4)) + (max ? 0 : 10))
  const years = Array.from({ length: last - first + 1 }, (_, i) => last - i)
  const inMonth = (y: number, m: number): Day => {
    const target = `${String(y).padStart(4, '0')}-${String(m).padStart(2, '0')}-01`
    return addDays(target, Math.min(Number(at.slice(8)), daysBetween(target, addMonths(target, 1))) - 1)
  }
  return (
    <div className="k-month-head">
      <button type="button" aria-label={say('ui.month-before')} onClick={() => onMonth(addMonths(at, -1))}>
        <LeftOutlined />
      </button>
      <select value={year} aria-label={say('ui.year')} onChange={(e) => onMonth(inMonth(Number(e.target.value), Number(at.slice(5, 7))))}>
        {years.map((y) => (
          <option key={y} value={y}>
            {say('ui.year-only', { year: y })}
          </option>
        ))}
      </select>
      <select
        value={Number(at.slice(5, 7))}
        aria-label={say('ui.month-name')}
        onChange={(e) => onMonth(inMonth(year, Number(e.target.value)))}
      >
        {Array.from({ length: 12 }, (_, i) => i + 1).map((m) => (
          <option key={m} value={m}>
            {say('ui.month', { month: m })}
          </option>
        ))}
      </select>
      <button type="button" aria-label={say('ui.month-after')} onClick={() => onMonth(addMonths(at, 1))}>
        <RightOutlined />
      </button>
    </div>
  )
}
