import { Segmented } from 'antd'
import { addDays, type Day, day as isDay } from '../../../core/day.ts'
import { DayInput } from '../../../ui/form/day-input.tsx'
import { useGo, usePathname, useSearchText } from '../../../ui/link.tsx'
import { useNow } from '../../../ui/now.tsx'
import { useSay } from '../../../ui/say.tsx'
import { type Period, type Span, spanAround } from '../policy.ts'

/** The period in the address (`?from=…&until=…`); without one that of the calendar around today. */
export function usePeriod(span: Span = 'QUARTER'): Period {
  const { today } = useNow()
  const params = new URLSearchParams(useSearchText())
  const asked = (key: string): Day | undefined => isDay.safeParse(params.get(key)).data
  const [from, until] = [asked('from'), asked('until')]
  return from !== undefined && until !== undefined && from <= until ? { from, until } : spanAround(today, span)
}

/** An address of this room that keeps the period. */
export const within = ({ from, until }: Period, path: string, more: Readonly<Record<string, string>> = {}): string =>
  `${path}?${new URLSearchParams({ from, until, ...more })}`

/** The records behind a figure; conditions stand in the address as the list writes them. */
export function recordsAddress(period: Period, conditions: Readonly<Record<string, string | undefined>>): string {
  const params = new URLSearchParams({ from: period.from, until: period.until })
  for (const [field, value] of Object.entries(conditions)) if (value !== undefined) params.append('f', `${field}.is.${value}`)
  return `/compliance/records?${params}`
}

/** Quarters and years by name, any other days by hand. */
export function PeriodPicker({ period }: { period: Period }) {
  const say = useSay()
  const go = useGo()
  const path = usePathname()
  const search = useSearchText()
  const { today } = useNow()
  const before = (span: Span) => spanAround(addDays(spanAround(today, span).from, -1), span)
  const named: Readonly<Record<string, Period>> = {
    quarter: spanAround(today, 'QUARTER'),
    'last-quarter': before('QUARTER'),
    year: spanAround(today, 'YEAR'),
    'last-year': before('YEAR'),
  }
  const chosen = Object.entries(named).find(([, p]) => p.from === period.from && p.until === period.until)?.[0]
  const set = ({ from, until }: Period) => {
    const params = new URLSearchParams(search)
    params.set('from', from)
    params.set('until', until)
    go(`${path}?${params}`, { replace: true })
  }
  const day = (key: 'from' | 'until') => (
    <DayInput
      small
      value={period[key]}
      label={say(`compliance.${key}`)}
      onChange={(text) => isDay.safeParse(text).success && set({ ...period, [key]: text })}
    />
  )
  return (
    <div className="k-row comp-period">
      <Segmented
        size="small"
        value={chosen ?? ''}
        options={Object.keys(named).map((key) => ({ value: key, label: say(`compliance.period.${key}`) }))}
        onChange={(key) => named[key] && set(named[key])}
      />
      <span className="k-row">
        {day('from')} {say('compliance.to')} {day('until')}
      </span>
    </div>
  )
}
