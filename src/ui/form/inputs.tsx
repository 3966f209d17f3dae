import { Input } from 'antd'
import { useState } from 'react'
import { instant, instantAt, inZone, toShanghai } from '../../core/instant.ts'
import { parseFen, yuanText } from '../../core/money.ts'
import { useNow } from '../now.tsx'
import { useSay } from '../say.tsx'
import { DayInput } from './day-input.tsx'
import type { FieldShape } from './field-shape.ts'

export type InputProps = {
  id: string
  value: unknown
  onChange: (value: unknown) => void
  onBlur: () => void
  invalid: boolean
  describedBy: string | undefined
  shape: FieldShape | undefined
  placeholder?: string | undefined
}

const common = (p: InputProps) => ({
  id: p.id,
  onBlur: p.onBlur,
  'aria-invalid': p.invalid,
  'aria-describedby': p.describedBy,
  'aria-required': p.shape?.required ?? false,
  ...(p.invalid ? { status: 'error' as const } : {}),
  ...(p.placeholder ? { placeholder: p.placeholder } : {}),
})

/** An empty field: null where the schema allows null, otherwise nothing. */
const emptied = (shape: FieldShape | undefined): null | undefined => (shape?.nullable ? null : undefined)

export function TextInput(p: InputProps & { rows?: number | undefined }) {
  const field = {
    ...common(p),
    value: typeof p.value === 'string' ? p.value : '',
    ...(p.shape?.maxLength ? { maxLength: p.shape.maxLength } : {}),
    onChange: (e: { target: { value: string } }) => p.onChange(e.target.value === '' ? emptied(p.shape) : e.target.value),
  }
  if (p.rows !== undefined) return <Input.TextArea {...field} className="k-long" rows={p.rows} />
  return <Input {...field} type={p.shape?.format === 'email' ? 'email' : 'text'} />
}

const dayProps = (p: InputProps) => ({
  id: p.id,
  onBlur: p.onBlur,
  invalid: p.invalid,
  describedBy: p.describedBy,
  required: p.shape?.required ?? false,
})

/** A day as `YYYY-MM-DD`. */
export const DayField = (p: InputProps) => (
  <DayInput
    {...dayProps(p)}
    value={typeof p.value === 'string' ? p.value : ''}
    onChange={(text) => p.onChange(text === '' ? emptied(p.shape) : text)}
  />
)

/** A point in time, typed as the company's clock shows it. */
export function InstantField(p: InputProps) {
  const { zone } = useNow()
  const shown = typeof p.value === 'string' ? p.value : ''
  return (
    <DayInput
      {...dayProps(p)}
      time
      value={isInstant(shown) ? wallTime(shown, zone) : shown}
      onChange={(text) => p.onChange(text === '' ? emptied(p.shape) : isWallTime(text) ? fromWallTime(text, zone) : text)}
    />
  )
}

const isInstant = (text: string): boolean => instant.safeDecode(text).success
const isWallTime = (text: string): boolean => /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text)

function wallTime(at: string, zone: string): string {
  const { day, minutes } = inZone(new Date(at), zone)
  return `${day}T${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

function fromWallTime(text: string, zone: string): string {
  const [day = '', time = '00:00'] = text.split('T')
  return toShanghai(instantAt(day, Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5)), zone))
}

type Parsed = { value: unknown; ok: boolean }

/** Text that becomes a number when it is one; what is typed stays as it is, and wrong text is told by the field. */
function ParsedInput(
  p: InputProps & { show: (value: number) => string; parse: (text: string) => Parsed; suffix?: string; mode: 'decimal' | 'numeric' },
) {
  const [typed, setTyped] = useState<string | undefined>(undefined)
  const shown = typed ?? (typeof p.value === 'number' ? p.show(p.value) : typeof p.value === 'string' ? p.value : '')
  const change = (text: string) => {
    setTyped(text)
    p.onChange(text.trim() === '' ? emptied(p.shape) : p.parse(text).value)
  }
  return (
    <Input
      {...common(p)}
      className="k-num"
      inputMode={p.mode}
      value={shown}
      suffix={p.suffix}
      onChange={(e) => change(e.target.value)}
      onBlur={() => {
        if (typeof p.value === 'number') setTyped(undefined)
        p.onBlur()
      }}
    />
  )
}

const parseNumber = (text: string): Parsed => {
  const plain = text.normalize('NFKC').replace(/[,\s]/g, '')
  return /^-?\d+(\.\d+)?$/.test(plain) ? { value: Number(plain), ok: true } : { value: text, ok: false }
}

export const NumberInput = (p: InputProps) => (
  <ParsedInput {...p} mode={p.shape?.whole ? 'numeric' : 'decimal'} show={String} parse={parseNumber} />
)

const parseMoney = (text: string): Parsed => {
  const amount = parseFen(text)
  return { value: amount ?? text, ok: amount !== undefined }
}

/** Typed in yuan, kept in fen. */
export function MoneyInput(p: InputProps) {
  const say = useSay()
  return <ParsedInput {...p} mode="decimal" show={yuanText} parse={parseMoney} suffix={say('ui.unit-yuan')} />
}
