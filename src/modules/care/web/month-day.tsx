import { Input, Select } from 'antd'
import { useState } from 'react'
import type { InputProps } from '../../../ui/form/inputs.tsx'
import { useSay } from '../../../ui/say.tsx'
import { joined, longest } from './date-words.ts'
import './dates.css'

type MonthDayProps = { input: InputProps; lunar: boolean; withYear?: boolean }

const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1)

/** The parts of `05-18` or `1980-05-18`; what is not there is undefined. */
function partsOf(value: unknown) {
  const [, year, month, day] = /^(?:(\d{4})-)?(\d\d)-(\d\d)$/.exec(typeof value === 'string' ? value : '') ?? []
  const number = (text: string | undefined) => (text === undefined ? undefined : Number(text))
  return { year: number(year), month: number(month), day: number(day) }
}

/** A day of the year in its own calendar: month and day to choose, and a year to type where one may be known. */
export function MonthDay({ input, lunar, withYear = false }: MonthDayProps) {
  const say = useSay()
  const given = partsOf(input.value)
  const [month, setMonth] = useState(given.month)
  const [day, setDay] = useState(given.day)
  const [year, setYear] = useState(given.year === undefined ? '' : String(given.year))
  const known = (text: string) => (/^(19|20)\d\d$/.test(text) ? Number(text) : undefined)
  const tell = (next: { month: number | undefined; day: number | undefined; year: string }) => {
    const { month: m, day: d } = next
    const y = known(next.year)
    setMonth(m)
    setDay(m === undefined || d === undefined ? d : Math.min(d, longest({ year: y, month: m }, lunar)))
    setYear(next.year)
    const isHalfTyped = next.year !== '' && y === undefined
    input.onChange(m === undefined || d === undefined || isHalfTyped ? undefined : joined({ year: y, month: m, day: d }, lunar))
  }
  const last = longest({ year: known(year), month: month ?? 1 }, lunar)
  const part = { input, lunar }
  return (
    <div className="k-row care-month-day">
      {withYear && (
        <Input
          className="care-year"
          inputMode="numeric"
          maxLength={4}
          value={year}
          aria-label={say('dates.year')}
          placeholder={say('dates.year')}
          onChange={(e) => tell({ month, day, year: e.target.value.trim() })}
        />
      )}
      <Part {...part} id={input.id} value={month} last={12} of="month" onPick={(m) => tell({ month: m, day, year })} />
      <Part {...part} value={day} last={last} of="day" onPick={(d) => tell({ month, day: d, year })} />
    </div>
  )
}

type PartProps = {
  id?: string
  value: number | undefined
  last: number
  of: 'month' | 'day'
  lunar: boolean
  input: InputProps
  onPick: (n: number) => void
}

/** The month or the day: chosen, or typed by its name or figure. */
function Part({ id, value, last, of, lunar, input, onPick }: PartProps) {
  const say = useSay()
  const label = (n: number) => (lunar ? say(`dates.lunar-${of}.${n}`) : say(`dates.solar-${of}`, { [of]: n }))
  const fits = (typed: string, option?: { value: number; label: string }) =>
    option !== undefined && (option.label.includes(typed.trim()) || String(option.value) === typed.trim())
  return (
    <Select<number, { value: number; label: string }>
      className="k-grow"
      value={value === undefined || value > last ? null : value}
      placeholder={say(`dates.${of}`)}
      showSearch={{ filterOption: fits }}
      options={upTo(last).map((n) => ({ value: n, label: label(n) }))}
      onChange={onPick}
      onBlur={input.onBlur}
      {...(id === undefined ? { 'aria-label': say(`dates.${of}`) } : { id })}
      {...(input.invalid ? { status: 'error' as const } : {})}
    />
  )
}
