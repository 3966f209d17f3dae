import { Checkbox, Input, Radio, Segmented, Select } from 'antd'
import type { FilterOp } from '../../core/filter.ts'
import { countedDays, daysFromToday, periods } from '../../core/filter-days.ts'
import type { Say } from '../../core/text.ts'
import { DayInput } from '../form/day-input.tsx'
import { useSay } from '../say.tsx'
import type { FilterField, FilterOption } from './filter-field.ts'

export type FilterValueProps = {
  field: FilterField
  op: FilterOp
  /** What was typed or chosen, as shown: money in 万元. */
  typed: readonly string[]
  onChange: (typed: readonly string[]) => void
  /** In a row of the builder, where a list of boxes has no room. */
  row?: boolean
}

/** What a field is compared with, by its kind; nothing where the comparison needs no value. */
export function FilterValue(p: FilterValueProps) {
  const say = useSay()
  const { field, op, typed, onChange } = p
  const [first = '', second = ''] = typed
  if (op === 'empty' || op === 'filled') return null
  if (op === 'between') {
    return (
      <span className="k-between">
        <OneValue {...p} label={say('ui.from-value')} value={first} onValue={(v) => onChange([v, second])} />
        <span className="k-t3">～</span>
        <OneValue {...p} label={say('ui.to-value')} value={second} onValue={(v) => onChange([first, v])} />
      </span>
    )
  }
  if (op === 'within' && field.relative) return <PeriodValue label={say('ui.period')} value={first} onValue={(v) => onChange([v])} />
  switch (field.kind) {
    case 'flag': {
      const options = ['true', 'false'].map((v) => ({ value: v, label: say(v === 'true' ? 'ui.yes' : 'ui.no') }))
      return <Segmented size="small" aria-label={field.title} value={first} options={options} onChange={(v) => onChange([v])} />
    }
    case 'choice':
    case 'tags':
    case 'person':
    case 'unit':
    case 'customer':
      return <ChoiceValue {...p} />
    default:
      return <OneValue {...p} label={field.title} value={first} onValue={(v) => onChange([v])} />
  }
}

const suffixOf = (kind: FilterField['kind'], say: Say): string | undefined =>
  kind === 'percent' ? '%' : kind === 'money' ? say('ui.unit-ten-thousand') : kind === 'day' ? say('ui.days') : undefined

type OneValueProps = FilterValueProps & { label: string; value: string; onValue: (value: string) => void }

function OneValue({ field, op, label, value, onValue, row = false }: OneValueProps) {
  const say = useSay()
  if (field.kind === 'day' && op !== 'within')
    return field.relative ? (
      <PointValue label={label} value={value} onValue={onValue} />
    ) : (
      <DayInput value={value} label={label} onChange={onValue} />
    )
  return (
    <Input
      autoFocus={!row}
      inputMode={field.kind === 'text' ? 'text' : 'decimal'}
      suffix={suffixOf(field.kind, say)}
      aria-label={label}
      value={value}
      onChange={(e) => onValue(e.target.value)}
    />
  )
}

/** From here on a list one can type into. */
const manyOptions = 12

const isFoundIn = (typed: string, option: FilterOption | undefined): boolean =>
  option?.label.toLowerCase().includes(typed.toLowerCase()) ?? false

function ChoiceValue({ field, typed, onChange, row = false }: FilterValueProps) {
  const say = useSay()
  const options = (field.options ?? []).map((o) => ({ value: o.value, label: o.label }))
  if (row || field.free || field.load || options.length > manyOptions) {
    return (
      <Select
        autoFocus={!row}
        className="k-filter-select"
        {...(field.one ? {} : { mode: field.free ? ('tags' as const) : ('multiple' as const), maxTagCount: 'responsive' as const })}
        options={options}
        value={field.one ? (typed[0] ?? null) : [...typed]}
        placeholder={say('ui.choose')}
        aria-label={field.title}
        showSearch={{ filterOption: isFoundIn }}
        onChange={(v: string | string[] | null) => onChange(Array.isArray(v) ? v : v === null ? [] : [v])}
      />
    )
  }
  if (field.one) {
    return (
      <Radio.Group className="k-filter-options" options={options} value={typed[0]} onChange={(e) => onChange([String(e.target.value)])} />
    )
  }
  return <Checkbox.Group className="k-filter-options" options={options} value={[...typed]} onChange={onChange} />
}

type PartProps = { label: string; value: string; onValue: (value: string) => void }

/** A stretch of the calendar, or a number of days behind or ahead. */
function PeriodValue({ label, value, onValue }: PartProps) {
  const say = useSay()
  const counted = countedDays(value) ?? (/^(past|next)-$/.test(value) ? { side: value.slice(0, 4), days: '' } : undefined)
  const options = [
    { value: 'past-', label: say('ui.period-past') },
    { value: 'next-', label: say('ui.period-next') },
    ...periods.map((p) => ({ value: p, label: say(`ui.period-${p}`) })),
  ]
  return (
    <span className="k-period">
      <Select
        aria-label={label}
        value={counted ? `${counted.side}-` : value}
        options={options}
        onChange={(next) => onValue(next.endsWith('-') ? `${next}30` : next)}
      />
      {counted && (
        <Input
          inputMode="numeric"
          aria-label={say('ui.day-count')}
          suffix={say('ui.days')}
          value={String(counted.days)}
          onChange={(e) => onValue(`${counted.side}-${e.target.value.replace(/\D/g, '')}`)}
        />
      )}
    </span>
  )
}

/** A day of the calendar, or one counted from today. */
function PointValue({ label, value, onValue }: PartProps) {
  const say = useSay()
  const isRelative = value.startsWith('today')
  const days = daysFromToday(value)
  const side = value.startsWith('today+') ? '+' : '-'
  return (
    <span className="k-period">
      <Select
        aria-label={label}
        value={isRelative ? `today${side}` : 'day'}
        options={[
          { value: 'day', label: say('ui.calendar-day') },
          { value: 'today-', label: say('ui.side-before') },
          { value: 'today+', label: say('ui.side-after') },
        ]}
        onChange={(next) => onValue(next === 'day' ? '' : `${next}${Math.abs(days ?? 0) || 30}`)}
      />
      {isRelative ? (
        <Input
          inputMode="numeric"
          aria-label={say('ui.day-count')}
          suffix={say('ui.days')}
          value={value.replace(/\D/g, '')}
          onChange={(e) => onValue(`today${side}${e.target.value.replace(/\D/g, '')}`)}
        />
      ) : (
        <DayInput value={value} label={say('ui.calendar-day')} onChange={onValue} />
      )}
    </span>
  )
}
