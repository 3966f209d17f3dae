import { Input } from 'antd'
import { useState } from 'react'
import { instantAt, inZone, toShanghai } from '../../core/instant.ts'
import { parseFen, yuanText } from '../../core/money.ts'
import { useNow } from '../now.tsx'
import { useSay } from '../say.tsx'
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

export function TextInput(p: InputProps & { rows?: number | undefined; type?: 'text' | 'date' | 'datetime-local' }) {
  const { zone } = useNow()
  const isInstant = p.type === 'datetime-local'
  const shown = typeof p.value === 'string' ? (isInstant ? wallTime(p.value, zone) : p.value) : ''
  const change = (text: string) => p.onChange(text === '' ? emptied(p.shape) : isInstant ? fromWallTime(text, zone) : text)
  if (p.rows !== undefined) {
    return (
      <Input.TextArea
        {...common(p)}
        value={shown}
        className="k-long"
        rows={p.rows}
        {...(p.shape?.maxLength ? { maxLength: p.shape.maxLength } : {})}
        onChange={(e) => change(e.target.value)}
      />
    )
  }
  return (
    <Input
      {...common(p)}
      value={shown}
      {...(isTyped(p.type) && shown === '' ? { className: 'k-unset' } : {})}
      type={p.type ?? (p.shape?.format === 'email' ? 'email' : 'text')}
      {...(p.shape?.maxLength ? { maxLength: p.shape.maxLength } : {})}
      onChange={(e) => change(e.target.value)}
    />
  )
}

/** Date fields show their own pattern while empty; it is drawn like a placeholder. */
const isTyped = (type: string | undefined): boolean => type === 'date' || type === 'datetime-local'

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
