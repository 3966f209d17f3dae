import { Button as AntButton, Checkbox, Input, Radio, Segmented, Select } from 'antd'
import { useState } from 'react'
import { day } from '../../core/day.ts'
import { parseFen } from '../../core/money.ts'
import { DayInput } from '../form/day-input.tsx'
import { useSay } from '../say.tsx'
import { type FilterField, opsOf, opWords } from './filter-field.ts'
import type { Filter, FilterOp } from './query.ts'

type FilterEditorProps = { field: FilterField; filter?: Filter; onDone: (filter: Filter) => void }

/** Chooses the condition and the value of one field; Enter applies. */
export function FilterEditor({ field, filter, onDone }: FilterEditorProps) {
  const say = useSay()
  const ops = opsOf(field)
  const [op, setOp] = useState<FilterOp>(filter?.op ?? ops[0] ?? 'is')
  const [value, setValue] = useState(filter ? shownValue(field, filter) : field.kind === 'flag' ? 'true' : '')
  const stored = storedValue(field, op, value)
  const apply = () => stored !== undefined && onDone({ field: field.key, op, value: stored })
  return (
    <form
      className="k-filter-editor"
      onSubmit={(e) => {
        e.preventDefault()
        apply()
      }}
    >
      <b>{field.title}</b>
      {ops.length > 1 && (
        <Segmented
          size="small"
          aria-label={field.title}
          value={op}
          options={ops.map((o) => ({ value: o, label: opWords(field, o, say) }))}
          onChange={setOp}
        />
      )}
      {op !== 'empty' && <ValueInput field={field} op={op} value={value} onChange={setValue} />}
      <AntButton type="primary" size="small" htmlType="submit" disabled={stored === undefined}>
        {say('ui.apply')}
      </AntButton>
    </form>
  )
}

type ValueInputProps = { field: FilterField; op: FilterOp; value: string; onChange: (value: string) => void }

function ValueInput({ field, op, value, onChange }: ValueInputProps) {
  const say = useSay()
  if (field.kind === 'choice') {
    return <ChoiceValue field={field} value={value} onChange={onChange} />
  }
  if (field.kind === 'flag') {
    const options = ['true', 'false'].map((v) => ({ value: v, label: say(v === 'true' ? 'ui.yes' : 'ui.no') }))
    return <Segmented size="small" aria-label={field.title} value={value} options={options} onChange={onChange} />
  }
  if (op === 'within')
    return (
      <Input
        autoFocus
        inputMode="numeric"
        value={value}
        suffix={say('ui.days')}
        aria-label={field.title}
        onChange={(e) => onChange(e.target.value)}
      />
    )
  if (field.kind === 'day') return <DayInput value={value} label={field.title} onChange={onChange} />
  return (
    <Input
      autoFocus
      inputMode={field.kind === 'text' ? 'text' : 'decimal'}
      suffix={field.kind === 'money' ? say('ui.unit-ten-thousand') : undefined}
      aria-label={field.title}
      value={value}
      onChange={(e) => onChange(e.target.value)}
    />
  )
}

/** From here on a list one can type into. */
const manyOptions = 12

function ChoiceValue({ field, value, onChange }: Omit<ValueInputProps, 'op'>) {
  const say = useSay()
  const options = (field.options ?? []).map((o) => ({ value: o.value, label: o.label }))
  const chosen = value ? value.split(',') : []
  if (options.length > manyOptions) {
    return (
      <Select
        autoFocus
        className="k-filter-select"
        {...(field.one ? {} : { mode: 'multiple' as const })}
        options={options}
        value={field.one ? chosen.slice(0, 1) : chosen}
        placeholder={say('ui.choose')}
        aria-label={field.title}
        showSearch={{ optionFilterProp: 'label' }}
        onChange={(v: string | string[]) => onChange(Array.isArray(v) ? v.join(',') : v)}
      />
    )
  }
  if (field.one) {
    return <Radio.Group className="k-filter-options" options={options} value={value} onChange={(e) => onChange(String(e.target.value))} />
  }
  return <Checkbox.Group className="k-filter-options" options={options} value={chosen} onChange={(v) => onChange(v.join(','))} />
}

const shownValue = (field: FilterField, filter: Filter): string =>
  field.kind === 'money' ? String(Number(filter.value) / 1_000_000) : filter.value

/** What the address keeps: fen for money typed in 万元, whole days, plain numbers; undefined while it is not complete. */
function storedValue(field: FilterField, op: FilterOp, typed: string): string | undefined {
  const text = typed.trim()
  if (op === 'empty') return 'true'
  if (op === 'within') return /^[1-9]\d{0,4}$/.test(text) ? text : undefined
  if (field.kind === 'day') return day.safeParse(text).success ? text : undefined
  if (field.kind === 'money') return parseFen(text, 1_000_000)?.toString()
  if (field.kind === 'number') return /^-?\d+(\.\d+)?$/.test(text) ? text : undefined
  return text || undefined
}
