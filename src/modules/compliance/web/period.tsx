import { Segmented, Select } from 'antd'
import type { ReactNode } from 'react'
import { addDays, type Day, day as isDay } from '../../../core/day.ts'
import { useRead } from '../../../platform/web/reads.ts'
import { DayInput } from '../../../ui/form/day-input.tsx'
import { useGo, usePathname, useSearchText } from '../../../ui/link.tsx'
import { useNow } from '../../../ui/now.tsx'
import { useSay } from '../../../ui/say.tsx'
import { listUnits } from '../../organisation/contract.ts'
import { type Period, type Span, spanAround } from '../policy.ts'

/** The period in the address (`?from=…&until=…`); without one that of the calendar around today. */
export function usePeriod(span: Span = 'QUARTER'): Period {
  const { today } = useNow()
  const params = new URLSearchParams(useSearchText())
  const asked = (key: string): Day | undefined => isDay.safeParse(params.get(key)).data
  const [from, until] = [asked('from'), asked('until')]
  return from !== undefined && until !== undefined && from <= until ? { from, until } : spanAround(today, span)
}

/** What the address asks for: the days, and of whom: one unit, those of none, or all. */
export type Frame = Period & { unitId?: number | 'none' | undefined }

/** The period and the unit in the address (`&unit=…`). */
export function useFrame(): Frame {
  const period = usePeriod()
  const asked = new URLSearchParams(useSearchText()).get('unit')
  const unit = asked === 'none' ? asked : asked !== null && /^[1-9]\d{0,9}$/.test(asked) ? Number(asked) : undefined
  return unit === undefined ? period : { ...period, unitId: unit }
}

/** What a frame says of its unit, for an address or as a condition. */
export const unitOf = ({ unitId }: Frame): { unit?: string } => (unitId === undefined ? {} : { unit: String(unitId) })

/** An address of this room that keeps the period. */
export const within = ({ from, until }: Period, path: string, more: Readonly<Record<string, string>> = {}): string =>
  `${path}?${new URLSearchParams({ from, until, ...more })}`

/** The records behind a figure; conditions stand in the address as the list writes them. */
export function recordsAddress(period: Period, conditions: Readonly<Record<string, string | undefined>>): string {
  const params = new URLSearchParams({ from: period.from, until: period.until })
  for (const [field, value] of Object.entries(conditions)) if (value !== undefined) params.append('f', `${field}.is.${value}`)
  return `/compliance/records?${params}`
}

function withParams(search: string, values: Readonly<Record<string, string | undefined>>): URLSearchParams {
  const params = new URLSearchParams(search)
  for (const [key, value] of Object.entries(values)) {
    if (value === undefined) params.delete(key)
    else params.set(key, value)
  }
  return params
}

/** One unit, or all: in the address, so that links keep it. */
export function UnitPicker({ unitId }: Frame) {
  const say = useSay()
  const go = useGo()
  const path = usePathname()
  const search = useSearchText()
  const units = useRead(listUnits, {}, { staleSeconds: 300 }).data?.units ?? []
  const options = [
    { value: 'all', label: say('compliance.all-units') },
    ...units.map((u) => ({ value: String(u.id), label: u.name })),
    { value: 'none', label: say('compliance.no-unit') },
  ]
  return (
    <Select
      size="small"
      className="comp-unit"
      aria-label={say('compliance.by.unit')}
      value={String(unitId ?? 'all')}
      options={options}
      showSearch
      optionFilterProp="label"
      popupMatchSelectWidth={false}
      onChange={(value) => go(`${path}?${withParams(search, { unit: value === 'all' ? undefined : value })}`, { replace: true })}
    />
  )
}

/** Quarters and years by name, any other days by hand. */
export function PeriodPicker({ period, children }: { period: Period; children?: ReactNode }) {
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
  const set = ({ from, until }: Period) => go(`${path}?${withParams(search, { from, until })}`, { replace: true })
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
        aria-label={say('ui.period')}
        value={chosen ?? ''}
        options={Object.keys(named).map((key) => ({ value: key, label: say(`compliance.period.${key}`) }))}
        onChange={(key) => named[key] && set(named[key])}
      />
      <span className="k-row">
        {day('from')} {say('compliance.to')} {day('until')}
      </span>
      {children}
    </div>
  )
}
