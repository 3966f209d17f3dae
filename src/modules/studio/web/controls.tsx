import { Input, Select, Switch } from 'antd'
import { useSay } from '../../../ui/say.tsx'
import { codeLabel, keysOf, unitLabel, unitOf, valueWords } from '../../policies/policy/policy-words.ts'
import { One, OneCode, type Options, Several } from './choice-controls.tsx'
import { audienceChoices, codeChoices, periodUnits, tierChoices, withOwn } from './choices.ts'
import type { ControlProps } from './control-props.ts'
import { Figure, numberOf } from './figure.tsx'
import { useTyped } from './use-typed.ts'
import { useWriting } from './writing-state.ts'

/** The box, list or switch that fits a parameter. */
export function ParameterControl(p: ControlProps) {
  const say = useSay()
  const writing = useWriting()
  const keys = keysOf(p.place)
  const named = (code: string) => ({ value: code, label: codeLabel(keys, code, say) })
  switch (p.control.kind) {
    case 'number':
      return <NumberBox {...p} />
    case 'switch':
      return (
        <Switch
          size="small"
          checked={p.value === true}
          aria-label={p.label}
          disabled={writing.broken !== undefined}
          onChange={p.onChange}
        />
      )
    case 'words':
    case 'time':
      return <TextBox {...p} />
    case 'long-words':
      return <LongTextBox {...p} />
    case 'numbers':
      return <NumbersBox {...p} />
    case 'cadence':
      return <CadenceBox {...p} units={periodUnits(p.control.periods, p.control.free, say)} />
    case 'length':
      return <LengthBox {...p} />
    case 'choice':
      return <One {...p} options={withOwn(p.control.options, p.value).map(named)} />
    case 'code':
      return <OneCode {...p} options={codeChoices(keys, p.value, writing.standard(p.place), say)} />
    case 'tier':
      return <One {...p} options={tierChoices(writing.text.value, p.value, say)} />
    case 'choices':
      return <Several {...p} options={withOwn(p.control.options, p.value).map(named)} />
    case 'weekdays':
      return <Several {...p} options={[1, 2, 3, 4, 5, 6, 7].map((d) => ({ value: d, label: say(`ui.weekday-${d}`) }))} />
    case 'audiences':
      return <Several {...p} options={audienceChoices(writing.text.value, p.value, say)} />
    case 'codes':
      return <Several {...p} free options={codeChoices(keys, p.value, writing.standard(p.place), say)} />
    case 'word-list':
    case 'times':
      return <Several {...p} free options={[]} />
    default:
      return <span className="studio-fixed">{valueWords(keys, p.value, say)}</span>
  }
}

function TextBox({ value, control, label, invalid, onChange }: ControlProps) {
  const { broken } = useWriting()
  const box = useTyped(typeof value === 'string' ? value : '', onChange)
  return (
    <Input
      className={control.kind === 'time' ? 'studio-time' : 'studio-words'}
      size="small"
      value={box.text}
      maxLength={500}
      aria-label={label}
      disabled={broken !== undefined}
      {...(invalid ? { status: 'error' as const } : {})}
      onChange={(e) => box.change(e.target.value)}
      onBlur={box.leave}
      onPressEnter={box.leave}
    />
  )
}

function LongTextBox({ value, label, onChange }: ControlProps) {
  const { broken } = useWriting()
  const box = useTyped(typeof value === 'string' ? value : '', onChange)
  return (
    <Input.TextArea
      className="studio-words"
      size="small"
      autoSize={{ minRows: 2, maxRows: 6 }}
      value={box.text}
      maxLength={500}
      aria-label={label}
      disabled={broken !== undefined}
      onChange={(e) => box.change(e.target.value.replaceAll('\n', ' '))}
      onBlur={box.leave}
    />
  )
}

function NumberBox({ place, value, label, invalid, optional, onChange }: ControlProps) {
  const say = useSay()
  const unit = unitOf(keysOf(place))
  return (
    <Figure
      value={value}
      label={label}
      invalid={invalid}
      unit={unit && unitLabel(unit, say)}
      onNumber={onChange}
      onNone={optional ? () => onChange(undefined) : undefined}
    />
  )
}

function NumbersBox({ value, label, invalid, onChange }: ControlProps) {
  const { broken } = useWriting()
  const box = useTyped(Array.isArray(value) ? value.join('、') : '', (text) => {
    const numbers = text
      .split(/[、，,\s]+/)
      .filter(Boolean)
      .map(numberOf)
    if (numbers.every((n) => n !== undefined)) onChange(numbers)
  })
  return (
    <Input
      className="studio-numbers"
      size="small"
      value={box.text}
      aria-label={label}
      disabled={broken !== undefined}
      {...(invalid ? { status: 'error' as const } : {})}
      onChange={(e) => box.change(e.target.value)}
      onBlur={box.leave}
      onPressEnter={box.leave}
    />
  )
}

const recordOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {}

/** How often: a figure and what it counts. */
function CadenceBox({ value, label, invalid, onChange, units }: ControlProps & { units: Options }) {
  const say = useSay()
  const { broken } = useWriting()
  const { months, days, each, times } = recordOf(value)
  const unit = typeof months === 'number' ? 'months' : typeof days === 'number' ? 'days' : String(each ?? '')
  const figure = [months, days, times].find((n) => typeof n === 'number') ?? 1
  const write = (kind: string, n: unknown) => onChange(kind === 'months' || kind === 'days' ? { [kind]: n } : { each: kind, times: n })
  return (
    <span className="studio-pair">
      <Figure value={figure} label={label} invalid={invalid} onNumber={(n) => write(unit, n)} />
      <Select
        size="small"
        value={unit}
        options={[...units]}
        popupMatchSelectWidth={false}
        aria-label={`${label} · ${say('studio.cadence')}`}
        disabled={broken !== undefined}
        onChange={(kind) => write(kind, figure)}
      />
    </span>
  )
}

/** A length of time and the clock that counts it. */
function LengthBox({ value, label, invalid, onChange }: ControlProps) {
  const say = useSay()
  const { broken } = useWriting()
  const length = recordOf(value)
  const unit = 'hours' in length ? 'hours' : 'days'
  return (
    <span className="studio-pair">
      <Figure value={length[unit]} label={label} invalid={invalid} onNumber={(n) => onChange({ ...length, [unit]: n })} />
      <Select
        size="small"
        value={typeof length.clock === 'string' ? length.clock : null}
        options={['WORKING', 'NATURAL'].map((clock) => ({ value: clock, label: say(`studio.clock.${unit}-${clock}`) }))}
        popupMatchSelectWidth={false}
        aria-label={`${label} · ${say('studio.clock')}`}
        disabled={broken !== undefined}
        onChange={(clock) => onChange({ ...length, clock })}
      />
    </span>
  )
}
